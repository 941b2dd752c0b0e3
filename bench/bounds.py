"""Measure how the cost of every stage grows with texts of awkward shapes.

For each shape, a text of one size and one of twice that size go through all stages, each in a
process of its own. The exponent is that of CPU time: 1 is linear, 2 quadratic.

    python -m bench.bounds [--size 20000] [--shape brackets]... [--stage pdf]...
"""

import argparse
import math
import multiprocessing
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kanben.errors import KanbenError
from kanben.manuscript.archive import load, save
from kanben.manuscript.formats import FORMATS, Commission
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Config
from kanben.manuscript.publication import load_publication
from kanben.press import make_copy, make_variant, prove, write_review_page

SENTENCE = "江上的雾还没有散，挑水的人沿着石阶走下去，码头上的灯一盏一盏灭了。"
_LINE = 24
_LEAST = 0.3
"""Seconds below which an exponent says nothing."""


def _every_block(size: int) -> str:
    """Mix a character of every Unicode block, 128 code points apart, among Chinese."""
    chars = [
        chr(code)
        for code in range(0x80, 0x110000, 0x80)
        if unicodedata.category(chr(code))[0] in "LMNPS"
    ]
    mixed = "".join(f"{char}的" for char in chars) + SENTENCE
    return _lines((mixed * (size // len(mixed) + 1))[:size])


def _lines(text: str) -> str:
    return "".join(f"{text[at : at + _LINE]}\n" for at in range(0, len(text), _LINE))


def _prose(size: int) -> str:
    return (SENTENCE * (size // len(SENTENCE) + 1))[:size]


SHAPES: dict[str, Callable[[int], str]] = {
    "prose": lambda size: _lines(_prose(size)),
    "every block": _every_block,
    "brackets": lambda size: _lines("（" * size),
    "brackets in one line": lambda size: "（" * size + "\n",
    "one line": lambda size: _prose(size) + "\n",
    "one line without marks": lambda size: "山" * size + "\n",
    "short lines": lambda size: "山城\n" * (size // 2),
    "word": lambda size: f"{SENTENCE}{'a' * size}{SENTENCE}\n",
    "address": lambda size: f"{SENTENCE}https://example.org/{'ab/c-d?e=f&' * (size // 11)}\n",
    "nested quotes": lambda size: _lines("“‘" * (size // 2)),
    "quotes in one line": lambda size: "“山‘" * (size // 3) + "\n",
    "closing quotes": lambda size: _lines("”" * size),
    "straight quotes": lambda size: "山\"城'" * (size // 4) + "\n",
    "blanks": lambda size: "山" + " " * size + "城\n",
    "dots": lambda size: f"山{'.' * size}城{'-' * size}\n",
    "digits": lambda size: "1" * size + "\n",
    "headings": lambda size: "".join(f"第{n}章　山城\n{SENTENCE}\n" for n in range(size // 40)),
    "combining": lambda size: "山" + "\u0301" * size + "\n",
}


class Clock:
    """Measure the CPU seconds of stages, one after another."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure one stage; a refusal is a result like any other."""
        start = time.process_time()
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            yield
        except KanbenError as error:
            print(f"    {name}: refused, {error.key}", file=sys.stderr, flush=True)
            raise
        finally:
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.seconds[name] = (
                time.process_time()
                - start
                + (after.ru_utime + after.ru_stime)
                - (children.ru_utime + children.ru_stime)
            )


def run_stages(text: str, folder: Path, stages: frozenset[str], clock: Clock) -> None:
    """Bring a text through all stages, those of editions only if they are asked for."""
    source = folder / "bounds.txt"
    source.write_text(text, encoding="utf-8")
    publication, layout = load_publication(source), Layout(folder / "build")
    with clock.stage("manuscript"):
        copy = make_copy(publication)
        manuscript = copy.manuscript
        save(manuscript, layout.manuscript("bounds"))
        load(layout.manuscript("bounds"))
    with clock.stage("variant"):
        variant = make_variant(manuscript, "zh-Hant-TW", publication.plan, Config())
    for suffix, format_ in FORMATS.items():
        if not stages or suffix in stages:
            draft = layout.draft("bounds", "zh-Hant-TW", suffix)
            with clock.stage(suffix):
                format_.write(variant, draft, Commission())
            with clock.stage(f"{suffix} proof"):
                prove(variant, draft, folder / "proof.json")
    if not stages or "review" in stages:
        with clock.stage("review"):
            write_review_page(copy, [variant], folder / "review.html")


def _measure(
    shape: str,
    size: int,
    stages: frozenset[str],
    out: "multiprocessing.Queue[tuple[dict[str, float], float]]",
) -> None:
    clock = Clock()
    with TemporaryDirectory() as folder:
        try:
            run_stages(SHAPES[shape](size), Path(folder), stages, clock)
        except KanbenError:
            pass
        finally:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            out.put((clock.seconds, memory))


def measure(
    shape: str, size: int, stages: frozenset[str], limit: float
) -> tuple[dict[str, float], float]:
    """Return CPU seconds by stage and the megabytes that a process of its own took at most."""
    out: multiprocessing.Queue[tuple[dict[str, float], float]] = multiprocessing.Queue()
    child = multiprocessing.Process(target=_measure, args=(shape, size, stages, out))
    child.start()
    child.join(limit)
    if child.is_alive():
        child.terminate()
        child.join()
        print(f"    {shape} at {size}: stopped after {limit:.0f} s", file=sys.stderr, flush=True)
        return {}, 0.0
    return out.get()


def main() -> None:
    """Print a row for each shape and stage that took time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--shape", action="append", choices=SHAPES, default=[])
    parser.add_argument("--stage", action="append", default=[])
    parser.add_argument("--limit", type=float, default=600, help="seconds of one run")
    asked = parser.parse_args()
    stages = frozenset(asked.stage)
    print("| shape | stage | n | 2 n | exponent |\n|---|---|---:|---:|---:|")
    for shape in asked.shape or SHAPES:
        small, _ = measure(shape, asked.size, stages, asked.limit)
        large, memory = measure(shape, 2 * asked.size, stages, asked.limit)
        for stage, seconds in large.items():
            before = small.get(stage, 0.0)
            exponent = f"{math.log2(seconds / before):.1f}" if before > _LEAST else "–"
            print(f"| {shape} | {stage} | {before:.2f} | {seconds:.2f} | {exponent} |", flush=True)
        print(f"| {shape} | memory, MB | | {memory:.0f} | |", flush=True)


if __name__ == "__main__":
    main()
