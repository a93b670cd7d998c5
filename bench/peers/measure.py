"""How the Python peers are timed, and the sizes they are timed at."""
import multiprocessing
import time

# Width, networks at once, layers: states that stay in the caches, which is where both peers are fastest.
GRAM_SIZES = ((100, 256, 20), (1000, 64, 10), (4000, 32, 5))
CHECKED_SIZE = (100, 1 << 14, 20)


def best(work, repetitions=5, clock=time.process_time):
    """The least seconds of work() over repetitions, after one that is not counted."""
    work()
    result = float("inf")
    for _ in range(repetitions):
        start = clock()
        work()
        result = min(result, clock() - start)
    return result


def _repeat(make, repetitions, barrier, results):
    work = make()
    work()
    for _ in range(repetitions):
        barrier.wait()
        start = time.perf_counter()
        work()
        results.put(time.perf_counter() - start)


def side_by_side(make, repetitions=5):
    """Wall seconds of one run of work = make() on a machine of two cores whose user starts two processes: each
    repetition runs it in both at the same time and counts half of the longer one; the least of them."""
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(2)
    queues = [context.Queue() for _ in range(2)]
    processes = [context.Process(target=_repeat, args=(make, repetitions, barrier, queue)) for queue in queues]
    for process in processes:
        process.start()
    times = [[queue.get(timeout=300) for _ in range(repetitions)] for queue in queues]
    for process in processes:
        process.join()
    return min(max(pair) / 2 for pair in zip(*times))
