"""Locators name the pages where terms stand, joined and in order."""

import pytest

from kanben.manuscript.blocks import BlockKind, Mark, MarkKind, Piece
from kanben.writing.pdf.locators import Occurrence, occurrences, page_at, spans
from tests.books import block, marked


def labels(pages: str, main: int | None = None) -> str:
    """Write pages (``3 4 5 9``) as the index prints them; the main page between asterisks."""
    found = [Occurrence("t", int(page), f"b{page}") for page in pages.split()]
    printed = spans(found, f"b{main}", str)
    return "，".join(f"*{span.label}*" if span.main else span.label for span in printed)


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        ("3", "3"),
        ("3 3 3", "3"),
        ("3 4 5", "3–5"),
        ("3 4 6", "3–4，6"),
        ("1 3 5", "1，3，5"),
        ("9 3 4", "3–4，9"),
        ("9 10 11 99 100", "9–11，99–100"),
    ],
)
def test_neighbouring_pages_are_joined(pages: str, printed: str) -> None:
    assert labels(pages) == printed


def test_the_page_of_the_main_treatment_stands_by_itself() -> None:
    assert labels("3 4 5 9", main=4) == "3，*4*，5，9"


def test_a_single_page_needs_no_emphasis() -> None:
    assert labels("4 4", main=4) == "4"


def test_a_place_on_a_page_border_belongs_to_the_later_page() -> None:
    stretches = ((0, 7), (20, 8))
    assert [page_at(stretches, offset) for offset in (0, 19, 20, 35)] == [7, 7, 8, 8]


def test_a_term_is_counted_once_though_its_pieces_are_many() -> None:
    text = marked(block(BlockKind.PARAGRAPH, "到了老码头，又到老码头。", "a"), {"老码头": TERM})
    (before, first, *rest) = text.pieces
    halves = (
        Piece(first.text[:1], first.at, marks=first.marks),
        Piece(first.text[1:], first.at, marks=first.marks),
    )
    split = type(text)(text.kind, (before, *halves, *rest), "a")
    assert [o.page for o in occurrences(split, ((0, 1), (6, 2)))] == [1, 2]


def test_spaces_do_not_shift_a_term_to_the_next_page() -> None:
    text = marked(block(BlockKind.PARAGRAPH, "甲 乙 丙 丁 老码头", "a"), {"老码头": TERM})
    assert [o.page for o in occurrences(text, ((0, 1), (4, 2)))] == [2]


TERM = Mark(MarkKind.TERM, "t")
