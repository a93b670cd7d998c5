# A run that is killed, interrupted or out of disk goes on with --resume and ends with the bytes of one that was not.
. "$(dirname "$0")/lib.sh"

claims="$marginal resnet/finite-width/norm-bias"
run="run $claims --budget 1e6"
journal=.cut.journal
# Outside `host` the record is the run's result.
record() { python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); r.pop("host"); print(json.dumps(r))' "$1"; }
size() { stat -c %s $journal 2>/dev/null || echo 0; }
# same NAME: the report in cut is that of the uninterrupted run, and its journal is gone.
same() {
    record cut/report.json >cut.txt
    cmp -s whole.txt cut.txt || flaw "$1: the record differs from the uninterrupted run's"
    [ ! -e $journal ] || flaw "$1: a completed run leaves its journal"
}
# stop SIGNAL ARGUMENTS...: runs the program until its journal has grown (a new one: until it is there), then sends the signal; status of the run.
stop() {
    signal=$1
    shift
    before=$(size)
    "$program" "$@" >out.txt 2>err.txt &
    process=$!
    while kill -0 $process 2>/dev/null && [ "$(size)" -le "$before" ]; do
        sleep 0.02
    done
    kill -"$signal" $process 2>/dev/null
    wait $process 2>/dev/null
}

"$program" $run --out whole -q --threads 2
[ $? = 3 ] || flaw "the uninterrupted run"
[ ! -e .whole.journal ] || flaw "the uninterrupted run leaves its journal"
record whole/report.json >whole.txt

# Killed at its very begin, and then again and again.
stop KILL $run --out cut -q
kills=0
for threads in 1 2 1; do
    stop KILL $run --out cut -q --resume --threads $threads && break
    kills=$((kills + 1))
done
[ $kills -ge 2 ] || flaw "only $kills kills struck"
[ ! -e cut ] || flaw "a killed run leaves a report"
# What differs is named, and the journal stays.
cp $journal kept.journal
expect 2 '--seed 1 there, 2 here' $run --out cut --seed 2 --resume
expect 2 '--budget 1000000 there, 1000 here' run $marginal --budget 1000 --out cut --resume
cmp -s kept.journal $journal || flaw "a refused run changed the journal"
# One cell leaves it alone.
expect 2 'leave one out' run $marginal --cell n=16,L=8 --out cut --resume
expect 0 '' run $marginal --cell n=16,L=8 --out cut -q
cmp -s kept.journal $journal || flaw "a run of one cell changed the journal"
"$program" $run --out cut --resume --threads 1 2>err.txt >out.txt
[ $? = 3 ] || flaw "a resumed run: $(cat err.txt)"
grep -q '[0-9] finished cells in .*cut.journal' err.txt || flaw "a resumed run does not say so: $(cat err.txt)"
same "killed"

# Interrupted: status 4, and the message says how to go on. Then a record that was torn.
stop KILL $run --out cut -q
stop INT $run --out cut -q --resume
[ $? = 4 ] || flaw "an interrupted run does not end with 4"
grep -q 'the previous report is untouched.*--resume' err.txt || flaw "an interruption: $(cat err.txt)"
[ "$(wc -l <err.txt)" = 1 ] || flaw "an interruption says more than one line"
truncate -s -5 $journal
"$program" $run --out cut -q --resume --threads 2
same "interrupted and torn"

# A limit on the size of files stands for a full disk: first for the journal, then for the report.
limited() {
    (
        failures=0
        ulimit -f "$1"
        expect 5 "$2" $run --out cut -q --resume
        [ "$failures" = 0 ]
    ) || flaw "a limit of $1 blocks on the size of files"
    [ -e $journal ] || flaw "a limit of $1 blocks: the journal is gone"
}
limited 16 'cannot write .*cut.journal.*--resume'
limited $(($(stat -c %s whole/report.json) * 3 / 4 / 512)) 'cannot write .*report.json.*--resume'
"$program" $run --out cut -q --resume
same "out of disk"

# Without --resume an old journal is replaced; with nothing to go on with the run begins anew.
cp kept.journal $journal
"$program" run $marginal --budget 1e6 --out cut -q
[ ! -e $journal ] || flaw "an old journal is not replaced"
"$program" falsify $marginal --out cut --resume >out.txt 2>err.txt || flaw "falsify --resume"
grep -q 'nothing to resume' err.txt || flaw "nothing to resume: $(cat err.txt)"

# The rungs of a ladder are kept, too.
ladder='falsify --ladder mlp/correlation-collapse/infinite-width'
"$program" $ladder --out whole -q
record whole/report.json >whole.txt
stop KILL $ladder --out cut -q
stop KILL $ladder --out cut -q --resume
"$program" $ladder --out cut --resume >out.txt 2>err.txt
grep -q '[0-9] finished cells* in' err.txt || flaw "a resumed ladder: $(cat err.txt)"
same "ladder"
finish
