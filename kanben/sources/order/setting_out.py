"""Write pages out as lines of text, with what their geometry tells written as blanks.

    the box begins two ems inside its column      two ideographic spaces before the line
    more than the usual leading above             a blank line
    a new page                                    a form feed

So the reflow, which reads the blanks of typewritten pages, reads those of typeset ones.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct, structs

from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.decisions import Constraint
from kanben.sources.order.cuts import em_of
from kanben.sources.order.furniture import LineOfPage
from kanben.sources.printed import PrintedLine, PrintedPage, PrintedPlace

_BLANK_LINE = 1.45
"""Leadings from one line to the next between which there is a blank: paragraphs set apart by
half a line are beyond it, notes and formulas between lines are not."""
_DEEPEST = 12
"""Cells of the deepest indent that is written; what stands further in is centred."""
_SLIGHT = 0.7
"""Ems that a box must begin inside its column to count as indented."""
_SAME_COLUMN = 8
"""Ems within which the left edges of one column lie: the deepest indent of a list."""
_MANY_COLUMNS = 0.2
"""Share of the columns that have an edge which counts for others: a page has five at the most."""


_TOLERANCE = 0.3
"""Ems within which two edges count as one."""
_LONG = 5
"""Rows of a column whose left edge can be believed."""


_INDENT = (1.2, 4.0)
"""Ems of a paragraph's indent: two in nearly all Chinese print, one or four in some."""
_OFTEN = 0.03
"""Indented rows, as a share of flush ones, from which a document indents its paragraphs: with
paragraphs of thirty lines."""
_SHORT = 2.0
"""Ems that a line which ends a paragraph stays short of its column: what hanging punctuation and
the rules of line ends take from a full one is less."""
_FULL = 0.6
"""Ems that a full line stays short of its column at the most: the half that compressed
punctuation saves, and what ragged Latin loses is more."""
_FLUSH = 0.3
"""Ems by which a flush line may begin off its column's edge: side bearings."""
_NEXT = 1.2
"""Leadings within which the next line is right below."""
_NARROWEST = 8
"""Ems of the narrowest column whose full lines say something; in a cell of a table all are full."""


class _Margin(Struct, frozen=True):
    """Hold the blanks before a line, whether a blank line is above, whether the text goes on.

    It does not above an indented line, behind one that is flush or short: the lines of a
    quotation are all indented, and full. It does from a full line to a flush one of the same type
    right below. Else the geometry says nothing.
    """

    indent: str
    blank_above: bool
    goes_on: bool | None


_NO_MARGIN = _Margin("", blank_above=False, goes_on=None)


class _Column(Struct, frozen=True):
    """Hold the rows of a run of lines over one another, its edges, its em."""

    rows: tuple[int, ...]
    edge: float
    right: float
    em: float


class SetOut(Struct, frozen=True):
    """Hold the lines of all pages as text, the place of each, the rows they were, and rulings.

    `numbers` are the lines, from 1, by their rows.
    """

    lines: tuple[str, ...]
    places: tuple[PrintedPlace | None, ...]
    rulings: tuple[Constraint, ...]
    numbers: dict[LineOfPage, int]


def set_out(
    pages: Sequence[PrintedPage],
    furniture: frozenset[LineOfPage],
    notes: Sequence[Sequence[LineOfPage]] = (),
) -> SetOut:
    """Write the pages out; page furniture is ruled to be furniture, listings to be code.

    `notes` are the rows of notes that have calls: they are read behind all pages.
    """
    lines: list[str] = []
    places: list[PrintedPlace | None] = []
    rulings: list[Constraint] = []
    numbers: dict[LineOfPage, int] = {}
    behind = {row for note in notes for row in note}
    aside = furniture | behind
    columns = [_columns(page, number, aside) for number, page in enumerate(pages)]
    usual = _usual_edges(columns)
    indented = _indents_paragraphs(pages, columns)
    for number, page in enumerate(pages):
        margins = _margins(page, [usual[number % 2].around(found) for found in columns[number]])
        first = True
        for row, line in enumerate(page.lines):
            if (number, row) in behind:
                continue
            margin = margins.get(row, _NO_MARGIN)
            if margin.blank_above and lines:
                lines.append("")
                places.append(None)
            lines.append(("\f" if number and first else "") + margin.indent + line.text)
            numbers[number, row] = len(lines)
            first = False
            places.append(PrintedPlace(number, line.shown, line.confidence))
            if (number, row) in furniture:
                rulings.append(Constraint(0, len(lines), kind=BlockKind.FURNITURE))
            elif line.fixed:
                rulings.append(Constraint(0, len(lines), kind=BlockKind.CODE, join=False))
            elif margin.goes_on is not None and indented:
                rulings.append(Constraint(0, len(lines), join=margin.goes_on))
    for note in notes:
        for place, (number, row) in enumerate(note, 1):
            line = pages[number].lines[row]
            lines.append(line.text)
            places.append(PrintedPlace(number, line.shown, line.confidence))
            numbers[number, row] = len(lines)
            kind = BlockKind.CALLED_NOTE
            rulings.append(Constraint(0, len(lines), kind=kind, join=place < len(note)))
    return SetOut(tuple(lines), tuple(places), tuple(rulings), numbers)


