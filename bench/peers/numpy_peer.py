"""Networks and normals as a good user makes them with NumPy: prints `name value` lines. Nanoseconds, the least
over repetitions: processor time of a normal; wall time of a network and layer on two cores that run a process
each. Then the mean of C = y_0 . y_1/n and its standard error, to be held against ours. Exit status 77 when
NumPy is not installed."""
import os
import sys

# A process has one core; a second thread would serve the dense layer's product alone.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from measure import CHECKED_SIZE, GRAM_SIZES, best, side_by_side

try:
    import numpy as np
except ImportError:
    sys.exit(77)


def gram_layers(rng, y, phi, product, noise, depth):
    """The Gram trick at two inputs. Shapes: all 2 x networks x n, a contiguous plane an input, so that every
    operation runs along whole vectors; y is the state, the others are scratch. The root is written out."""
    n = y.shape[2]
    for _ in range(depth):
        np.maximum(y, 0, out=phi)
        q0, q1 = np.multiply(phi, phi, out=product).sum(2) / n
        c = np.multiply(phi[0], phi[1], out=product[0]).sum(1) / n
        root = np.sqrt(q0)
        below = c / root
        rest = np.sqrt(np.maximum(q1 - below * below, 0))
        scale = np.float32(depth**-0.5)
        rng.standard_normal(out=noise, dtype=np.float32)
        y[0] += np.multiply(noise[0], (scale * root)[:, None], out=product[0])
        y[1] += np.multiply(noise[0], (scale * below)[:, None], out=product[0])
        y[1] += np.multiply(noise[1], (scale * rest)[:, None], out=product[1])


def dense_layers(rng, y, weights, depth):
    n = y.shape[0]
    for _ in range(depth):
        rng.standard_normal(out=weights, dtype=np.float32)
        y += np.float32((n * depth) ** -0.5) * (weights @ np.maximum(y, 0))


def generator():
    return np.random.Generator(np.random.SFC64(1))


def gram_work(networks, n, depth):
    rng = generator()
    state, *scratch = (rng.standard_normal((2, networks, n), dtype=np.float32) for _ in range(4))
    return lambda: gram_layers(rng, state, *scratch, depth)


def dense_work(n, depth):
    rng = generator()
    state, weights = rng.standard_normal((n, 2), dtype=np.float32), np.empty((n, n), dtype=np.float32)
    return lambda: dense_layers(rng, state, weights, depth)


def mean_covariance(n, networks, depth):
    """Mean of C and its standard error after `depth` layers from inputs of correlation 0.2 and norm one: the
    first layer's neurons are Gaussian with that covariance."""
    rng = generator()
    y = rng.standard_normal((2, networks, n), dtype=np.float32)
    y[1] = np.float32(0.96**0.5) * y[1] + np.float32(0.2) * y[0]
    gram_layers(rng, y, *(np.empty_like(y) for _ in range(3)), depth)
    covariance = (y[0] * y[1]).mean(1, dtype=np.float64)
    return covariance.mean(), covariance.std() * networks**-0.5


for width, count, layers in GRAM_SIZES:
    seconds = side_by_side(lambda: gram_work(count, width, layers))
    print(f"gram:numpy,n={width} {seconds / (count * layers) * 1e9:.1f}")
for width, layers, runs in ((100, 50, 3), (1000, 3, 3), (4000, 1, 2)):
    seconds = side_by_side(lambda: dense_work(width, layers), runs)
    print(f"dense:numpy,n={width} {seconds / layers * 1e9:.1f}")
rng, buffer = generator(), np.empty(1 << 20, dtype=np.float32)
seconds = best(lambda: rng.standard_normal(out=buffer, dtype=np.float32))
print(f"fill:numpy-sfc64-float {seconds / buffer.size * 1e9:.4f}")
mean, error = mean_covariance(*CHECKED_SIZE)
print(f"mean:numpy {mean:.9f}\nerror:numpy {error:.9f}")
