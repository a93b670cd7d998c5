"""Networks and normals as a user makes them with NumPy: prints `name nanoseconds` lines, the least over
repetitions: processor time of a normal; wall time of a network and layer, with the threads that NumPy takes by
itself. Exit status 77 when NumPy is not installed."""
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit(77)


def best(work, repetitions=3, clock=time.perf_counter):
    result = float("inf")
    for _ in range(repetitions):
        start = clock()
        work()
        result = min(result, clock() - start)
    return result


def gram_layers(rng, networks, n, depth):
    """The Gram trick, two inputs, `networks` at once."""
    y = rng.standard_normal((networks, n, 2), dtype=np.float32)
    ridge = 1e-7 * np.eye(2, dtype=np.float32)
    for _ in range(depth):
        phi = np.maximum(y, 0)
        gram = np.einsum("bni,bnj->bij", phi, phi) / n
        root = np.linalg.cholesky(gram + ridge)
        noise = rng.standard_normal((networks, n, 2), dtype=np.float32)
        y = y + np.float32(depth**-0.5) * np.einsum("bnj,bij->bni", noise, root)


def dense_layers(rng, n, depth):
    y = rng.standard_normal((n, 2), dtype=np.float32)
    for _ in range(depth):
        weights = rng.standard_normal((n, n), dtype=np.float32)
        y = y + np.float32((n * depth) ** -0.5) * (weights @ np.maximum(y, 0))


rng = np.random.Generator(np.random.SFC64(1))
buffer = np.empty(1 << 20, dtype=np.float32)
seconds = best(lambda: rng.standard_normal(out=buffer, dtype=np.float32), clock=time.process_time)
print(f"fill:numpy-sfc64-float {seconds / buffer.size * 1e9:.4f}")
for width, count, layers in ((100, 256, 20), (1000, 64, 10), (4000, 32, 5)):
    seconds = best(lambda: gram_layers(rng, count, width, layers), 2)
    print(f"gram:numpy,n={width} {seconds / (count * layers) * 1e9:.1f}")
for width, layers, repetitions in ((100, 50, 3), (1000, 3, 3), (4000, 1, 2)):
    seconds = best(lambda: dense_layers(rng, width, layers), repetitions)
    print(f"dense:numpy,n={width} {seconds / layers * 1e9:.1f}")
