"""One digit of a proved constant changed in a copy of the tree: the copy does not compile.

usage: one_digit.py COMPILER OPTION,OPTION... SOURCE THEOREM LEMMA_FILE... [--all]

The last digit of the first constant of theorems/THEOREM/proved_constants.hpp (with --all: of each) is made one less,
which for a supremum is the false side and for a rounded value a wrong digit; then one of the files must be refused, and
the message must name a lemma.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# {digits, exponent} of a proof::Decimal; times are where the constants hold, not constants.
DECIMAL = re.compile(r"\{(-?\d{9,}), (-?\d+)\}")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--all"]
    compiler, options, source, theorem, *files = arguments
    source = pathlib.Path(source)
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch)
        (copy / "limitcheck").mkdir()
        shutil.copytree(source / "include/limitcheck/proof", copy / "limitcheck/proof")
        shutil.copytree(source / "theorems", copy / "limitcheck/theorems")
        command = [compiler, "-std=c++20", "-fsyntax-only", "-ffp-contract=off", *options.split(","), f"-I{copy}"]
        header = copy / "limitcheck/theorems" / theorem / "proved_constants.hpp"
        text = header.read_text()
        constants = list(DECIMAL.finditer(text))
        assert constants, f"{theorem} has no constant"
        for constant in constants if "--all" in sys.argv else constants[:1]:
            digits = int(constant.group(1))
            changed = f"{{{digits - (1 if digits > 0 else -1)}, {constant.group(2)}}}"
            header.write_text(text[: constant.start()] + changed + text[constant.end() :])
            refused = []
            for file in files:
                result = subprocess.run(command + [str(copy / "limitcheck/theorems" / theorem / "lemmas" / file)],
                                        capture_output=True, text=True)
                if result.returncode != 0:
                    assert "DISPROVED" in result.stderr or "EXHAUSTED" in result.stderr, result.stderr
                    refused += sorted(set(re.findall(r"Proof<[^\n]*?::(\w+)<", result.stderr)))
            print(f"{constant.group(0)} -> {changed}: refused by {', '.join(refused) or 'NOTHING'}", flush=True)
            assert refused, "the copy compiles with another constant"


if __name__ == "__main__":
    main()
