"""Take from the editor's YAML what the reflow must obey: joins, breaks, kinds."""

from collections.abc import Sequence

from kanben.manuscript.decisions import Constraint
from kanben.manuscript.plan import EmendationPlan, Plan
from kanben.reading.lines import BLANKS, Lines
from kanben.reading.reflow import Rulings
from kanben.reading.source import SourceText


def constraints_of(plan: Plan, texts: Sequence[SourceText]) -> tuple[Constraint, ...]:
    """Return the constraints in the plan's emendations.

    A join or break whose words do not stand at that line end is left to the editing stage,
    which says so or breaks inside the line.
    """
    index = {text.name: number for number, text in enumerate(texts)}
    found = []
    for planned in plan.emendations:
        name, _, number = planned.at.rpartition(":")
        if name not in index or not number.isdecimal():
            continue
        lines = texts[index[name]].lines
        line = int(number)
        if 1 <= line <= len(lines):
            constraint = _constraint(planned, index[name], line, lines)
            found += [constraint] if constraint else []
    return tuple(found)


def _constraint(
    planned: EmendationPlan, source: int, line: int, lines: Sequence[str]
) -> Constraint | None:
    if planned.kind is not None:
        return Constraint(source, line, kind=planned.kind)
    words = planned.join or planned.break_
    before, _, after = words.partition("|")
    following = next((text for text in lines[line:] if text.strip(BLANKS)), "")
    stands = lines[line - 1].strip(BLANKS).endswith(before.strip(BLANKS)) and following.strip(
        BLANKS
    ).startswith(after.strip(BLANKS))
    return Constraint(source, line, join=bool(planned.join)) if words and stands else None


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
