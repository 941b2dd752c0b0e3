"""Measure what the proofs cost of a whole build.

    python -m bench.proof_cost [--characters 100000]

The book is that of `bench.speed.books`; it is read, converted, indexed, written in every format,
proved and reviewed. Figures are CPU seconds of this process and those it calls.
"""

import argparse
import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.speed.books import printed_book
from bench.writing import seconds
from kanben.manuscript.formats import FORMATS, Commission, in_order_of_making
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Config
from kanben.manuscript.publication import load_publication
from kanben.press import make_copy, make_variant, prove, write_review_page

T = TypeVar("T")


class Costs:
    """Add up what the stages cost, and what the proofs among them do."""

    def __init__(self) -> None:
        self.whole = 0.0
        self.proofs = 0.0

    def of(self, stage: str, work: Callable[[], T], *, proof: bool = False) -> T:
        """Do a piece of work, print its cost, and return what it made.

        In a build every piece is done by a process of its own, which others' remains cost nothing.
        """
        gc.collect()
        gc.freeze()
        made: list[T] = []
        spent = seconds(lambda: made.append(work()))
        self.whole += spent
        self.proofs += spent if proof else 0.0
        print(f"| {stage} | {spent:.2f} |", flush=True)
        return made[0]


def build(characters: int, folder: Path, costs: Costs) -> None:
    """Build the book in one variant and every format."""
    source = folder / "book.txt"
    source.write_text(printed_book(characters), encoding="utf-8")
    publication, layout = load_publication(source), Layout(folder / "build")
    copy = costs.of("manuscript", lambda: make_copy(publication))
    manuscript = costs.of(
        "variant", lambda: make_variant(copy.manuscript, "zh-Hant-TW", publication.plan, Config())
    )
    pages = folder / "pages.json"
    for form in in_order_of_making(FORMATS):
        draft = layout.draft("book", "zh-Hant-TW", form.suffix)
        costs.of(form.suffix, partial(form.write, manuscript, draft, Commission(pages=pages)))
        cited = pages if form.cites_pages else None
        check = partial(prove, manuscript, draft, folder / "proof.json", cited)
        costs.of(f"{form.suffix} proof", check, proof=True)
    costs.of("review", lambda: write_review_page(copy, [manuscript], layout.review("book")))


def main() -> None:
    """Print a row for each stage, and the share of the proofs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=100_000)
    chosen = parser.parse_args()
    costs = Costs()
    print("| stage | CPU s |\n| --- | --- |")
    with TemporaryDirectory() as folder:
        build(chosen.characters, Path(folder), costs)
    print(f"proofs: {costs.proofs:.2f} of {costs.whole:.2f} s, {costs.proofs / costs.whole:.1%}")


if __name__ == "__main__":
    main()
