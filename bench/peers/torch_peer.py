"""Networks and normals as a good user makes them with PyTorch: prints `name value` lines. Nanoseconds, the least
over repetitions: processor time of a normal and of a weight on one thread; wall time of a network and layer of
one process, the better of one thread and two, and (-pair) of two processes side by side. Then the mean of
C = y_0 . y_1/n and its standard error, to be held against ours. Exit status 77 when PyTorch is not installed."""
import sys
import time

from measure import CHECKED_SIZE, GRAM_SIZES, best, side_by_side

try:
    import torch
except ImportError:
    sys.exit(77)


def gram_layers(y, phi, product, noise, depth):
    """The Gram trick at two inputs. Shapes: all 2 x networks x n, a contiguous plane an input, so that every
    operation runs along whole vectors; y is the state, the others are scratch. The root is written out."""
    n = y.shape[2]
    for _ in range(depth):
        torch.clamp_min(y, 0, out=phi)
        q0, q1 = torch.mul(phi, phi, out=product).sum(2) / n
        c = torch.mul(phi[0], phi[1], out=product[0]).sum(1) / n
        root = q0.sqrt()
        below = c / root
        rest = (q1 - below * below).clamp_min_(0).sqrt_()
        noise.normal_()
        y[0].addcmul_(noise[0], root[:, None], value=depth**-0.5)
        y[1].addcmul_(noise[0], below[:, None], value=depth**-0.5)
        y[1].addcmul_(noise[1], rest[:, None], value=depth**-0.5)


def dense_layers(y, weights, depth):
    n = y.shape[0]
    for _ in range(depth):
        y.addmm_(weights.normal_(), torch.relu(y), alpha=(n * depth) ** -0.5)


def gram_work(networks, n, depth):
    state, *scratch = (torch.randn(2, networks, n) for _ in range(4))
    return lambda: gram_layers(state, *scratch, depth)


def dense_work(n, depth):
    state, weights = torch.randn(n, 2), torch.empty(n, n)
    return lambda: dense_layers(state, weights, depth)


def print_times(name, make, per, repetitions=5):
    # The processes first: threads that were started do not survive a fork.
    torch.set_num_threads(1)
    pair = side_by_side(make, repetitions)
    alone = best(make(), repetitions, time.perf_counter)
    torch.set_num_threads(2)
    threads = best(make(), repetitions, time.perf_counter)
    torch.set_num_threads(1)
    kind, size = name.split(",")
    print(f"{kind},{size} {min(alone, threads) / per * 1e9:.1f}")
    print(f"{kind}-pair,{size} {pair / per * 1e9:.1f}")


def mean_covariance(n, networks, depth):
    """Mean of C and its standard error after `depth` layers from inputs of correlation 0.2 and norm one: the
    first layer's neurons are Gaussian with that covariance."""
    y = torch.randn(2, networks, n)
    y[1].mul_(0.96**0.5).add_(y[0], alpha=0.2)
    gram_layers(y, *(torch.empty_like(y) for _ in range(3)), depth)
    covariance = (y[0] * y[1]).mean(1).double()
    return covariance.mean().item(), covariance.std().item() * networks**-0.5


torch.manual_seed(1)
torch.set_num_threads(1)
for width, count, layers in GRAM_SIZES:
    print_times(f"gram:torch,n={width}", lambda: gram_work(count, width, layers), count * layers)
for width, layers, runs in ((100, 200, 3), (1000, 5, 3), (4000, 2, 1)):
    print_times(f"dense:torch,n={width}", lambda: dense_work(width, layers), layers, runs)
buffer = torch.empty(1 << 20)
print(f"fill:torch-normal_-float {best(buffer.normal_) / buffer.numel() * 1e9:.4f}")
print(f"weight:torch,n=1000 {best(dense_work(1000, 5), 3) / (5 * 1000**2) * 1e9:.4f}")
mean, error = mean_covariance(*CHECKED_SIZE)
print(f"mean:torch {mean:.9f}\nerror:torch {error:.9f}")
