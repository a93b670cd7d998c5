#!/bin/sh
# The evidence of real reports, computed again by another program: tools/recheck knows the formulas and nothing of the code.
# Every tool that claims use is among them, verifying or refuting; a report with one changed draw, level or verdict is found out.
set -u
program=$1
recheck=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
flaws=0
flaw() {
    echo "FLAW: $*"
    flaws=$((flaws + 1))
}

"$program" run resnet/gaussian-limit/marginal --cell n=16,L=8,t=0.5 --out 1 -q || flaw marginal
"$program" run mlp/no-commutativity/norm --cell n=64,L=64 --out 2 -q || flaw norm
"$program" run mlp/no-commutativity/law --cell n=16,L=8 --out 3 -q || flaw law
"$program" run resnet/covariance-limit/correlation --cell n=64,L=16,inputs=pair:0.5 --out 4 -q || flaw correlation
"$program" run mlp/correlation-collapse/finite-width-scale --cell n=16,L=16,inputs=pair:0 --out 5 -q || flaw scale
"$program" falsify resnet/gaussian-limit/marginal --out 6 -q || flaw falsify
python3 "$recheck" ?/report.json >out.txt || flaw "the evidence: $(cat out.txt)"
for tool in "Catoni's e-process" 'betting on a bounded mean' 'betting on a nonnegative mean' 'mixture over the probability' 'quadratic bet'; do
    grep -q "$tool" out.txt || flaw "no cell was decided by: $tool"
done

# Each of these is found out.
python3 - <<'P' || flaw 'changing reports'
import json
report = json.load(open("1/report.json"))
cell = report["claims"][0]["cells"][0]
def save(name):
    json.dump(report, open(name, "w"))
hexes = cell["statistics"]["draws"]["ieee754_hex"]
cell["statistics"]["draws"]["ieee754_hex"] = "40" + hexes[2:]
save("draw.json")
cell["statistics"]["draws"]["ieee754_hex"] = hexes
part = cell["statistics"]["parts"][0]
moment = [n for n in part["numbers"] if n["name"] == "second_moment"][0]
right = moment["hi_hex"]
moment["hi_hex"] = (float.fromhex(right) * 0.99).hex()
save("moment.json")
moment["hi_hex"] = right
cell["verdict"] = "refuted"
save("verdict.json")
P
for changed in draw moment verdict; do
    python3 "$recheck" $changed.json >out.txt && flaw "a changed $changed passed"
done
exit "$flaws"
