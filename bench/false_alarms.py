"""Count the sound editions that the proof refuses.

    python -m bench.false_alarms [--books 500] [--first 0] [--jobs 1]

Every book of `bench.varied_books` is published in all formats, in one script and one design
after the other. A refusal by the proof is an alarm: nothing has altered the edition. Other
refusals are listed; each names its remedy.
"""

import argparse
import logging
import tempfile
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

from bench.varied_books import Book
from kanben.errors import ConservationError
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.messages import tell
from kanben.press import Failed, publish

_TASKS = 20
"""Books that a process prints before another takes its place."""


def publish_book(number: int) -> tuple[Counter[str], list[str]]:
    """Publish a book, and return what came of its editions, with what was said of refusals."""
    logging.disable(logging.CRITICAL)
    book = Book(number)
    counts: Counter[str] = Counter()
    said = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        place = book.write(folder)
        asked = Asked(variants=(book.variant,), formats=tuple(FORMATS), design=book.design)
        for event in publish([place], Layout(folder / "build"), Config(), asked):
            if isinstance(event, Failed):
                alarm = isinstance(event.error, ConservationError)
                counts["alarms" if alarm else "refused"] += 1
                said.append(f"{place.name} {event.place.name}: {tell(event.error, 'en')}")
        editions = (folder / "build" / "editions").rglob("*")
        counts["made"] = sum(path.is_file() for path in editions)
    return counts, said


def main() -> None:
    """Print the counts, and every refusal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    total: Counter[str] = Counter()
    numbers = range(chosen.first, chosen.first + chosen.books)
    # WeasyPrint keeps what it has shaped: a process that prints hundreds of books grows with each.
    # An executor of the library waits for ever when all its processes are spent at once.
    with get_context("spawn").Pool(chosen.jobs, maxtasksperchild=_TASKS) as pool:
        for done, (counts, said) in enumerate(pool.imap(publish_book, numbers), 1):
            total += counts
            for line in said:
                print(line, flush=True)
            if done % 50 == 0 or done == chosen.books:
                print(f"{done} books: {dict(total)}", flush=True)


if __name__ == "__main__":
    main()
