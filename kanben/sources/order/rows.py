"""Put the pieces of one printed line together."""

from collections.abc import Sequence

from msgspec import structs

from kanben.sources.printed import PrintedLine

_OVERLAP = 0.6
"""Share of the lower piece's height that pieces of one line have in common."""
_WIDEST = 6.0
"""Blank between two pieces of a line, in heights of the line; columns lie wider apart, or were
parted before."""
_BACK = -0.5
"""How far a piece may reach into the one before, in heights: boxes are drawn generously."""
_LOOKED_AT = 40
"""Lines, upwards from the piece, among which its own is looked for."""


def joined_rows(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of one column from top to bottom, pieces of a line as one."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: line.box.middle):
        for row in reversed(rows[-_LOOKED_AT:]):
            if _continues(row, line):
                row.append(line)
                row.sort(key=lambda piece: piece.box.left)
                break
        else:
            rows.append([line])
    return sorted((_merged(row) for row in rows), key=lambda line: line.box.top)


def _continues(row: Sequence[PrintedLine], line: PrintedLine) -> bool:
    after = line.box.left >= row[-1].box.left
    near = row[-1] if after else row[0]
    shared = min(line.box.bottom, near.box.bottom) - max(line.box.top, near.box.top)
    low = min(line.box.height, near.box.height)
    blank = line.box.left - near.box.right if after else near.box.left - line.box.right
    return shared > _OVERLAP * low and _BACK * low < blank < _WIDEST * low


def _merged(row: Sequence[PrintedLine]) -> PrintedLine:
    merged = row[0]
    for piece in row[1:]:
        sure = [one.confidence for one in (merged, piece) if one.confidence is not None]
        merged = structs.replace(
            merged,
            text=merged.text + blank_between(merged, piece) + piece.text,
            box=merged.box.around(piece.box),
            seen=merged.shown.around(piece.shown),
            confidence=min(sure, default=None),
        )
    return merged


def blank_between(before: PrintedLine, after: PrintedLine) -> str:
    """Return ideographic spaces as wide as the blank between two pieces of a line."""
    em = max(min(before.box.height, after.box.height), 1.0)
    return "\u3000" * round(max(after.box.left - before.box.right, 0.0) / em)
