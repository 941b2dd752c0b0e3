"""Find the reading order of a page whose source states none: XY-cut.

The page is cut along its widest blanks, into columns where the blank between them is wider than
that between lines, else into bands; then each part again (Nagy, Seth 1984).
"""

from collections.abc import Sequence
from statistics import median

from kanben.characters import cells
from kanben.sources.order.rows import joined_rows
from kanben.sources.printed import Box, PrintedLine, PrintedPage

# All lengths are in ems. They were chosen by eye on sheets of two to five columns, and held
# against degraded pages of newspapers and books (docs/benchmarks/inputs.md).
_GUTTER = 0.75
"""Narrowest blank between two columns of many lines."""
_GUTTER_OF_FEW = 1.3
"""Narrowest blank between columns of few lines, where chance leaves blanks over one another."""
_MANY = 16
"""Lines from which blanks over one another are a gutter."""
_BAND = 0.75
"""Narrowest blank between two bands."""
_BEYOND_LEADING = 0.45
"""How much wider than the usual blank between lines one between bands is."""
_SHAVED_ACROSS, _SHAVED_DOWN = 0.4, 0.12
"""What boxes that engines draw too large lose on each side."""
_COLUMN = 2.2
"""Least height of a column."""
_CELL = 4
"""Width of the narrowest column of text: the tables of newspapers have narrower ones, their text
has none."""
_FAVOUR, _SURE_BAND = 0.8, 1.6
"""Columns win unless a band's blank is wider than theirs less this, and than that."""
_DEEPEST = 12
"""Cuts within cuts: no page is divided so often."""

Gap = tuple[float, float, float]
"""A blank: how wide, where it begins, where it ends."""


def em_of(lines: Sequence[PrintedLine]) -> float:
    """Return the usual advance of a full-width character, in the page's units."""
    long = [line.box.width / cells(line.text) for line in lines if cells(line.text) > 5]
    return median(long or [line.box.height for line in lines] or [1.0])


def in_reading_order(page: PrintedPage) -> PrintedPage:
    """Return the page with its lines in the order found; one whose order is known as it is."""
    if page.ordered or not page.lines:
        return page
    ordered = tuple(
        line for part in _cut(page.lines, em_of(page.lines), 0) for line in joined_rows(part)
    )
    return page.with_lines(ordered)


def _cut(lines: Sequence[PrintedLine], em: float, depth: int) -> list[Sequence[PrintedLine]]:
    if len(lines) < 2 or depth > _DEEPEST:
        return [lines]
    boxes = [line.box for line in lines]
    gutters = _gutters(boxes, em)
    band = _widest_band(boxes, em)
    tall = max(box.bottom for box in boxes) - min(box.top for box in boxes)
    if gutters and tall > _COLUMN * em and _columns_win(gutters, band, em):
        parts = _by_columns(lines, gutters)
        if any(_is_of_cells(part, em) for part in parts):
            parts = [lines]
    elif band:
        half = (band[1] + band[2]) / 2
        parts = [
            [line for line in lines if line.box.middle < half],
            [line for line in lines if line.box.middle >= half],
        ]
    else:
        return [lines]
    if not all(parts) or len(parts) < 2:
        return [lines]
    return [leaf for part in parts for leaf in _cut(part, em, depth + 1)]


def _gaps(spans: Sequence[tuple[float, float]]) -> list[Gap]:
    ordered = sorted(spans)
    gaps = []
    end = ordered[0][1]
    for first, last in ordered[1:]:
        if first > end:
            gaps.append((first - end, end, first))
        end = max(end, last)
    return gaps


def _gutters(boxes: Sequence[Box], em: float) -> list[Gap]:
    spans = []
    for box in boxes:
        shaved = min(_SHAVED_ACROSS * em, box.width / 3)
        spans.append((box.left + shaved, box.right - shaved))
    least = _GUTTER if len(boxes) >= _MANY else _GUTTER_OF_FEW
    return [gap for gap in _gaps(spans) if gap[0] > least * em]


def _widest_band(boxes: Sequence[Box], em: float) -> Gap | None:
    shaved = _SHAVED_DOWN * em
    gaps = _gaps([(box.top + shaved, box.bottom - shaved) for box in boxes])
    usual = median([gap[0] for gap in gaps]) if gaps else 0.0
    least = max(usual + _BEYOND_LEADING * em, _BAND * em)
    return max((gap for gap in gaps if gap[0] > least), default=None)


def _columns_win(gutters: Sequence[Gap], band: Gap | None, em: float) -> bool:
    if band is None or band[0] < _SURE_BAND * em:
        return True
    return max(gap[0] for gap in gutters) - _FAVOUR * em >= 0.9 * band[0]


def _is_of_cells(column: Sequence[PrintedLine], em: float) -> bool:
    """Tell a column of a table from one of text by its short lines."""
    return len(column) > 1 and median(line.box.width for line in column) < _CELL * em


def _by_columns(
    lines: Sequence[PrintedLine], gutters: Sequence[Gap]
) -> list[Sequence[PrintedLine]]:
    cuts = [(begin + end) / 2 for _, begin, end in gutters]
    columns: list[list[PrintedLine]] = [[] for _ in range(len(cuts) + 1)]
    for line in lines:
        across = (line.box.left + line.box.right) / 2
        columns[sum(across > cut for cut in cuts)].append(line)
    return [column for column in columns if column]
