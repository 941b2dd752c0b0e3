"""Name the rows of the line table that make a block, and where in the print they begin."""

from msgspec import Struct

from kanben.manuscript.blocks import BlockKind, Position
from kanben.reading.page.lines import Lines


class LineBlock(Struct, frozen=True):
    """Name the rows of the line table that make one block, in the order of the text."""

    kind: BlockKind
    rows: tuple[int, ...]
    level: int = 0
    certainty: float = 1.0


def position_of(lines: Lines, row: int) -> Position:
    """Return where the ink of a row begins."""
    return Position(int(lines.source[row]), int(lines.number[row]), int(lines.column[row]))