def _edge(lefts: Sequence[float], em: float) -> float:
    """Return the outermost place where a quarter as many lines begin as at the fullest."""
    counts = Counter(round(left / (_TOLERANCE * em)) for left in lefts)
    near = {place: sum(counts[place + step] for step in (-1, 0, 1)) for place in counts}
    least = max(max(near.values()) / 4, 2)
    first = min((place for place, found in near.items() if found >= least), default=min(counts))
    inside = [left for left in lefts if abs(left / (_TOLERANCE * em) - first) < 1.5]
    return median(inside)


def _columns(page: PrintedPage, number: int, furniture: frozenset[LineOfPage]) -> list[_Column]:
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
        columns.append(_Column(tuple(run), _edge([box.left for box in boxes], em), right, em))
    return columns


def _goes_on(before: PrintedLine, line: PrintedLine, em: float) -> bool:
    below = line.box.middle > before.box.middle - em
    over = min(before.box.right, line.box.right) > max(before.box.left, line.box.left) - em
    return below and over


class _Edges(Struct, frozen=True):
    """Hold the edges, left and right, that many columns share."""

    left: tuple[float, ...] = ()
    right: tuple[float, ...] = ()

    def around(self, column: _Column) -> _Column:
        """Return the column as wide as the ones like it are: its own lines may all be short."""
        near = _SAME_COLUMN * column.em
        left = [edge for edge in self.left if 0 < column.edge - edge < near]
        right = [edge for edge in self.right if 0 < edge - column.right < near]
        return structs.replace(
            column, edge=max(left, default=column.edge), right=min(right, default=column.right)
        )


def _usual_edges(pages: Sequence[Sequence[_Column]]) -> tuple[_Edges, _Edges]:
    """Return the edges that many columns share, of even and of odd pages."""
    sides = []
    for side in (0, 1):
        long = [column for page in pages[side::2] for column in page if len(column.rows) >= _LONG]
        lefts = _shared([(column.edge, column.em) for column in long])
        sides.append(_Edges(lefts, _shared([(column.right, column.em) for column in long])))
    return sides[0], sides[1]


def _shared(edges: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Return the edges, given with their ems, that two columns and a fifth of all have."""
    places = [round(edge / (_TOLERANCE * em)) for edge, em in edges]
    counts = Counter(places)
    least = max(_MANY_COLUMNS * len(edges), 2)
    firsts = (places.index(place) for place, found in counts.items() if found >= least)
    return tuple(edges[first][0] for first in firsts)


def _indents_paragraphs(pages: Sequence[PrintedPage], columns: Sequence[Sequence[_Column]]) -> bool:
    """Tell whether the document begins its paragraphs with an indent, and all else without."""
    flush = indented = 0
    for page, found in zip(pages, columns, strict=True):
        for column in found:
            for row in column.rows:
                indent = (page.lines[row].box.left - column.edge) / column.em
                flush += indent < _SLIGHT
                indented += _INDENT[0] <= indent <= _INDENT[1]
    return flush > indented > _OFTEN * flush


def _margins(page: PrintedPage, columns: Sequence[_Column]) -> dict[int, _Margin]:
    """Return for the rows of text what stands around each."""
    found: dict[int, _Margin] = {}
    leading = leading_of([page.lines[row] for column in columns for row in column.rows])
    for column in columns:
        for place, row in enumerate(column.rows):
            line = page.lines[row]
            indent = (line.box.left - column.edge) / column.em
            above = page.lines[column.rows[place - 1]] if place else line
            step = line.box.middle - above.box.middle
            found[row] = _Margin(
                "\u3000" * min(round(indent), _DEEPEST) if indent >= _SLIGHT else "",
                bool(leading) and step > _BLANK_LINE * leading,
                _goes_on_below(page, column, place, leading),
            )
    return found


def _goes_on_below(page: PrintedPage, column: _Column, place: int, leading: float) -> bool | None:
    if place + 1 == len(column.rows):
        return None
    line, below = (page.lines[row] for row in column.rows[place : place + 2])
    indent, next_indent = ((one.box.left - column.edge) / column.em for one in (line, below))
    short = (column.right - line.box.right) / column.em
    if _INDENT[0] <= next_indent <= _INDENT[1]:
        return False if indent < _SLIGHT or short > _SHORT else None
    near = below.box.middle - line.box.middle < _NEXT * leading
    alike = (line.size, line.bold, line.fixed) == (below.size, below.bold, below.fixed)
    full = short < _FULL and column.right - column.edge > _NARROWEST * column.em
    return True if full and abs(next_indent) < _FLUSH and near and alike else None


def leading_of(rows: Sequence[PrintedLine]) -> float:
    """Return the usual distance from line to line; 0 for a page without two lines."""
    steps = [
        later.box.middle - earlier.box.middle
        for earlier, later in pairwise(rows)
        if later.box.middle > earlier.box.middle
    ]
    return median(steps) if steps else 0.0
