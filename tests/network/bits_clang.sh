#!/bin/sh
# Builds network_bits with another compiler, whose warnings are errors too, and compares its bits:
# bits_clang.sh SOURCE BUILD COMPILER FILE
set -eu
. "$(dirname "$0")/../support/other_compiler.sh"
build_with_other "$1" "$2" "$3" network_bits
"$2/tests/network/network_bits" "$4"
