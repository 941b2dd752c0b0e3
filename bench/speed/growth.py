"""Measure how the cost of each stage grows with the book: CPU seconds, exponents, memory.

    python -m bench.speed.growth --size 10000 --size 100000 --size 1000000

Each size runs in a process of its own, once with people who come up in a chapter and are gone,
once with one name that stands 10,000 times in a million characters. The exponent is the slope of
the line through all sizes in logarithms: 1 for a cost that grows as the text does.
"""

import argparse
import math
import multiprocessing
import resource
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bounds import Clock, run_stages
from bench.speed.books import Cast, printed_book

_LEAST = 0.2
"""CPU seconds from which a stage counts for the exponent: below, starting is most of it."""
_WARM = 3_000
"""Characters of the book that is made first, so that engines are loaded before the clock runs."""

Costs = dict[str, float]


def _measure(cast: Cast, size: int, out: "multiprocessing.Queue[tuple[Costs, float]]") -> None:
    clock = Clock()
    with TemporaryDirectory() as folder:
        run_stages(printed_book(_WARM, cast), Path(folder), frozenset(), Clock())
        run_stages(printed_book(size, cast), Path(folder), frozenset(), clock)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    out.put((clock.seconds, memory))


def measure(cast: Cast, size: int) -> tuple[Costs, float]:
    """Return the CPU seconds of every stage, and the megabytes that they took at most."""
    start = multiprocessing.get_context("spawn")
    out: multiprocessing.Queue[tuple[Costs, float]] = start.Queue()
    child = start.Process(target=_measure, args=(cast, size, out))
    child.start()
    costs = out.get()
    child.join()
    return costs


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of seconds over sizes in logarithms; NaN where there is too little."""
    points = [
        (math.log(size), math.log(spent))
        for size, spent in zip(sizes, seconds, strict=True)
        if spent >= _LEAST
    ]
    if len(points) < 2:
        return math.nan
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    across = sum((x - mean_x) ** 2 for x, _ in points)
    slope: float = sum((x - mean_x) * (y - mean_y) for x, y in points) / across
    return slope


def table(cast: Cast, sizes: Sequence[int]) -> list[str]:
    """Return the rows of the table of one book."""
    found = [measure(cast, size) for size in sizes]
    rows = []
    for stage in found[-1][0]:
        seconds = [costs.get(stage, 0.0) for costs, _ in found]
        grows = exponent(sizes, seconds)
        told = "–" if math.isnan(grows) else f"{grows:.2f}"
        rows.append(f"| {stage} | {' | '.join(f'{each:.2f}' for each in seconds)} | {told} |")
    memory = " | ".join(f"{most:.0f}" for _, most in found)
    return [*rows, f"| memory, MB | {memory} | |"]


def main() -> None:
    """Print a table for each book."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--cast", choices=list(Cast), action="append", default=[])
    asked = parser.parse_args()
    sizes = asked.size or [10_000, 100_000, 1_000_000]
    for cast in [Cast(each) for each in asked.cast] or list(Cast):
        heads = " | ".join(f"{size:,}" for size in sizes)
        print(f"\n{cast}\n\n| stage, CPU s | {heads} | exponent |")
        print("|---|" + "---:|" * (len(sizes) + 1))
        print(*table(cast, sizes), sep="\n", flush=True)


if __name__ == "__main__":
    main()
