"""Keep pages even: a last line may hang below, a figure takes whole lines.

W3C CLREQ (Widow and orphan control) asks that a paragraph's last line does not stand alone on a
new page, and offers letting it hang below the type area: no page then ends high for its sake.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any
from weakref import WeakKeyDictionary

from kanben.typesetting.rules import LastLine, Rules

WHOLE_LINES = "data-whole-lines"
"""The attribute of an element whose height is to be a whole number of its own line heights."""

_NOTHING: frozenset[int] = frozenset()
_KEPT: WeakKeyDictionary[Any, frozenset[int]] = WeakKeyDictionary()
"""The notes, by identity, that stay on the page while a block is laid out, by layout."""
_NEARLY = 1e-3
"""px: the rounding of sums of floats."""


def hang_last_line(context: Any, line: Any, bottom_space: float, rules: Rules) -> None:
    """Let the page hold a paragraph's last line that would be the first below its type area.

    Lines in columns have no white below them, and a page with footnotes has them there.
    """
    if rules.last_line is LastLine.CARRIED or context.in_column or context.current_page_footnotes:
        return
    bottom = context.page_bottom - bottom_space
    if line.position_y <= bottom + _NEARLY < line.position_y + line.height:
        context.hung = (context.current_page, line.position_y + line.height)


def with_hanging_lines(stock: Callable[..., Any]) -> Callable[[Any, float, float], bool]:
    """Return WeasyPrint's test whether something overflows a page, lines that may hang aside."""

    def overflows_page(self: Any, bottom_space: float, position_y: float) -> bool:
        if bool(stock(self, bottom_space, position_y)):
            return not _hangs(self, position_y)
        return not _KEPT.get(self, _NOTHING).isdisjoint(map(id, self.reported_footnotes))

    return overflows_page


def _hangs(context: Any, position_y: float) -> bool:
    """Tell whether a place below the type area is that of the line that hangs there."""
    page, bottom = getattr(context, "hung", (None, 0.0))
    return bool(page == context.current_page and position_y <= bottom + _NEARLY)


@contextmanager
def notes_kept(context: Any) -> Iterator[None]:
    """Keep the notes that the page has at its foot on it, whatever is laid out in the block.

    WeasyPrint moves notes to the next page to make room for the first line of a paragraph, so
    that they stand apart from their calls.
    """
    before = list(context.current_page_footnotes)
    if not before:
        yield
        return
    outside = _KEPT.get(context, _NOTHING)
    _KEPT[context] = frozenset(map(id, before))
    try:
        yield
    finally:
        _KEPT[context] = outside
        _bring_back(context, before)


def _bring_back(context: Any, notes: list[Any]) -> None:
    reported = context.reported_footnotes
    taken = [note for note in notes if any(note is each for each in reported)]
    if taken:
        context.reported_footnotes = [
            each for each in reported if not any(each is note for note in taken)
        ]
        there = context.current_page_footnotes
        later = [each for each in there if not any(each is note for note in notes)]
        kept = [note for note in notes if any(note is each for each in (*there, *taken))]
        context.current_page_footnotes = [*kept, *later]
        context._update_footnote_area()


def whole_lines(box: Any) -> None:
    """Heighten a block whose element asks for it to whole lines."""
    if box.element is None or box.element.get(WHOLE_LINES) is None:
        return
    height, line_height = box.margin_height(), box.style["line_height"]
    unit = line_height.value if hasattr(line_height, "value") else float(line_height)
    if unit > 0:
        box.height += (ceil(height / unit - _NEARLY) * unit) - height
