"""Write pages out as lines of text, with what their geometry tells written as blanks.

    the box begins two ems inside its column      two ideographic spaces before the line
    more than the usual leading above             a blank line
    a new page                                    a form feed

So the reflow, which reads the blanks of typewritten pages, reads those of typeset ones.
"""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise
from statistics import median

from msgspec import Struct

from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.decisions import Constraint
from kanben.sources.order.columns import Column, columns_of, leading_of, usual_edges
from kanben.sources.order.furniture import LineOfPage
from kanben.sources.printed import PrintedLine, PrintedPage, PrintedPlace

_BLANK_LINE = 1.45
"""Leadings from one line to the next between which there is a blank: paragraphs set apart by
half a line are beyond it, notes and formulas between lines are not."""
_DEEPEST = 12
"""Cells of the deepest indent that is written; what stands further in is centred."""
_SLIGHT = 0.7
"""Ems that a box must begin inside its column to count as indented."""
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


_BETWEEN, _FARTHEST = 1.3, 3.0
"""Leadings of the narrowest and the widest blank between paragraphs; a picture leaves more."""
_BELIEVED = 3
"""Rows of the shortest column whose edge tells an indent."""


class _Parting(Enum):
    """Say how a document parts its paragraphs."""

    UNKNOWN = auto()
    INDENT = auto()
    BLANK = auto()


class _Margin(Struct, frozen=True):
    """Hold the blanks before a line, whether a blank line is above, whether the text goes on.

    Where paragraphs are indented, it does not above an indented line, behind one that is flush or
    short: the lines of a quotation are all indented, and full. It does from a full line to a flush
    one of the same type right below. Where blanks part paragraphs, it does not over a blank, and
    does to a line right below. Else the geometry says nothing.
    """

    indent: str
    blank_above: bool
    goes_on: bool | None


_NO_MARGIN = _Margin("", blank_above=False, goes_on=None)


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
    aside = furniture | behind | _rows_of_tables(pages)
    margins, onward = _whites(pages, aside)
    above = 0
    for number, page in enumerate(pages):
        first = True
        for row, line in enumerate(page.lines):
            if (number, row) in behind:
                continue
            margin = margins[number].get(row, _NO_MARGIN)
            goes_on = onward.get((number, row), margin.goes_on)
            if margin.blank_above and lines:
                lines.append("")
                places.append(None)
            lines.append(("\f" if number and first else "") + margin.indent + line.text)
            numbers[number, row] = len(lines)
            if line.row and above:
                rulings.append(Constraint(0, above, join=False))
            if (number, row) not in furniture:
                above = 0 if line.row else len(lines)
            first = False
            places.append(PrintedPlace(number, line.shown, line.confidence))
            if (number, row) in furniture:
                rulings.append(Constraint(0, len(lines), kind=BlockKind.FURNITURE))
            elif line.row:
                rulings.append(Constraint(0, len(lines), kind=BlockKind.TABLE, join=False))
            elif line.fixed:
                rulings.append(Constraint(0, len(lines), kind=BlockKind.CODE, join=False))
            elif goes_on is not None:
                rulings.append(Constraint(0, len(lines), join=goes_on))
    for onto, number, row in _of_notes(notes):
        line = pages[number].lines[row]
        lines.append(line.text)
        places.append(PrintedPlace(number, line.shown, line.confidence))
        numbers[number, row] = len(lines)
        rulings.append(Constraint(0, len(lines), kind=BlockKind.CALLED_NOTE, join=onto))
    return SetOut(tuple(lines), tuple(places), tuple(rulings), numbers)


def _of_notes(notes: Sequence[Sequence[LineOfPage]]) -> Iterator[tuple[bool, int, int]]:
    """Yield the rows of notes, each with whether its note goes on below it."""
    for note in notes:
        for place, (page, row) in enumerate(note, 1):
            yield place < len(note), page, row


def _rows_of_tables(pages: Sequence[PrintedPage]) -> set[LineOfPage]:
    return {
        (number, row)
        for number, page in enumerate(pages)
        for row, line in enumerate(page.lines)
        if line.row
    }


def _whites(
    pages: Sequence[PrintedPage], aside: frozenset[LineOfPage]
) -> tuple[list[dict[int, _Margin]], dict[LineOfPage, bool]]:
    """Return what stands around the rows of each page, and whether text goes on over columns."""
    columns = [columns_of(page, number, aside) for number, page in enumerate(pages)]
    usual = usual_edges(columns)
    columns = [
        [usual[number % 2].around(found) for found in page] for number, page in enumerate(columns)
    ]
    leadings = _leadings(pages, columns)
    parting = _parting_of(pages, columns, leadings)
    onward = _over_columns(pages, columns, parting)
    margins = [
        _margins(page, columns[number], leadings[number], parting)
        for number, page in enumerate(pages)
    ]
    return margins, onward


