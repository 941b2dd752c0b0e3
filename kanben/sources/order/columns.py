"""Find the columns of text of a page, and the edges that columns share."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct, structs

from kanben.sources.order.cuts import em_of
from kanben.sources.order.furniture import LineOfPage
from kanben.sources.printed import PrintedLine, PrintedPage

_SAME_COLUMN = 8
"""Ems within which the left edges of one column lie: the deepest indent of a list."""
_MANY_COLUMNS = 0.2
"""Share of the columns that have an edge which counts for others: a page has five at the most."""
_TOLERANCE = 0.3
"""Ems within which two edges count as one."""
_LONG = 5
"""Rows of a column whose left edge can be believed."""


class Column(Struct, frozen=True):
    """Hold the rows of a run of lines over one another, its edges, its em."""

    rows: tuple[int, ...]
    edge: float
    right: float
    em: float


def _edge(lefts: Sequence[float], em: float) -> float:
    """Return the outermost place where a quarter as many lines begin as at the fullest."""
    counts = Counter(round(left / (_TOLERANCE * em)) for left in lefts)
    near = {place: sum(counts[place + step] for step in (-1, 0, 1)) for place in counts}
    least = max(max(near.values()) / 4, 2)
    first = min((place for place, found in near.items() if found >= least), default=min(counts))
    inside = [left for left in lefts if abs(left / (_TOLERANCE * em) - first) < 1.5]
    return median(inside)


def columns_of(page: PrintedPage, number: int, furniture: frozenset[LineOfPage]) -> list[Column]:
    """Part the text of a page into columns: runs of rows downward whose boxes overlap."""
    rows = [row for row in range(len(page.lines)) if (number, row) not in furniture]
    if not rows:
        return []
    em = em_of([page.lines[row] for row in rows])
    runs: list[list[int]] = []
    for row in rows:
        if runs and _goes_on(page.lines[runs[-1][-1]], page.lines[row], em):
            runs[-1].append(row)
        else:
            runs.append([row])
    columns = []
    for run in runs:
        boxes = [page.lines[row].box for row in run]
        right = -_edge([-box.right for box in boxes], em)
        columns.append(Column(tuple(run), _edge([box.left for box in boxes], em), right, em))
    return columns


def _goes_on(before: PrintedLine, line: PrintedLine, em: float) -> bool:
    below = line.box.middle > before.box.middle - em
    over = min(before.box.right, line.box.right) > max(before.box.left, line.box.left) - em
    return below and over


class Edges(Struct, frozen=True):
    """Hold the edges, left and right, that many columns share."""

    left: tuple[float, ...] = ()
    right: tuple[float, ...] = ()

    def around(self, column: Column) -> Column:
        """Return the column as wide as the ones like it are: its own lines may all be short."""
        near = _SAME_COLUMN * column.em
        left = [edge for edge in self.left if 0 < column.edge - edge < near]
        right = [edge for edge in self.right if 0 < edge - column.right < near]
        return structs.replace(
            column, edge=max(left, default=column.edge), right=min(right, default=column.right)
        )


def usual_edges(pages: Sequence[Sequence[Column]]) -> tuple[Edges, Edges]:
    """Return the edges that many columns share, of even and of odd pages."""
    sides = []
    for side in (0, 1):
        long = [column for page in pages[side::2] for column in page if len(column.rows) >= _LONG]
        lefts = _shared([(column.edge, column.em) for column in long])
        sides.append(Edges(lefts, _shared([(column.right, column.em) for column in long])))
    return sides[0], sides[1]


def _shared(edges: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Return the edges, given with their ems, that two columns and a fifth of all have."""
    places = [round(edge / (_TOLERANCE * em)) for edge, em in edges]
    counts = Counter(places)
    least = max(_MANY_COLUMNS * len(edges), 2)
    firsts = (places.index(place) for place, found in counts.items() if found >= least)
    return tuple(edges[first][0] for first in firsts)


def leading_of(rows: Sequence[PrintedLine]) -> float:
    """Return the usual distance from line to line; 0 for a page without two lines."""
    steps = [
        later.box.middle - earlier.box.middle
        for earlier, later in pairwise(rows)
        if later.box.middle > earlier.box.middle
    ]
    return median(steps) if steps else 0.0
