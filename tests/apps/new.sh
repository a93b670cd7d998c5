# Scaffolding a claim: what is written, and what is not. (That a scaffold compiles, runs and is undecided is shown by
# the test consumer.find_package.)
. "$(dirname "$0")/lib.sh"

mkdir claims
expect 0 '' new mine/first-claim --dir claims
[ "$(cat out.txt)" = claims/mine_first_claim.cpp ] || flaw "new prints '$(cat out.txt)'"
grep -q 'LIMITCHECK_CLAIM("mine/first-claim")' claims/mine_first_claim.cpp || flaw "the id is not in the scaffold"
grep -q '@ID@' claims/mine_first_claim.cpp && flaw "a placeholder is left in the scaffold"
expect 0 '' new mine/second
[ -e mine_second.cpp ] || flaw "without --dir the file is not in the current folder"
rm mine_second.cpp

printf 'my work\n' >claims/mine_kept.cpp
expect 2 'exists and is left as it is' new mine/kept --dir claims
[ "$(cat claims/mine_kept.cpp)" = 'my work' ] || flaw "an existing file was overwritten"
rm claims/mine_kept.cpp
for name in first Mine/first mine/ /first mine//first 'mine/fir st' mine/first.cpp ../mine/first mine/-first ''; do
    expect 2 'is no claim id' new "$name" --dir claims
done
expect 2 "there is a claim '$marginal'" new $marginal --dir claims
expect 2 'is no folder' new mine/third --dir nowhere
expect 2 'is no folder' new mine/third --dir claims/mine_first_claim.cpp
if [ "$(id -u)" = 0 ]; then
    expect 2 'cannot be written' new mine/third --dir /proc
else
    mkdir closed && chmod 500 closed
    expect 2 'cannot be written' new mine/third --dir closed
    chmod 700 closed && rmdir closed
fi
expect 2 'name' new
[ "$(find . -name '*.cpp')" = ./claims/mine_first_claim.cpp ] || flaw "files left behind: $(find . -name '*.cpp')"
finish
