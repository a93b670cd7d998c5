# Ordinary use: statuses, files, single cells, interruption, a full disk.
. "$(dirname "$0")/lib.sh"

expect 0 '' --version
grep -q '^limitcheck [0-9]' out.txt || flaw "no version"
expect 0 '' run --help
grep -q -e '--seed' out.txt || flaw "run --help does not name --seed"
for command in list show run falsify report compare replay new lemmas; do
    for option in --help --version; do
        expect 0 '' $command $option
        [ -s out.txt ] && [ ! -s err.txt ] || flaw "$command $option says nothing, or not on stdout"
    done
    grep -q '^limitcheck [0-9]' out.txt || flaw "$command --version gives no version"
done
expect 0 '' list
grep -q "^$marginal$" out.txt || flaw "list does not name $marginal"
expect 0 '' list --json
python3 -c 'import json,sys; d=json.load(open("out.txt")); assert any(c["id"]==sys.argv[1] for c in d)' $marginal || flaw "list --json"
expect 0 '' lemmas
grep -q '^covariance/chi$' out.txt || flaw "lemmas does not name covariance/chi"
expect 0 '' lemmas --json
python3 - <<'P' || flaw "lemmas --json"
import json
lemmas = {l["name"]: l for l in json.load(open("out.txt"))}
assert len(lemmas) >= 40
chi = lemmas["covariance/chi"]
assert chi["method"] == "Taylor forms" and 1 < chi["cells"] <= 100 and 0 < chi["margin"] and chi["coq"] == "proved"
assert lemmas["arc-cosine/reflection"]["method"] == "exact algebra"
for lemma in lemmas.values():
    assert all(lemma[k] for k in ("statement", "latex", "domain", "source", "reduction")), lemma
P
expect 2 'did you mean' lemmas --jsn
expect 0 '' show $marginal
grep -q 'verified by about' out.txt || flaw "show has no forecast"
grep -q 'within the budget, refuting: a gap of' out.txt || flaw "show has no detectable effect of a refutation"
grep -q 'hopeless' out.txt && flaw "show gives up a cell that the budget decides"
expect 0 '' show mlp/correlation-collapse/finite-width-probability --budget 1000
grep -q 'hopeless: nothing is decided by fewer than' out.txt || flaw "show does not say what a budget cannot decide"

cell='n=16,L=8,t=0.5'
expect 0 '' run $marginal --cell $cell --out report
for file in report.json junit.xml report.md index.html claims; do
    [ -e report/$file ] || flaw "report/$file is missing"
done
python3 - <<'P' || flaw "the JSON of one cell"
import json
report = json.load(open("report/report.json"))
claim, = report["claims"]
cell, = claim["cells"]
assert cell["verdict"] == "verified", cell["verdict"]
assert claim["verdict"] == "undecided" and "a cell's verdict, not the claim's" in claim["reason"], claim["reason"]
assert report["summary"] == {"verified": 0, "refuted": 0, "undecided": 1}, report["summary"]
assert (cell["n"], cell["L"]) == (16, 8)
assert "--cell '#1:n=16,L=8,t=0.5'" in cell["reproduce"], cell["reproduce"]
P
# The reproduce command gives the same evidence.
cp report/report.json first.json
eval "'$program' $(python3 -c 'import json; print(json.load(open("first.json"))["claims"][0]["cells"][0]["reproduce"].split(" ", 1)[1])') --out report -q" || flaw "reproduce"
python3 - <<'P' || flaw "the reproduced cell differs"
import json
a, b = (json.load(open(f))["claims"][0]["cells"] for f in ("first.json", "report/report.json"))
assert a == b
P

# The confirmation of a counterexample can be repeated by hand: other draws, a level of its own.
expect 0 '' run $marginal --cell "#confirm:$cell" --out confirmed
python3 - <<'P' || flaw "a confirmation"
import json
a, b = (json.load(open(f))["claims"][0]["cells"][0] for f in ("first.json", "confirmed/report.json"))
assert b["index"] == 1001 and not b["counts"] and "--cell '#confirm:n=16,L=8,t=0.5'" in b["reproduce"], b["reproduce"]
assert b["statistics"]["draws"]["rows"] == b["samples"] and a["estimate"] != b["estimate"]
P

