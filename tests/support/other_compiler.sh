# Shared by the tests that build a program with another compiler. Sourced.

# build_with_other SOURCE BUILD COMPILER TARGET: one target of the tree, by COMPILER, its warnings errors too.
build_with_other() {
    cmake -S "$1" -B "$2" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$3" >/dev/null
    cmake --build "$2" --target "$4"
}
