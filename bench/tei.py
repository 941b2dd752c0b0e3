"""Measure whether TEI editions are whole, and valid by the schema of the TEI.

    python -m bench.tei --schema tei_all.rng --books 40

The schema is the TEI's own in RELAX NG (https://tei-c.org/guidelines/customization/), version
3.0.0 or later. Varied books (`bench.varied_books`) are published, and their editions validated;
what is said of those that are not whole or not valid is printed.
"""

import argparse
import tempfile
from pathlib import Path

from lxml import etree

from bench.varied_books import Book
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.messages import tell
from kanben.press import Failed, publish


def edition_of(number: int, folder: Path) -> Path | None:
    """Publish a book as TEI; say why it cannot be."""
    book = Book(number)
    place = book.write(folder)
    layout = Layout(folder / "build")
    asked = Asked(variants=(book.variant,), formats=("tei",))
    for event in publish([place], layout, Config(), asked):
        if isinstance(event, Failed):
            print(f"{number}\t{tell(event.error, 'en')}")
    edition = layout.edition(place.name, book.variant, "tei")
    return edition if edition.is_file() else None


def main() -> None:
    """Print how many books are whole, and how many of these are valid."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schema", type=Path, required=True)
    parser.add_argument("--books", type=int, default=40)
    asked = parser.parse_args()
    schema = etree.RelaxNG(etree.parse(asked.schema))
    whole = valid = 0
    for number in range(asked.books):
        with tempfile.TemporaryDirectory() as folder:
            edition = edition_of(number, Path(folder))
            if edition is None:
                continue
            whole += 1
            good = schema.validate(etree.parse(edition))
            valid += good
            for entry in [] if good else list(schema.error_log)[:3]:
                print(f"{number}\t{entry.message[:200]}")
    print(f"whole\t{whole} of {asked.books}\nvalid\t{valid} of {whole}")


if __name__ == "__main__":
    main()
