# The same seed gives the same bytes, at any number of threads, wherever the report is written.
. "$(dirname "$0")/lib.sh"

for threads in 1 2 7; do
    "$program" run $marginal --profile quick --seed 7 --threads $threads --out report$threads -q || flaw "run at $threads threads"
done
"$program" run $marginal --seed 0x7 --out again -q || flaw "second run"
for other in report2 report7 again; do
    python3 - report1 $other <<'P' || flaw "$other differs from report1"
import json, sys
def record(folder):
    report = json.load(open(folder + "/report.json"))
    report.pop("host")
    return json.dumps(report)
assert record(sys.argv[1]) == record(sys.argv[2])
P
done
# Outside the block of host facts the pages are the same too.
strip() { sed '/host facts: begin/,/host facts: end/d' "$1"; }
for file in index.html report.md claims/$marginal.md; do
    strip report1/$file >a.txt
    strip report7/$file >b.txt
    [ -s a.txt ] || flaw "$file is empty"
    cmp -s a.txt b.txt || flaw "$file differs between thread counts"
done
"$program" run $marginal --seed 8 --out other -q || flaw "run with another seed"
cmp -s report1/report.md other/report.md && flaw "another seed gives the same report"
finish
