"""Networks and normals as a user makes them with PyTorch: prints `name nanoseconds` lines, the least over
repetitions: processor time of a normal and of a weight on one thread; wall time of a network and layer, the
better of one and two threads. Exit status 77 when it is not installed."""
import sys
import time

try:
    import torch
except ImportError:
    sys.exit(77)


def best(work, repetitions, clock):
    result = float("inf")
    for _ in range(repetitions):
        start = clock()
        work()
        result = min(result, clock() - start)
    return result


def better(work, repetitions=3):
    """Wall time with one or two threads, whichever is less."""
    times = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        work()
        times.append(best(work, repetitions, time.perf_counter))
    return min(times)


def gram_layers(y, noise, depth):
    """The Gram trick, two inputs, networks x n x 2 at once."""
    n = y.shape[1]
    ridge = 1e-7 * torch.eye(2)
    for _ in range(depth):
        phi = torch.relu(y)
        gram = torch.bmm(phi.transpose(1, 2), phi) / n
        root = torch.linalg.cholesky(gram + ridge)
        y.add_(torch.bmm(noise.normal_(), root.transpose(1, 2)), alpha=depth**-0.5)


def dense_layers(y, weights, depth):
    n = y.shape[0]
    for _ in range(depth):
        y.addmm_(weights.normal_(), torch.relu(y), alpha=(n * depth) ** -0.5)


torch.set_num_threads(1)
buffer = torch.empty(1 << 20)
print(f"fill:torch-normal_-float {best(lambda: buffer.normal_(), 5, time.process_time) / buffer.numel() * 1e9:.4f}")
for width, count, layers in ((100, 256, 20), (1000, 64, 10), (4000, 32, 5)):
    state, noise = torch.randn(count, width, 2), torch.empty(count, width, 2)
    seconds = better(lambda: gram_layers(state, noise, layers))
    print(f"gram:torch,n={width} {seconds / (count * layers) * 1e9:.1f}")
for width, layers, repetitions in ((100, 200, 3), (1000, 5, 3), (4000, 2, 1)):
    state, weights = torch.randn(width, 2), torch.empty(width, width)
    seconds = better(lambda: dense_layers(state, weights, layers), repetitions)
    print(f"dense:torch,n={width} {seconds / layers * 1e9:.1f}")
    if width == 1000:
        torch.set_num_threads(1)
        seconds = best(lambda: dense_layers(state, weights, layers), 3, time.process_time)
        print(f"weight:torch,n={width} {seconds / (layers * width**2) * 1e9:.4f}")