def _parting_of(
    pages: Sequence[PrintedPage], columns: Sequence[Sequence[Column]], leadings: Sequence[float]
) -> _Parting:
    """Tell whether the document parts its paragraphs by an indent, or by a blank without one."""
    flush = indented = blanks = 0
    for page, found, leading in zip(pages, columns, leadings, strict=True):
        for column in found:
            for row in column.rows:
                indent = (page.lines[row].box.left - column.edge) / column.em
                flush += indent < _SLIGHT
                indented += _INDENT[0] <= indent <= _INDENT[1]
            for above, row in pairwise(column.rows):
                step = page.lines[row].box.middle - page.lines[above].box.middle
                blanks += bool(leading) and step > _BLANK_LINE * leading
    if flush > indented > _OFTEN * flush:
        return _Parting.INDENT
    return _Parting.BLANK if flush > blanks > _OFTEN * flush else _Parting.UNKNOWN


def _leadings(pages: Sequence[PrintedPage], columns: Sequence[Sequence[Column]]) -> list[float]:
    """Return the leading of each page: its own, where it is not wider than is usual.

    On a page of paragraphs of one line, most steps are those between paragraphs.
    """
    own = [
        leading_of([page.lines[row] for column in found for row in column.rows])
        for page, found in zip(pages, columns, strict=True)
    ]
    usual = median([leading for leading in own if leading] or [0.0])
    return [min(leading, usual) for leading in own]


def _margins(
    page: PrintedPage, columns: Sequence[Column], leading: float, parting: _Parting
) -> dict[int, _Margin]:
    """Return for the rows of text what stands around each."""
    found: dict[int, _Margin] = {}
    for column in columns:
        for place, row in enumerate(column.rows):
            line = page.lines[row]
            indent = (line.box.left - column.edge) / column.em
            above = page.lines[column.rows[place - 1]] if place else line
            onward = [page.lines[row] for row in column.rows[place + 1 : place + 3]]
            step = line.box.middle - above.box.middle
            found[row] = _Margin(
                "\u3000" * min(round(indent), _DEEPEST) if indent >= _SLIGHT else "",
                bool(leading) and step > _BLANK_LINE * leading,
                _goes_on(_Neighbours(line, onward, column, column), leading, parting)
                if onward
                else None,
            )
    return found


def _over_columns(
    pages: Sequence[PrintedPage], columns: Sequence[Sequence[Column]], parting: _Parting
) -> dict[LineOfPage, bool]:
    """Return for the last rows of columns whether the text goes on in the next column."""
    found: dict[LineOfPage, bool] = {}
    run = [(number, column) for number, page in enumerate(columns) for column in page]
    for (number, column), (after, onward) in pairwise(run):
        if parting != _Parting.INDENT or min(len(column.rows), len(onward.rows)) < _BELIEVED:
            continue
        line = pages[number].lines[column.rows[-1]]
        lines = [pages[after].lines[row] for row in onward.rows[:2]]
        goes_on = _goes_on(_Neighbours(line, lines, column, onward), 0.0, parting)
        if goes_on is not None:
            found[number, column.rows[-1]] = goes_on
    return found


class _Neighbours(Struct, frozen=True):
    """Hold a line and the one or two that follow it, with the columns that they stand in."""

    line: PrintedLine
    following: Sequence[PrintedLine]
    column: Column
    onward: Column

    @property
    def below(self) -> PrintedLine:
        """Return the line that follows."""
        return self.following[0]

    @property
    def begins(self) -> bool:
        """Tell whether the line below begins a paragraph of several: it alone is indented."""
        indents = [(line.box.left - self.onward.edge) / self.onward.em for line in self.following]
        return len(indents) > 1 and indents[0] >= _INDENT[0] and abs(indents[1]) < _FLUSH

    @property
    def step(self) -> float:
        """Return how far the second stands below the first."""
        return self.below.box.middle - self.line.box.middle

    @property
    def alike(self) -> bool:
        """Tell whether both are in one type."""
        one, other = self.line, self.below
        return (one.size, one.bold, one.fixed) == (other.size, other.bold, other.fixed)


def _goes_on(both: _Neighbours, leading: float, parting: _Parting) -> bool | None:
    """Tell whether the text goes on from a line to the next one, where the geometry says so."""
    column = both.column
    indent = (both.line.box.left - column.edge) / column.em
    next_indent = (both.below.box.left - both.onward.edge) / both.onward.em
    short = (column.right - both.line.box.right) / column.em
    wide = column.right - column.edge > _NARROWEST * column.em
    near = not leading or both.step < _NEXT * leading
    flush = abs(next_indent) < _FLUSH
    if parting == _Parting.BLANK:
        if _BETWEEN * leading < both.step < _FARTHEST * leading:
            return False
        whole = abs(indent) < _FLUSH and short < _SHORT and wide
        return True if whole and flush and near and both.alike else None
    if parting == _Parting.INDENT and _INDENT[0] <= next_indent <= _INDENT[1]:
        return False if indent < _SLIGHT or short > _SHORT or both.begins else None
    full = parting == _Parting.INDENT and short < _FULL and wide
    return True if full and flush and near and both.alike else None
