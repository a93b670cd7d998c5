"""bench/compare with programs that are made up: it names what fails, and pairs values of one round.

usage: compare.py BENCH_COMPARE
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()

# A program that counts its calls, writes its name into a log and prints or does what `body` says.
FAKE = """#!{python}
import json, pathlib, sys
log = pathlib.Path({log!r})
log.open("a").write({name!r} + "\\n")
call = log.read_text().split("\\n").count({name!r}) - 1
{body}
"""

# Nanoseconds of a normal in rounds 1, 2, 3: 1, 2, 4. The first call is the trial before the rounds.
BENCH = """
ns = 2.0 ** max(call - 1, 0)
rows = {"fill/float": ns, "fill/double": 2 * ns, "gram/float/k:2/n:1000": ns}
print(json.dumps({"benchmarks": [{"run_type": "iteration", "run_name": name, "items_per_second": 1e9 / value}
                                 for name, value in rows.items()]}))
"""
THREADS = """
for n in (100, 1000, 4000):
    for threads in (1, 2):
        print(f"gram:threads={threads},n={n} {n / threads}")
print("mean:ours 1.0")
print("error:ours 0.1")
"""
SCALING = """
print("exponent 1.0\\nexponent-width 1.0\\nexponent-depth 1.0\\npeak-mib 200")
"""
TORCH = """
print("gram:torch,n=100 1000\\nmean:torch 1.1\\nerror:torch 0.1")
"""
GENERATORS = """
if call == 1:
    sys.stderr.write("some words\\nno entropy today\\n")
    sys.exit(3)
