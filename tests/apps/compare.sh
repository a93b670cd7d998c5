# Two runs held against each other: compare, and run --baseline.
. "$(dirname "$0")/lib.sh"

one=beyond/universality
run="run $one mlp/no-commutativity/law --budget 3e6"
"$program" $run --out old -q
"$program" $run --out new -q --threads 1
expect 0 '' compare old/report.json new/report.json
[ "$(cat out.txt)" = "no change" ] || flaw "two equal runs: $(cat out.txt)"
expect 0 '' compare old/report.json old/report.json

# change FILE STATEMENTS: the report of `new` with claim and cell edited, as FILE.
change() {
    python3 - "$1" "$2" <<'P' || flaw "the edit $2"
import json, sys
report = json.load(open("new/report.json"))
claim, cell = next((a, c) for a in report["claims"] for c in a["cells"] if c["verdict"] == "verified")
exec(sys.argv[2])
json.dump(report, open(sys.argv[1], "w"))
P
}
change worse.json 'cell["verdict"] = "undecided"; cell["reason"] = "the budget"'
expect 1 '' compare new/report.json worse.json
grep -q '^| worse *| verdict *| [a-z]*/.* | verified *| undecided: the budget |' out.txt || flaw "a worse cell: $(cat out.txt)"
grep -q '^1 change, 1 for the worse$' out.txt || flaw "the number of changes: $(cat out.txt)"
expect 0 '' compare worse.json new/report.json
grep -q '^| better' out.txt || flaw "a better cell: $(cat out.txt)"
change gone.json 'del report["claims"][0]'
expect 1 '' compare new/report.json gone.json
grep -q '| gone ' out.txt || flaw "a claim that is gone: $(cat out.txt)"
expect 0 '' compare gone.json new/report.json
change moved.json 'cell["estimate"] *= 1.0001'
expect 0 '' compare new/report.json moved.json
grep -q '| estimate ' out.txt || flaw "a moved estimate: $(cat out.txt)"
"$program" $run --out seed -q --seed 2
"$program" compare old/report.json seed/report.json >out.txt
grep -q '^seed 1 before, 2 now' out.txt || flaw "another seed is not said: $(cat out.txt)"

# The same after a run: the status of the run where nothing got worse, else 1; claims that were not selected are left out.
expect 3 '' $run --out again -q --baseline old/report.json
"$program" $run --out again --baseline old/report.json >out.txt 2>err.txt
[ "$(tail -1 out.txt)" = "no change" ] || flaw "run --baseline: $(tail -3 out.txt)"
change better.json 'report["claims"][1]["verdict"] = report["claims"][0]["verdict"] = "verified"'
expect 1 '' $run --out again -q --baseline better.json
expect 3 '' run $one --budget 3e6 --out again -q --baseline old/report.json
change unknown.json 'claim["id"] = "resnet/no-such/claim"'
expect 1 '' $run --out again -q --baseline unknown.json
# The baseline may be the report that the run replaces.
expect 3 '' $run --out again -q --baseline again/report.json

# Bad input.
expect 2 'NEW.json\|new' compare old/report.json
expect 2 'missing.json: cannot be opened' compare old/report.json missing.json
expect 2 'missing.json: cannot be opened' run $marginal --out never --baseline missing.json
expect 2 'is a folder; give the report.json' compare old new/report.json
printf '{"schema": 1' >broken.json
expect 2 'broken.json' compare broken.json new/report.json
expect 2 'broken.json' run $marginal --out never --baseline broken.json
expect 2 'leave one out' run $marginal --out never --cell n=16,L=8 --baseline old/report.json
[ ! -e never ] || flaw "bad input left a report"
finish
