"""Measure what the proof of each format costs beside the writing of it.

    python -m bench.proof_cost [--characters 100000]

The book is that of `bench.writing`. Figures are CPU seconds of this process and those it calls.
"""

import argparse
import tempfile
from pathlib import Path

from bench.writing import make_book, seconds
from kanben.manuscript.formats import FORMATS, Commission, Format, in_order_of_making
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import load_pages
from kanben.proving.audit import audit
from kanben.proving.proof import Proof


def row(book: Manuscript, form: Format, path: Path, pages: Path) -> str:
    """Write a book in a format and prove it; return the row of the table."""
    written = seconds(lambda: form.write(book, path, Commission(pages=pages)))
    proofs: list[Proof] = []
    proved = seconds(
        lambda: proofs.append(audit(book, path, form.declare(book), load_pages(pages)))
    )
    return f"| {form.suffix} | {written:.2f} | {proved:.2f} | {len(proofs[0].faults)} |"


def main() -> None:
    """Print a row for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=100_000)
    chosen = parser.parse_args()
    book = make_book(chosen.characters, chosen.characters // 500)
    print("| format | written, CPU s | proved, CPU s | faults |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages.json"
        for form in in_order_of_making(FORMATS):
            print(row(book, form, Path(folder) / f"book.{form.suffix}", pages), flush=True)


if __name__ == "__main__":
    main()
