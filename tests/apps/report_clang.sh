#!/bin/sh
# Another compiler's build writes the same report, byte for byte outside the facts on the host:
# report_clang.sh PROGRAM SOURCE BUILD COMPILER
here=$(dirname "$0")
. "$here/../support/other_compiler.sh"
build_with_other "$2" "$3" "$4" few_claims || exit 1
theirs=$3/tests/apps/few_claims
. "$here/lib.sh"

# Few networks of every cell, falsification and shadow, and the figures: all that a report is made of.
claims=$("$theirs" list | grep '^[a-z]')
[ "$(printf '%s\n' "$claims" | wc -l)" = 4 ] || flaw "not four claims: $claims"
for who in ours theirs; do
    if [ $who = ours ]; then run=$program; else run=$theirs; fi
    # shellcheck disable=SC2086
    "$run" run $claims --seed 7 --budget 2e6 --out $who -q >$who.txt 2>&1
    status=$?
    case $status in 0 | 3) ;; *) flaw "$who ends with $status: $(cat $who.txt)" ;; esac
done
python3 - ours theirs <<'P' || flaw "the reports differ"
import json, sys
def record(folder):
    report = json.load(open(folder + "/report.json"))
    report.pop("host")
    return report
def differences(a, b, where=""):
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        return [d for k in a for d in differences(a[k], b[k], f"{where}.{k}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [d for k in range(len(a)) for d in differences(a[k], b[k], f"{where}[{k}]")]
    return [] if json.dumps(a) == json.dumps(b) else [f"{where}: {a} by one, {b} by the other"]
ours, theirs = map(record, sys.argv[1:])
networks = sum(cell["samples"] for claim in ours["claims"] for cell in claim["cells"])
print(len(ours["claims"]), "claims,", sum(len(c["cells"]) for c in ours["claims"]), "cells,", networks, "networks")
different = differences(ours, theirs)
print(*different[:10], sep="\n")
sys.exit(1 if different or networks == 0 else 0)
P
finish
