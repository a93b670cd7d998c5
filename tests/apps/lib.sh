# Shared by the tests of the command line. Sourced with $1 = the program.
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
failures=0
marginal=resnet/gaussian-limit/marginal

flaw() {
    printf 'FAILED: %s\n' "$*"
    failures=$((failures + 1))
}

# expect STATUS PATTERN ARGUMENTS...: runs the program; its status must be STATUS, stderr one line that has PATTERN (a basic
# regular expression), and stdout must be empty when the status is 2.
expect() {
    status=$1
    pattern=$2
    shift 2
    "$program" "$@" >out.txt 2>err.txt
    got=$?
    [ "$got" = "$status" ] || flaw "status $got, expected $status: limitcheck $*: $(cat err.txt)"
    if [ -n "$pattern" ]; then
        grep -q -e "$pattern" err.txt || flaw "no '$pattern' on stderr of: limitcheck $*: $(cat err.txt)"
        [ "$(wc -l <err.txt)" = 1 ] || flaw "$(wc -l <err.txt) lines on stderr of: limitcheck $*"
    fi
    if [ "$status" = 2 ] && [ -s out.txt ]; then
        flaw "stdout is not empty after bad usage: limitcheck $*"
    fi
}

finish() {
    [ "$failures" = 0 ] || { printf '%s failures\n' "$failures"; exit 1; }
    printf 'passed\n'
}
