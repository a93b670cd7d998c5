"""Networks and normals as a user makes them with PyTorch: prints `name nanoseconds` lines (processor time of a
normal; or of a network and layer), the least over repetitions. Exit status 77 when it is not installed."""
import sys
import time

try:
    import torch
except ImportError:
    sys.exit(77)


torch.set_num_threads(1)


def best(work, repetitions=5):
    result = float("inf")
    for _ in range(repetitions):
        start = time.process_time()
        work()
        result = min(result, time.process_time() - start)
    return result


def gram_layers(networks, n, depth):
    """The Gram trick, two inputs, `networks` at once."""
    y = torch.randn(networks, n, 2)
    noise = torch.empty_like(y)
    for _ in range(depth):
        phi = torch.relu(y)
        gram = torch.bmm(phi.transpose(1, 2), phi) / n
        root = torch.linalg.cholesky(gram + 1e-7 * torch.eye(2))
        y.add_(torch.bmm(noise.normal_(), root.transpose(1, 2)), alpha=depth**-0.5)


def dense_layers(n, depth):
    y = torch.randn(n, 2)
    weights = torch.empty(n, n)
    for _ in range(depth):
        y.addmm_(weights.normal_(), torch.relu(y), alpha=(n * depth) ** -0.5)


buffer = torch.empty(1 << 20)
print(f"fill:torch-normal_-float {best(lambda: buffer.normal_()) / buffer.numel() * 1e9:.4f}")
for width, count, layers in ((100, 256, 20), (1000, 64, 10), (4000, 32, 5)):
    seconds = best(lambda: gram_layers(count, width, layers))
    print(f"gram:torch,n={width} {seconds / (count * layers) * 1e9:.1f}")
for width, layers in ((100, 50), (1000, 5), (4000, 2)):
    seconds = best(lambda: dense_layers(width, layers))
    print(f"dense:torch,n={width} {seconds / layers * 1e9:.1f}")
