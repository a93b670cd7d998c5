#!/bin/sh
# Builds network_bits with another compiler and compares its bits: bits_clang.sh SOURCE BUILD COMPILER FILE
# That compiler's warnings are not the subject.
set -eu
cmake -S "$1" -B "$2" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$3" \
    -DLIMITCHECK_WARNINGS_AS_ERRORS=OFF >/dev/null
cmake --build "$2" --target network_bits
"$2/tests/network/network_bits" "$4"
