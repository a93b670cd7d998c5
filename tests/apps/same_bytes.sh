# The same seed gives the same bytes, at any number of threads, with every vector target, wherever the report is
# written.
. "$(dirname "$0")/lib.sh"

for threads in 1 2 7; do
    "$program" run $marginal --profile quick --seed 7 --threads $threads --out report$threads -q || flaw "run at $threads threads"
done
"$program" run $marginal --seed 0x7 --out again -q || flaw "second run"
# The refusal of an unknown target names those that this machine runs.
LIMITCHECK_TARGET=AVX9 "$program" run $marginal --out unknown -q 2>refusal && flaw "an unknown vector target is taken"
[ "$(wc -l <refusal)" = 1 ] || flaw "an unknown vector target is not refused in one line: $(cat refusal)"
targets=$(sed 's/.*: use //; s/,//g' refusal)
[ -n "$targets" ] || flaw "no vector target is named"
for target in $targets; do
    LIMITCHECK_TARGET=$target "$program" run $marginal --cell '#1' --seed 7 --out one_$target -q || flaw "run with $target"
done
"$program" run $marginal --cell '#1' --seed 7 --out one -q || flaw "run of one cell"
for pair in "report1 report2" "report1 report7" "report1 again" $(printf 'one:one_%s ' $targets); do
    set -- $(echo "$pair" | tr : ' ')
    python3 - "$1" "$2" <<'P' || flaw "$2 differs from $1"
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
