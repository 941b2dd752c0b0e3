"""Keep ruled tables of a PDF as tables: a line a row, cells parted by tabs.

Rules that meet make a grid, whose cells hold what stands between them. Three level rules of one
length over one another (above and below the head, at the foot) hold a table, too; its rows are
lines, its columns are parted by blanks that go all the way down.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from msgspec import Struct, structs

from kanben.sources.pdf.glyphs import PdfGlyph
from kanben.sources.pdf.lines import line_of, lines_of
from kanben.sources.pdf.rules import is_level
from kanben.sources.printed import Box, PrintedLine

_NEAR = 3.0
"""Points within which rules meet, and two of them are one."""
_HEAD = 3
"""Level rules of a table without upright ones."""
_GUTTER = 0.7
"""Blank between two columns without a rule at the least, in heights of a glyph."""
_APART = 0.5
"""Distance of two lines at the least, in heights of a glyph."""


class RuledTable(Struct, frozen=True):
    """Hold the box of a table and the places of the rules in it, without the outermost."""

    box: Box
    across: tuple[float, ...]
    down: tuple[float, ...]


Cell = list[PdfGlyph]


def tables_of(rules: Sequence[Box]) -> list[RuledTable]:
    """Return the tables that rules make, from the top."""
    tables = []
    for group in _met(rules):
        upright = _places([(rule.left + rule.right) / 2 for rule in group if not is_level(rule)])
        level = _places([rule.middle for rule in group if is_level(rule)])
        if len(upright) > 2 and len(level) > 1:
            tables.append(RuledTable(_around(group), tuple(upright[1:-1]), tuple(level[1:-1])))
    inside = _merged(rule for rule in rules if is_level(rule))
    inside = [rule for rule in inside if not any(_holds(one.box, rule) for one in tables)]
    tables += [
        RuledTable(_around(stack), (), ()) for stack in _stacks(inside) if len(stack) >= _HEAD
    ]
    return sorted(tables, key=lambda table: table.box.top)


def _merged(level: Iterable[Box]) -> list[Box]:
    """Return level rules, those that go on with one another as one: cells may draw their own."""
    merged: list[Box] = []
    for rule in sorted(level, key=lambda rule: (round(rule.middle), rule.left)):
        last = merged[-1] if merged else None
        if last and abs(last.middle - rule.middle) < _NEAR / 2 and rule.left < last.right + _NEAR:
            merged[-1] = last.around(rule)
        else:
            merged.append(rule)
    return merged


def _met(rules: Sequence[Box]) -> list[list[Box]]:
    """Part rules into those that meet one another."""
    groups: list[list[Box]] = []
    for rule in rules:
        meets = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if group not in meets]
        groups.append([rule, *(other for group in meets for other in group)])
    return groups


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.top <= other.bottom + _NEAR
        and other.top <= one.bottom + _NEAR
    )


def _stacks(level: Sequence[Box]) -> list[list[Box]]:
    """Gather level rules that begin and end at the same places."""
    stacks: list[list[Box]] = []
    for rule in sorted(level, key=lambda rule: rule.top):
        for stack in stacks:
            first = stack[0]
            if max(abs(first.left - rule.left), abs(first.right - rule.right)) < _NEAR:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return stacks


def _around(boxes: Sequence[Box]) -> Box:
    around = boxes[0]
    for box in boxes[1:]:
        around = around.around(box)
    return around


def _holds(box: Box, other: Box) -> bool:
    across = (other.left + other.right) / 2
    return (
        box.left - _NEAR < across < box.right + _NEAR
        and box.top - _NEAR < other.middle < box.bottom + _NEAR
    )


def _places(places: Sequence[float]) -> list[float]:
    """Return places in order, near ones as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def with_tables(
    text: Any, glyphs: Sequence[PdfGlyph], tables: Sequence[RuledTable]
) -> list[PrintedLine]:
    """Return the lines of a page, tables behind the line above them."""
    held: list[Cell] = [[] for _ in tables]
    others: list[PdfGlyph] = []
    for glyph in glyphs:
        box = glyph.box
        home = None
        if box is not None:
            inside = (place for place, table in enumerate(tables) if _holds(table.box, box))
            home = next(inside, None)
        (others if home is None else held[home]).append(glyph)
    sets = [list(_rows(text, inside, table)) for inside, table in zip(held, tables, strict=True)]
    kept = [table for table, rows in zip(tables, sets, strict=True) if _is_table(table, rows)]
    if len(kept) < len(tables):
        return with_tables(text, glyphs, kept) if kept else lines_of(text, glyphs)
    lines = lines_of(text, others)
    for rows, table in zip(reversed(sets), reversed(tables), strict=True):
        place = _place_below(lines, table.box)
        lines[place:place] = rows
    return lines


