"""Break the lines of the printed contents so that dots and page follow the title's last words."""

from collections.abc import Iterator
from itertools import accumulate

from kanben.characters import cells
from kanben.writing.book.phrases import words_of

_LEADER = 4.0
"""Cells that a line's last row keeps free behind the title: two or three dots and a folio."""
_LOOKS = {1: (0.95, 0.0), 2: (0.95, 2.0), 3: (0.88, 4.0)}
"""Size in em and indent in cells of each level, as the style sheet sets them."""


def rows_of(title: str, level: int, characters: int) -> tuple[str, ...]:
    """Return the rows of a title in contents whose lines have so many characters of the text.

    Only a title that leaves no room for dots and folio is broken: at a blank if what follows it
    fills one row, else between words.
    """
    size, indent = _LOOKS[level]
    return tuple(_rows(title, characters / size - indent))


def _rows(title: str, measure: float) -> Iterator[str]:
    rest = title
    while cells(rest) > measure - _LEADER:
        end = _end_of_row(rest, measure)
        if not 0 < end < len(rest):
            break
        yield rest[:end]
        rest = rest[end:]
    yield rest


def _end_of_row(text: str, measure: float) -> int:
    blanks = [place + 1 for place, char in enumerate(text) if char in " 　"]
    words = list(accumulate(len(word) for word in words_of(text, 0)))
    for ends, last in ((blanks, measure - _LEADER), (words, float("inf"))):
        fitting = [
            end
            for end in ends
            if cells(text[:end].rstrip()) <= measure and 0 < cells(text[end:]) <= last
        ]
        if fitting:
            return fitting[-1]
    return 0
