"""The widest results that docstrings state are those of the containment table.

usage: check_widths.py SOURCE
"""

import pathlib
import re
import sys

# Row of the table -> the function whose docstring states it, and which of the numbers there.
STATED = {"sqrt": ("sqrt", 0), "sin": ("sin_cos", 0), "cos": ("sin_cos", 0), "atan": ("atan", 0), "acos": ("acos", 0),
          "exp": ("exp", 0), "log": ("log", 0), "log near 1": ("log", 1)}
WORDS = {"one": 1}


def main():
    source = pathlib.Path(sys.argv[1])
    table = (source / "tests/proof/containment.test.cpp").read_text()
    rows = dict(re.findall(r'\{"([a-z0-9 ]+)", \[\].*?, (\d+)\},?\n', table, re.S))
    assert rows.keys() == STATED.keys(), f"rows of the table: {sorted(rows)}"
    headers = "\n".join(h.read_text() for h in sorted((source / "include/limitcheck/proof").glob("*.hpp")))
    for row, (function, which) in STATED.items():
        comment = re.search(rf"((?:^///.*\n)+)constexpr \w+ {function}\(const Interval& x\)", headers, re.M).group(1)
        numbers = re.findall(r"(\d+|one) units? in the last place|, (\d+) next to 1", comment.replace("\n///", ""))
        stated = [WORDS.get(a or b) or int(a or b) for a, b in numbers]
        assert stated[which] == int(rows[row]), f"{row}: the table says {rows[row]}, the docstring {stated}"


if __name__ == "__main__":
    main()
