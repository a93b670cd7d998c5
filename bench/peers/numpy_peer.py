"""Networks and normals as a user makes them with NumPy: prints `name nanoseconds` lines (processor time of a normal;
or of a network and layer), the least over repetitions. Exit status 77 when NumPy is not installed."""
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

try:
    import numpy as np
except ImportError:
    sys.exit(77)


def best(work, repetitions=3):
    return min(timed(work) for _ in range(repetitions))


def timed(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def gram_layers(rng, networks, n, depth):
    """The Gram trick, two inputs, `networks` at once."""
    y = rng.standard_normal((networks, n, 2), dtype=np.float32)
    for _ in range(depth):
        phi = np.maximum(y, 0)
        gram = np.einsum("bni,bnj->bij", phi, phi) / n
        root = np.linalg.cholesky(gram + 1e-7 * np.eye(2, dtype=np.float32))
        noise = rng.standard_normal((networks, n, 2), dtype=np.float32)
        y = y + np.float32(depth**-0.5) * np.einsum("bnj,bij->bni", noise, root)


def dense_layers(rng, n, depth):
    y = rng.standard_normal((n, 2), dtype=np.float32)
    for _ in range(depth):
        weights = rng.standard_normal((n, n), dtype=np.float32)
        y = y + np.float32((n * depth) ** -0.5) * (weights @ np.maximum(y, 0))


rng = np.random.Generator(np.random.SFC64(1))
buffer = np.empty(1 << 20, dtype=np.float32)
seconds = best(lambda: rng.standard_normal(out=buffer, dtype=np.float32))
print(f"fill:numpy-sfc64-float {seconds / buffer.size * 1e9:.4f}")
for width, count, layers in ((100, 256, 20), (1000, 64, 10), (4000, 32, 5)):
    seconds = best(lambda: gram_layers(rng, count, width, layers))
    print(f"gram:numpy,n={width} {seconds / (count * layers) * 1e9:.1f}")
for width, layers in ((100, 50), (1000, 3)):
    seconds = best(lambda: dense_layers(rng, width, layers))
    print(f"dense:numpy,n={width} {seconds / layers * 1e9:.1f}")
