"""Find the rows of the line table that the editor decided about."""

from collections.abc import Sequence

from kanben.manuscript.decisions import Constraint
from kanben.reading.judging.reflow import Rulings
from kanben.reading.page.lines import Lines


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
