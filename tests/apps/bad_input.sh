# Bad input: one line that says what, where and the mend; status 2; nothing written.
. "$(dirname "$0")/lib.sh"

expect 2 'a command is required'
expect 2 "unknown command 'rum'; did you mean run?" rum
expect 2 "unknown argument '--sed'; did you mean --seed?" run --sed 3
expect 2 "unknown argument '--profil=quick'; did you mean --profile?" run --profil=quick
expect 2 'did you mean resnet/gaussian-limit/marginal?' run resnet/gaussian-limit/marginl --out report
expect 2 "no claim matches 'nothing/\*'" run 'nothing/*' --out report
expect 2 'unsigned 64-bit' run $marginal --seed -1 --out report
expect 2 'unsigned 64-bit' run $marginal --seed 0x --out report
expect 2 'unsigned 64-bit' run $marginal --seed 18446744073709551616 --out report
expect 2 'unsigned 64-bit' run $marginal --seed 1.5 --out report
for option in inputs columns pairs baseline threads budget cell seed profile attempt out; do
    expect 2 "$option: the value is empty" run $marginal --$option '' --out report
done
expect 2 "threads '0'" run $marginal --threads 0 --out report
expect 2 "threads 'two'" run $marginal --threads two --out report
expect 2 "threads '99999'" run $marginal --threads 99999 --out report
expect 2 'did you mean quick?' run $marginal --profile quik --out report
expect 2 'quick, standard or deep' run $marginal --profile zzzzzzzzzz --out report
expect 2 'attempt' run $marginal --attempt 0 --out report
expect 2 'budget' run $marginal --budget lots --out report
expect 2 'budget' run $marginal --budget 0 --out report
expect 2 'budget' run $marginal --budget 0x10 --out report
expect 2 'budget' run $marginal --budget 1e400 --out report
expect 2 'budget' run $marginal --budget nan --out report
expect 2 'n and L are required' run $marginal --cell n=4 --out report
expect 2 "unknown key 'w'" run $marginal --cell n=4,L=4,w=2 --out report
expect 2 'is not a time' run $marginal --cell n=4,L=4,t=2 --out report
expect 2 'outside the domain' run $marginal --cell n=99999,L=4 --out report
expect 2 'breaks the limit of the domain: L at most 32 n' run mlp/no-commutativity/norm --cell n=16,L=513 --out report
expect 2 'takes no order' run $marginal --cell n=4,L=4,order=diagonal --out report
expect 2 'layer 0' run $marginal --cell n=4,L=4,t=0.0625 --out report
expect 2 'give #j' run $marginal --cell '#0' --out report
expect 2 'n and L are required' run $marginal --cell '#confirm:n=4' --out report
expect 2 'give #j' run $marginal --cell '#confirm' --out report
expect 2 'outside 1..1' run mlp/no-commutativity/norm --cell n=16,L=16,t=0.5 --out report
expect 2 'give a number in \[1e-20, 1e20\]' run $marginal --cell n=4,L=4,inputs=one:1e-90 --out report
expect 2 'give numbers in \[1e-20, 1e20\]' run resnet/covariance-limit/norm --cell n=4,L=4,inputs=pair:0:1:1e50 --out report
expect 2 'L = n, inputs of second moment 1' run mlp/correlation-collapse/finite-width-scale --cell n=144,L=16,inputs=pair:0 --out report
expect 2 'inputs of second moment 1' run mlp/correlation-collapse/infinite-width --cell n=1,L=100,inputs=pair:0.5:4:4 --out report
expect 2 'of correlation in \[0, 1)' run mlp/correlation-collapse/finite-width --cell n=64,L=64,inputs=pair:-0.5 --out report
expect 2 'at least -1/2' run resnet/finite-width/covariance-bias --cell n=64,L=8,inputs=pair:-0.9 --out report
expect 2 'name one' run --cell n=4,L=4 --out report
expect 2 'takes no inputs' run $marginal --inputs data.csv --out report
expect 2 'did you mean resnet/gaussian-limit/marginal?' show resnet/gaussian-limit/margina
expect 2 'claim' show
expect 2 'is no number of normals' show $marginal --budget much
expect 2 'quick, standard' show $marginal --profile fast
expect 2 'cannot be opened' report missing.json --out report
expect 2 'is a folder; give the report.json' report . --out report
printf 'not a report' >broken.json
expect 2 'broken.json' report broken.json --out report
printf 'a file' >file
expect 2 'file' run $marginal --out file
expect 2 'file' run $marginal --out file/report
if [ "$(id -u)" != 0 ]; then
    mkdir closed && chmod 500 closed
    expect 2 'closed' run $marginal --out closed/report
