# Cells of a report simulated again: the same bits, or what differs.
. "$(dirname "$0")/lib.sh"

data=$(dirname "$0")/../../examples/data/digits.csv
case $data in /*) ;; *) data=$OLDPWD/$data ;; esac
run="$marginal resnet/finite-width/norm-bias"
"$program" run $run --budget 1e6 --seed 0xabc --attempt 2 --out report -q
expect 0 '' replay report/report.json
grep -q '^replayed \([0-9]*\) of \1 cells that keep their draws: the same to the last bit$' out.txt || flaw "replay: $(cat out.txt)"
expect 0 '' replay report/report.json --share 0.1 --threads 1
grep -q '^replayed [4-9] of [4-8][0-9] cells' out.txt || flaw "a tenth: $(cat out.txt)"
expect 0 '' replay report/report.json --share 0.1 -q
[ ! -s out.txt ] || flaw "-q says $(cat out.txt)"

# Inputs of a file stand in the record.
"$program" run resnet/covariance-limit/norm --inputs "$data" --cell '#2' --out inputs -q || flaw "a run with inputs"
expect 0 '' replay inputs/report.json
grep -q '^replayed 1 of 1' out.txt || flaw "inputs of a file: $(cat out.txt)"
# Ladders.
"$program" falsify --ladder resnet/covariance-limit/norm --out ladder -q
expect 0 '' replay ladder/report.json --share 0.3
grep -q 'the same to the last bit' out.txt || flaw "a ladder: $(cat out.txt)"

# change FILE STATEMENTS: the report with its first cell that has draws edited, as FILE.
change() {
    python3 - "$1" "$2" <<'P' || flaw "the edit $2"
import json, sys
report = json.load(open("report/report.json"))
claim, cell = next((a, c) for a in report["claims"] for c in a["cells"] if c["statistics"]["draws"]["rows"] > 2)
draws = cell["statistics"]["draws"]
exec(sys.argv[2])
json.dump(report, open(sys.argv[1], "w"))
P
}
change bit.json 'h = draws["ieee754_hex"]; draws["ieee754_hex"] = h[:15] + "%x" % (int(h[15], 16) ^ 1) + h[16:]'
expect 1 '' replay bit.json
grep -q '^resnet/.* #[0-9]* n=.*: draws from network 1 on$' out.txt || flaw "one bit: $(cat out.txt)"
grep -q ' cells that keep their draws: 1 differ' out.txt || flaw "one bit: $(cat out.txt)"
change evidence.json 'e = cell["log_evidence"]; e["verify"] = 1.5; e["verify_hex"] = "0x1.8p+0"'
expect 1 '' replay evidence.json -q
grep -q 'log evidence to verify: 1.5 there' out.txt || flaw "evidence: $(cat out.txt)"
change seed.json 'report["seed"] = 3; report["seed_hex"] = "0x0000000000000003"'
expect 1 '' replay seed.json --share 0.05

# What cannot be replayed.
change stream.json 'report["stream_version"] = 77'
expect 2 'stream.json: the report is of stream version 77' replay stream.json
change unknown.json 'claim["id"] = "resnet/no-such/claim"'
expect 2 "claim 'resnet/no-such/claim'" replay unknown.json
for share in 0 -0.1 1.5 nan all ''; do
    expect 2 'share' replay report/report.json --share "$share"
done
expect 2 "threads '0'" replay report/report.json --threads 0
expect 2 'missing.json: cannot be opened' replay missing.json
expect 2 'is a folder; give the report.json' replay report
expect 2 'report' replay
printf '[]' >broken.json
expect 2 'broken.json' replay broken.json
"$program" run mlp/correlation-collapse/infinite-width --cell '#1' --out certified -q
expect 2 'keeps no draws' replay certified/report.json
finish
