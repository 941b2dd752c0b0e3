"""Find the page and the line of every note's call, as a reader counts them."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from kanben.messages import word
from kanben.typesetting.seam import boxes, page_box
from kanben.writing.book.book import Book
from kanben.writing.book.calls import numeral

_CALL = "call-"
_NEAR = 0.5
"""px: lines on one height."""


class CallPlace(Struct, frozen=True):
    """Place a call: its page, from 0, the line of that page or column and the column, from 1."""

    page: int
    line: int
    column: int


class _SetLine(Struct, frozen=True):
    """Hold a line of a page: its height, the bounds of the block around it, its calls' notes."""

    top: float
    left: float
    right: float
    calls: tuple[str, ...]


def call_places(pages: Sequence[Any], column: float) -> dict[str, CallPlace]:
    """Return the place of each note's call by the note's id.

    `pages` are WeasyPrint's; `column` is the distance of the columns in px. The lines are counted
    that stand in the column of the call, those that reach over it too.
    """
    found: dict[str, CallPlace] = {}
    for number, page in enumerate(pages):
        body = page_box(page).children[0]
        lines = list(_lines(body, body))
        for line in lines:
            for call in line.calls:
                middle = (line.left + line.right) / 2
                tops = [each.top for each in lines if each.left <= middle <= each.right]
                place = int((middle - body.content_box_x()) // column) + 1
                found.setdefault(call, CallPlace(number, _ordinal(tops, line.top), place))
    return found


def _lines(box: Any, block: Any) -> Iterator[_SetLine]:
    """Yield the lines in a box; lines within a line are that line's."""
    if isinstance(box, boxes.LineBox):
        left = block.content_box_x()
        yield _SetLine(box.position_y, left, left + block.width, tuple(_calls(box)))
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child, box)


def _calls(line: Any) -> Iterator[str]:
    for box in line.descendants():
        name = box.element.get("id", "") if box.element is not None else ""
        if name.startswith(_CALL):
            yield name.removeprefix(_CALL)


def _ordinal(tops: list[float], top: float) -> int:
    """Return the number of different heights down to `top`."""
    heights: list[float] = []
    for each in sorted(tops):
        if each > top + _NEAR:
            break
        if not heights or each > heights[-1] + _NEAR:
            heights.append(each)
    return len(heights)


def place_text(place: CallPlace, folio: str, columns: int, book: Book) -> str:
    """Return a place in words: 12页3行, in a page of columns 12页2栏3行."""
    lang, vertical = book.lang, book.vertical
    column, line = (numeral(number, vertical=vertical) for number in (place.column, place.line))
    if columns > 1:
        return word("note-place-column", lang).format(page=folio, column=column, line=line)
    return word("note-place", lang).format(page=folio, line=line)