print(f"fill:std::normal_distribution<float>,mt19937 {20 * 2.0 ** call}")
"""
ABSENT = "sys.exit(77)"


class Compare(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.tree = pathlib.Path(scratch.name)
        self.bench = self.tree / "bench"
        self.build = self.tree / "build" / "release"
        (self.bench / "peers").mkdir(parents=True)
        (self.build / "bench").mkdir(parents=True)
        shutil.copy(PROGRAM, self.bench / "compare")
        self.log = self.tree / "log"
        compiler = self.fake(self.build / "c++", 'print("a compiler 1.0")')
        (self.build / "CMakeCache.txt").write_text(f"CMAKE_CXX_COMPILER:FILEPATH={compiler}\n")
        self.ours("limitcheck-bench", BENCH)
        self.ours("limitcheck-bench-threads", THREADS)
        self.ours("limitcheck-bench-scaling", SCALING)
        self.ours("limitcheck-bench-variance", 'print("| the variance | 3 |")')
        self.ours("limitcheck-peer-generators", GENERATORS)
        self.peer("torch_peer.py", TORCH)
        self.peer("numpy_peer.py", ABSENT)

    def fake(self, path, body):
        path.write_text(FAKE.format(python=sys.executable, log=str(self.log), name=path.name, body=body))
        path.chmod(0o755)
        return path

    def ours(self, name, body):
        return self.fake(self.build / "bench" / name, body)

    def peer(self, name, body):
        return self.fake(self.bench / "peers" / name, body)

    def run_compare(self, *arguments):
        return subprocess.run([sys.executable, self.bench / "compare", *arguments], capture_output=True, text=True,
                              check=False)

    def ran(self, name):
        return self.log.read_text().split("\n").count(name)

    def row(self, run, label):
        rows = [line for line in run.stdout.splitlines() if line.startswith(f"| {label} |")]
        self.assertTrue(rows, f"no row {label} in\n{run.stdout}\n{run.stderr}")
        return [part.strip() for part in rows[0].strip("|").split("|")]

    def fails_with(self, run, line):
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stderr.splitlines(), [line])
        self.assertEqual(self.ran("torch_peer.py"), 0, "a peer ran before ours had been tried")

    def test_values_of_one_round_are_paired(self):
        run = self.run_compare("--rounds", "3")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        # The peer failed in round 2: 20 ns against 1, and 80 against 4.
        label = "float fill against std::normal_distribution<float> with mt19937, one core"
        self.assertEqual(self.row(run, label), [label, "at least 20", "20", "20 to 20", "met"])
        label = "PyTorch with the same Gram trick, one process, n = 100"
        self.assertEqual(self.row(run, label), [label, "at least 15", "20", "20 to 20", "met"])
        self.assertEqual(self.row(run, "torch"), ["torch", "0.1000", "0.1414"])
        self.assertIn("| the variance | 3 |", run.stdout)
        self.assertIn("Skipped: generators in 1 of 3 rounds (failed with status 3: no entropy today)", run.stdout)
        self.assertIn("Skipped: NumPy in 3 of 3 rounds (status 77: ", run.stdout)
        self.assertIn("Skipped: Eigen in 3 of 3 rounds (not built, or not installed)", run.stdout)
        self.assertNotIn("Skipped: PyTorch", run.stdout)
        self.assertNotIn("| numpy |", run.stdout)

    def test_other_lines_are_skipped_and_said_once(self):
        self.peer("torch_peer.py", 'print("UserWarning: this is slow"); print("two words"); print("a nan")\n'
                                   'print("gram:torch,n=4000 -1"); print("gram:torch,n=1000 0")\n' + TORCH)
        run = self.run_compare("--rounds", "2")
        self.assertEqual(run.returncode, 0)
        self.assertEqual(run.stderr.splitlines(), ["compare: PyTorch: 5 lines that are not `name number` are skipped, "
                                                   "the first: UserWarning: this is slow"])
        self.assertEqual(self.row(run, "PyTorch with the same Gram trick, one process, n = 100")[2], "20")
        self.assertNotIn("PyTorch with the same Gram trick, one process, n = 1,000", run.stdout)

    def test_a_peer_of_no_numbers_is_skipped(self):
        self.peer("torch_peer.py", "")
        run = self.run_compare("--rounds", "1")
        self.assertEqual(run.returncode, 0)
        self.assertIn("Skipped: PyTorch in 1 of 1 rounds (printed no `name number` line)", run.stdout)

    def test_ours_failing_is_one_line_and_status_1(self):
        fail = 'sys.stderr.write("first\\nout of paper\\n\\n"); sys.exit(4)'
        good = {"limitcheck-bench": BENCH, "limitcheck-bench-threads": THREADS, "limitcheck-bench-scaling": SCALING,
                "limitcheck-bench-variance": ""}
        for name, body in good.items():
            with self.subTest(name):
                self.ours(name, fail)
                self.fails_with(self.run_compare(), f"compare: {name} failed with status 4: out of paper")
                self.ours(name, body)

    def test_ours_ended_by_a_signal_says_so(self):
        self.ours("limitcheck-bench-scaling", "import os; os.abort()")
        self.fails_with(self.run_compare(), "compare: limitcheck-bench-scaling ended by signal 6")

    def test_ours_without_a_number_says_which(self):
        self.ours("limitcheck-bench-scaling", 'print("exponent 1.0")')
        self.fails_with(self.run_compare(), "compare: limitcheck-bench-scaling printed no exponent-width")

    def test_ours_that_is_no_json_or_has_no_rate_says_so(self):
        for body in ('print("Running")', """print('{"benchmarks": [{"run_type": "iteration", "run_name": "a"}]}')"""):
            self.ours("limitcheck-bench", body)
            self.fails_with(self.run_compare(),
                            "compare: limitcheck-bench printed no JSON of benchmarks with rates")

    def test_ours_that_is_not_built_says_so(self):
        (self.build / "bench" / "limitcheck-bench-threads").unlink()
        run = self.run_compare()
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stderr, f"compare: no bench/limitcheck-bench-threads in {self.build}: configure with "
                                     "-DLIMITCHECK_BUILD_BENCH=ON and build\n")

    def test_other_networks_end_with_status_1(self):
        self.peer("torch_peer.py", TORCH.replace("1.1", "1.8"))
        run = self.run_compare("--rounds", "1")
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stderr, "compare: a peer's mean of C is not ours: it simulates other networks\n")

    def test_no_round_is_bad_usage(self):
        self.assertEqual(self.run_compare("--rounds", "0").returncode, 2)


if __name__ == "__main__":
    unittest.main()
