"""Editions for screens are good in a browser: at five widths, by day and by night."""

import json
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from msgspec import structs

from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Piece, Position
from kanben.manuscript.manuscript import Manuscript, Note, NoteKind
from kanben.writing.epub import edition as epub
from kanben.writing.web import page as web
from tests.books import book_of_everything

JUDGE = Path(__file__).parent / "browser" / "page.mjs"
CALLS = 60
OF_OUR_PAGE = {"landmark-one-main", "aria-prohibited-attr"}
"""What axe says of single pages of the Web; a file of an EPUB is none, as Ace knows."""


def much_annotated() -> Manuscript:
    """Make a book whose first paragraph calls a note after every few words, some together."""
    plain = book_of_everything()
    pieces = []
    for number in range(1, CALLS + 1):
        marks = [Mark(MarkKind.NOTE, f"m{number}")]
        if number % 7 == 0:
            marks.append(Mark(MarkKind.NOTE, f"m{number + 100}"))
        text = "山高水长，"[: 2 + number % 4] + ("" if number % 3 else str(1900 + number))
        pieces.append(Piece(text, Position(0, 1, number), marks=tuple(marks)))
    block = Block(BlockKind.PARAGRAPH, tuple(pieces), "001-1")
    first = plain.parts[0]
    names = dict.fromkeys(mark.target for piece in pieces for mark in piece.marks)
    notes = tuple(
        Note(name, NoteKind.EMENDATION, f"底本如此（{name}）。", "001-1") for name in names
    )
    parts = (structs.replace(first, blocks=(block, *first.blocks)), *plain.parts[1:])
    return structs.replace(plain, parts=parts, notes=(*notes, *plain.notes))


def judged(page: Path) -> Any:
    """Return what chromium and axe found."""
    command = ["node", str(JUDGE), str(page)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(told.stdout)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("web") / "book.html"
    web.write(much_annotated(), path)
    return judged(path)


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("epub")
    epub.write(much_annotated(), folder / "book.epub")
    with ZipFile(folder / "book.epub") as archive:
        archive.extractall(folder)
    return judged(folder / "EPUB" / "part-1.xhtml")


@pytest.mark.parametrize("edition", ["page", "chapter"])
def test_no_call_begins_a_line_on_any_screen(edition: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(edition)
    assert [width["width"] for width in found["widths"]] == [320, 390, 600, 820, 1400]
    for width in found["widths"]:
        assert width["calls"] >= CALLS
        assert width["begins"] == [], width["width"]


def test_no_page_is_wider_than_its_screen(page: Any, chapter: Any) -> None:
    assert not [width for width in (*page["widths"], *chapter["widths"]) if width["wider"]]


def test_axe_finds_no_barrier_by_day_or_by_night(page: Any, chapter: Any) -> None:
    assert page["axe"] == []
    assert [found for found in chapter["axe"] if found["id"] not in OF_OUR_PAGE] == []
