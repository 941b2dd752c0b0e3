"""Collect what needs no judging, by row: the editor's rulings, what lines state themselves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy.typing as npt
from msgspec import Struct

from kanben.manuscript.blocks import UNSET, BlockKind
from kanben.manuscript.decisions import Constraint
from kanben.reading.looks.shapes import Shapes
from kanben.reading.outline.signs import Signs
from kanben.reading.page.lines import Lines


class Rulings(Struct, frozen=True):
    """Hold what the editor decided, by row: joined to the next line or not; the block's kind."""

    joins: dict[int, bool] = {}
    kinds: dict[int, BlockKind] = {}


def rulings_of(lines: Lines, constraints: Sequence[Constraint]) -> Rulings:
    """Return the constraints by the rows of the line table."""
    places = zip(lines.source.tolist(), lines.number.tolist(), strict=True)
    rows = {place: row for row, place in enumerate(places)} if constraints else {}
    joins, kinds = {}, {}
    for constraint in constraints:
        row = rows.get((constraint.source, constraint.line))
        if row is not None and constraint.join is not None:
            joins[row] = constraint.join
        if row is not None and constraint.kind is not None:
            kinds[row] = constraint.kind
    return Rulings(joins, kinds)


def state(shapes: Shapes, signs: Signs, furniture: npt.NDArray[Any], ruled: Rulings) -> Rulings:
    """Return the editor's rulings with all that lines state of themselves, where these are silent.

    `furniture` is the chance that each line is none of the text: a title gives way to it.
    """
    titles = {row: BlockKind.HEADING for row in signs.titles if furniture[row] <= 0.5}
    signed = signs.kinds | titles
    rows_of_tables = {row for row, kind in shapes.kinds.items() if kind is BlockKind.TABLE}
    for row in rows_of_tables.intersection(signed):
        if signed[row] is BlockKind.HEADING:
            del signed[row]
    own = {row: kind for row, kind in signed.items() if row not in ruled.kinds}
    kept = {end: False for end in _ends_of(own, signs) if 0 <= end < len(furniture) - 1}
    return Rulings(shapes.joins | kept | ruled.joins, shapes.kinds | signed | ruled.kinds)


def _ends_of(kinds: Mapping[int, BlockKind], signs: Signs) -> Iterator[int]:
    """Yield the line ends that keep lines which state what they are from their neighbours."""
    for row, kind in kinds.items():
        if kind not in UNSET:
            yield row - 1
            if row not in signs.labels:
                yield row
    yield from signs.turned