def _is_table(table: RuledTable, rows: Sequence[PrintedLine]) -> bool:
    """Tell whether most rows have several cells; a single row has rules between them."""
    several = 2 * sum("\t" in row.text for row in rows) > len(rows)
    return several and (len(rows) > 1 or bool(table.across))


def _place_below(lines: Sequence[PrintedLine], box: Box) -> int:
    """Return the place behind the nearest line above a box, in the same column.

    The column is as wide as the box, and as the nearest lines above and below it.
    """
    column = box
    near = [line.box for line in lines if _overlap(line.box, box)]
    above = [other for other in near if other.middle < box.top]
    below = [other for other in near if other.middle > box.bottom]
    for other in (*sorted(above, key=_bottom)[-1:], *sorted(below, key=_bottom)[:1]):
        column = column.around(other)
    over = [
        (line.box.bottom, place)
        for place, line in enumerate(lines)
        if line.box.middle < box.top and _overlap(line.box, column)
    ]
    return max(over)[1] + 1 if over else 0


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right


def _bottom(box: Box) -> float:
    return box.bottom


def _rows(text: Any, glyphs: Sequence[PdfGlyph], table: RuledTable) -> Iterator[PrintedLine]:
    inked = [glyph for glyph in glyphs if glyph.box is not None and glyph.char.strip()]
    if not inked:
        return
    down = table.down or _lines_below_one_another(inked)
    across = table.across or _blanks_down(inked)
    rows: dict[int, dict[int, Cell]] = {}
    for glyph in inked:
        assert glyph.box is not None
        row = sum(glyph.box.middle > place for place in down)
        column = sum((glyph.box.left + glyph.box.right) / 2 > place for place in across)
        rows.setdefault(row, {}).setdefault(column, []).append(glyph)
    for _, cells in sorted(rows.items()):
        yield from _row(text, [cells.get(column, []) for column in range(len(across) + 1)])


def _row(text: Any, cells: Sequence[Cell]) -> Iterator[PrintedLine]:
    """Yield the row that cells make; calls of notes in it stand where they stood."""
    made = [line_of(text, cell) for cell in cells]
    whole: PrintedLine | None = None
    written = ""
    raised: list[tuple[int, int]] = []
    for place, line in enumerate(made):
        written += "\t" if place else ""
        if line is not None:
            start = len(written)
            raised += [(start + first, start + last) for first, last in line.raised]
            written += line.text
            whole = structs.replace(whole, box=whole.box.around(line.box)) if whole else line
    if whole is not None:
        yield structs.replace(
            whole, text=written.rstrip("\t"), raised=tuple(raised), row=True, fixed=False
        )


def _lines_below_one_another(glyphs: Sequence[PdfGlyph]) -> list[float]:
    """Return the heights between the lines of glyphs."""
    boxes = [glyph.box for glyph in glyphs if glyph.box is not None]
    apart = _APART * median(box.height for box in boxes)
    middles = sorted(box.middle for box in boxes)
    return [(one + other) / 2 for one, other in pairwise(middles) if other - one > apart]


def _blanks_down(glyphs: Sequence[PdfGlyph]) -> list[float]:
    """Return the middles of the blanks that go all the way down."""
    boxes = [glyph.box for glyph in glyphs if glyph.box is not None]
    apart = _GUTTER * median(box.height for box in boxes)
    places = []
    end = min(box.left for box in boxes)
    for box in sorted(boxes, key=lambda box: box.left):
        if box.left - end > apart:
            places.append((box.left + end) / 2)
        end = max(end, box.right)
    return places
