"""Count the true page numbers of DOCX editions after LibreOffice has updated all fields.

    python -m bench.word_fields MANUSCRIPT… [--characters 100000] [--terms 400]

For every line of the contents: whether its page has its words. For every entry of the index: the
pages that it lacks, those that it names although no mark stands there, and those that it names
twice, as the index comes from the file and after *Combine identical entries* was ticked in it.
The pages of the marks are asked of LibreOffice's own layout.
"""

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from bench.writing import make_book
from kanben.manuscript.archive import load
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word
from kanben.writing.designs import page_design
from kanben.writing.docx.edition import write
from tests.libreoffice import Shown, index_pages, show


class Count(Struct, frozen=True):
    """Count an index's entries, and its pages that are lacking, foreign, named twice."""

    entries: int
    lacking: int
    foreign: int
    twice: int


def count(found: Mapping[str, list[str]], marks: Mapping[str, list[str]]) -> Count:
    """Hold the pages of an index against those of the marks."""
    lists = [(found.get(heading, []), set(pages)) for heading, pages in marks.items()]
    return Count(
        entries=len(lists),
        lacking=sum(len(true - set(pages)) for pages, true in lists),
        foreign=sum(len(set(pages) - true) for pages, true in lists),
        twice=sum(len(pages) - len(set(pages)) for pages, _ in lists),
    )


def contents(shown: Shown, language: str) -> tuple[int, int]:
    """Return how many lines the contents have, and how many name a page without their words."""
    start = shown.lines.index(word("contents", language)) + 1
    wrong = lines = 0
    for line in shown.lines[start:]:
        title, tab, page = line.rpartition("\t")
        if not tab:
            break
        lines += 1
        wrong += "".join(title.split()) not in shown.pages.get(page, "")
    return lines, wrong


def _row(name: str, book: Manuscript, folder: Path) -> str:
    path = folder / f"{name}.docx"
    write(book, path, page_design())
    shown = show(path, folder)
    language = book.script_variant.language
    heading = word("index", language)
    figures: list[object] = list(contents(shown, language))
    for lines in (shown.lines, shown.combined):
        start = len(lines) - 1 - lines[::-1].index(heading)
        counted = count(index_pages(lines[start:]), shown.marks)
        figures += [counted.entries, counted.lacking, counted.foreign, counted.twice]
    return f"| {' | '.join(map(str, (name, *figures)))} |"


def main() -> None:
    """Print a row for each book."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manuscripts", type=Path, nargs="*")
    parser.add_argument("--characters", type=int, default=0)
    parser.add_argument("--terms", type=int, default=400)
    chosen = parser.parse_args()
    books = {path.stem: load(path) for path in chosen.manuscripts}
    if chosen.characters:
        book = make_book(chosen.characters, chosen.terms)
        books[f"generated-{chosen.characters}"] = book
    names = "entries | lacking | foreign | twice"
    print(f"| book | contents | wrong | {names} | {names} |")
    print("|" + " --- |" * 11)
    with tempfile.TemporaryDirectory() as folder:
        for name, book in books.items():
            print(_row(name, book, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