else
    expect 2 '/proc' run $marginal --out /proc/report
fi
# Input files: file, line and column of what is wrong.
csv() { # CONTENT PATTERN
    printf "$1" >in.csv
    expect 2 "$2" run 'resnet/covariance-limit/norm' --inputs in.csv --out report
}
csv '' 'in.csv:1:1: no rows'
csv '1,2\n' 'in.csv:1:1: a single row'
csv '1,2\n3\n' 'in.csv:2:1: 1 fields'
csv '1,2\n3,x\n' "in.csv:2:3: 'x' is not a number"
csv '1,2\n3,nan\n' 'in.csv:2:3: .*finite'
csv '1,2\n0,0\n' 'in.csv:2:1: a row of zeros'
csv '1e-90,0\n1,2\n' "in.csv:1:1: the row's mean square .* rescale"
csv '1e50,0\n1,2\n' "in.csv:1:1: the row's mean square .* rescale"
csv '"1","2"\n3,4\n5,6\n' 'in.csv:1:1: .* is not a number'
csv '1,2\n3,4\000\n' 'in.csv:2:4: a control byte'
csv '1,2\n3,\001\n' 'in.csv:2:3: a control byte'
expect 2 'in-nowhere.csv:1:1: cannot be opened' run 'resnet/covariance-limit/*' --inputs in-nowhere.csv --out report
expect 2 'takes no inputs' run --inputs in.csv --out report
printf '1,2\n3,4\n5,6\n' >in.csv
expect 2 'rows:0:3' run resnet/covariance-limit/covariance --inputs in.csv --cell n=64,L=4,inputs=rows:0:3 --out report
expect 2 'only with --inputs' run resnet/covariance-limit/covariance --cell n=64,L=4,inputs=rows:0:1 --out report
rm in.csv
# Arrays as numpy.save writes them, each with one flaw.
python3 - <<'P'
import struct
def save(name, descr, shape, numbers, fortran=False, cut=0):
    header = repr({"descr": descr, "fortran_order": fortran, "shape": shape}).encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + numbers
    open(name, "wb").write(data[: len(data) - cut])
good = struct.pack("<4d", 1, 2, 3, 4)
save("cut.npy", "<f8", (2, 2), good, cut=1)
save("type.npy", "<i8", (2, 2), good)
save("shape.npy", "<f8", (4,), good)
save("nan.npy", "<f8", (2, 2), struct.pack("<4d", 1, 2, 3, float("nan")), fortran=True)
P
npy() { # FILE PATTERN
    expect 2 "^limitcheck: $1:1:[0-9]*: $2" run resnet/covariance-limit/norm --inputs $1 --out report
}
npy cut.npy '31 bytes of numbers'
npy type.npy "numbers of type '<i8' are not read"
npy shape.npy 'the array has 1 dimensions'
npy nan.npy 'row 1, column 1: nan is not'
rm cut.npy type.npy shape.npy nan.npy

[ ! -e report ] || flaw "bad input wrote a report"
[ "$(ls | sort | tr '\n' ' ')" = "broken.json err.txt file out.txt " ] || flaw "bad input left files: $(ls)"
finish