# A hopeless budget: undecided, status 3.
expect 3 '' run $marginal --cell n=16,L=8 --budget 10 --out hopeless
# Falsifications alone.
expect 0 '' falsify $marginal --out falsified
grep -q 'falsifications refuted 4/4' out.txt || flaw "falsify: $(cat out.txt)"

# The effect ladder: a mini one, then one that the budget stops above its goal, and the report of the first rendered again.
expect 0 '' falsify --ladder mlp/correlation-collapse/infinite-width --out ladder
grep -q 'collapse-constant .*at goal.*refuted down to +0.01 and -0.01, goal 0.05' out.txt || flaw "ladder: $(cat out.txt)"
[ -s ladder/plots/effect-ladders/effect-against-cost.svg ] || flaw "the ladder's plot is missing"
grep -q '## Effect ladder' ladder/report.md || flaw "report.md has no ladder"
grep -q '<h2>Effect ladder</h2>' ladder/index.html || flaw "index.html has no ladder"
expect 0 '' report ladder/report.json --out ladder-again
cmp -s ladder/index.html ladder-again/index.html || flaw "the ladder's page is not rendered again"
expect 3 '' falsify --ladder 'resnet/*/norm' --budget 1e5 --out short
grep -q 'not tried' out.txt || flaw "ladder within a tiny budget: $(cat out.txt)"
expect 2 'none of the selected claims has an effect ladder' falsify --ladder $marginal --out none

# An interruption leaves the previous report whole.
cp -r report before
"$program" run --profile standard --out report -q 2>err.txt &
process=$!
sleep 1
kill -INT $process
wait $process
[ $? = 4 ] || flaw "an interrupted run does not end with 4"
diff -r before report || flaw "an interrupted run changed the report"

# What cannot be written whole is not written: a limit on the size of files stands for a full disk.
(
    ulimit -f 8
    expect 5 '' run $marginal --cell $cell --out report -q
    [ "$failures" = 0 ]
) || flaw "a write that fails does not end with 5"
diff -r before report || flaw "a write that fails changed the report"

# Progress is for terminals: on stderr, redrawn with control sequences, and plain where NO_COLOR or TERM=dumb ask for it.
cat >terminal.py <<'P'
import os, pty, subprocess, sys
parent, child = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stdin=child, stdout=subprocess.PIPE, stderr=child)
os.close(child)
seen = b""
while True:
    try:
        part = os.read(parent, 4096)
    except OSError:
        break
    if not part:
        break
    seen += part
result = process.stdout.read()
status = process.wait()
assert status == 0, (status, seen)
assert b"\x1b" not in result, result
sys.stdout.write(repr(seen))
P
TERM=xterm NO_COLOR='' python3 terminal.py "$program" run $marginal --cell $cell --out terminal >seen.txt || flaw "a run on a terminal: $(cat seen.txt)"
grep -q 'x1b.*evidence' seen.txt || flaw "no progress on a terminal: $(cat seen.txt)"
for quiet in TERM=dumb NO_COLOR=1; do
    env TERM=xterm $quiet python3 terminal.py "$program" run $marginal --cell $cell --out terminal >seen.txt || flaw "a run with $quiet"
    grep -q 'x1b' seen.txt && flaw "with $quiet the terminal is sent $(cat seen.txt)"
done
"$program" run $marginal --cell $cell --out terminal >out.txt 2>err.txt || flaw "a run without a terminal"
grep -q "$(printf '\033')" err.txt out.txt && flaw "without a terminal stderr has $(cat err.txt)"

# A full disk: status 5, the previous report intact.
if [ "$(id -u)" = 0 ] && mkdir disk && mount -t tmpfs -o size=600k limitcheck-test disk 2>/dev/null; then
    expect 0 '' run $marginal --cell $cell --out disk/report -q
    cp -r disk/report kept
    dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null
    expect 5 'disk' run $marginal --cell $cell --out disk/report -q
    diff -r kept disk/report || flaw "a full disk damaged the previous report"
    umount disk
else
    printf 'skipped: a full disk (needs root)\n'
fi
finish
