"""Runs a program that bench/compare reads and checks what it prints: numbers by name, and of one of ours every name
that the comparison needs. Exit status 77 when the program's is.

usage: runs.py BENCH_COMPARE PROGRAM [ARGUMENT...]
"""

import importlib.machinery
import importlib.util
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True


def load(path):
    loader = importlib.machinery.SourceFileLoader("compare", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare", loader))
    loader.exec_module(module)
    return module


def main():
    compare = load(sys.argv[1])
    program = pathlib.Path(sys.argv[2]).name
    run = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode == 77:
        sys.exit(77)
    assert run.returncode == 0, f"status {run.returncode}"
    if program == "limitcheck-bench-variance":
        rows = [line.strip("|").split("|") for line in run.stdout.splitlines()[2:]]
        assert len(rows) == 30, f"{len(rows)} rows"  # six variances and four times at three widths
        assert all(float(row[2]) > 0 for row in rows), run.stdout
        return
    found, others = ((compare.benchmarks(run.stdout), []) if program == "limitcheck-bench"
                     else compare.values(run.stdout))
    assert found and not others, f"lines that are not `name number`: {others}"
    missing = [name for name in compare.OURS.get(program, ()) if name not in found]
    assert not missing, f"not printed: {missing}"
    print(f"{program}: {len(found)} numbers")


if __name__ == "__main__":
    main()
