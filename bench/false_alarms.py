"""Count the sound editions that the proof refuses.

    python -m bench.false_alarms [--books 500] [--first 0]

Every book of `bench.varied_books` is published in all formats, in one script and one design
after the other. A refusal by the proof is an alarm: nothing has altered the edition. Other
refusals are listed; each names its remedy.
"""

import argparse
import logging
import tempfile
from collections import Counter
from pathlib import Path
from shutil import rmtree

from bench.varied_books import Book
from kanben.errors import ConservationError
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.messages import tell
from kanben.press import Failed, Made, publish


def publish_book(number: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """Publish a book, and return what came of its editions, with what was said of refusals."""
    book = Book(number)
    place = book.write(folder)
    asked = Asked(variants=(book.variant,), formats=tuple(FORMATS), design=book.design)
    counts: Counter[str] = Counter()
    said = []
    for event in publish([place], Layout(folder / "build"), Config(), asked):
        if isinstance(event, Made):
            counts["made"] += event.path.parent.parent.name == "editions"
        elif isinstance(event, Failed):
            alarm = isinstance(event.error, ConservationError)
            counts["alarms" if alarm else "refused"] += 1
            said.append(f"{place.name} {event.place.name}: {tell(event.error, 'en')}")
    return counts, said


def main() -> None:
    """Print the counts, and every refusal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    total: Counter[str] = Counter()
    for number in range(chosen.first, chosen.first + chosen.books):
        folder = Path(tempfile.mkdtemp())
        counts, said = publish_book(number, folder)
        rmtree(folder)
        total += counts
        for line in said:
            print(line, flush=True)
    print(f"{chosen.books} books: {dict(total)}")


if __name__ == "__main__":
    main()
