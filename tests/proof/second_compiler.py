"""Compiles every file of lemmas with another compiler: it proves the same lemmas with the same bits.

usage: second_compiler.py COMPILER OPTION,OPTION... SOURCE BUILD LISTING LEMMA_FILE...

LISTING prints the results as the build's own compiler found them. Prints processor seconds and memory a file; fails
when a file takes more than 1 GiB, all of them more than 30 s of processor time, or a result differs.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

MOST_SECONDS = 30
MOST_KIB = 1 << 20


def run(command):
    """Processor seconds and memory (KiB) of a command that must succeed."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    compiler, options, source, build, listing, *files = sys.argv[1:]
    source = pathlib.Path(source)
    command = [compiler, "-std=c++20", "-ffp-contract=off", *options.split(","), f"-I{source}/include", f"-I{build}/include"]
    total = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        objects = []
        for file in files:
            objects.append(f"{scratch}/{len(objects)}.o")
            seconds, memory = run(command + ["-c", str(source / "theorems" / file), "-o", objects[-1]])
            total += seconds
            print(f"{file:<48} {seconds:6.2f} s {memory / 1024:6.0f} MiB", flush=True)
            if memory > MOST_KIB:
                sys.exit(f"{file} takes {memory} KiB of memory to compile; at most {MOST_KIB} are allowed")
        print(f"{len(files)} files: {total:.1f} s of processor time")
        program = f"{scratch}/listing"
        run(command + [str(source / "tests/proof/listing.cpp"), str(source / "theorems/lemma_registry.cpp"), *objects,
                       "-o", program])
        ours = subprocess.run([listing], capture_output=True, text=True, check=True).stdout.splitlines()
        theirs = subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()
    different = [f"- {a}\n+ {b}" for a, b in zip(ours, theirs) if a != b]
    if different or len(ours) != len(theirs) or not ours:
        sys.exit("the compilers differ:\n" + "\n".join(different))
    print(f"{len(ours)} lemmas with the same bits")
    if total > MOST_SECONDS:
        sys.exit(f"the proofs take {total:.1f} s of processor time; at most {MOST_SECONDS} are allowed")


if __name__ == "__main__":
    main()
