"""Measure what the proof of each format costs beside the writing of it.

    python -m bench.proof_cost [--characters 100000]

The book is that of `bench.writing`. Figures are CPU seconds of this process and those it calls.
"""

import argparse
import tempfile
from pathlib import Path

from bench.writing import make_book, seconds
from kanben.manuscript.formats import FORMATS, Commission, in_order_of_making
from kanben.manuscript.pages import load_pages
from kanben.proving.audit import audit


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
            path = Path(folder) / f"book.{form.suffix}"
            commission = Commission(pages=pages)
            written = seconds(lambda: form.write(book, path, commission))  # noqa: B023
            proofs = []
            proved = seconds(
                lambda: proofs.append(  # noqa: B023
                    audit(book, path, form.declare(book), load_pages(pages))  # noqa: B023
                )
            )
            faults = len(proofs[0].faults)
            print(f"| {form.suffix} | {written:.2f} | {proved:.2f} | {faults} |", flush=True)


if __name__ == "__main__":
    main()
