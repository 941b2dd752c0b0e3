"""Name the rows of the line table that make a block, and where in the print they begin."""

from collections.abc import Iterator, Mapping, Sequence

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


def blocks_apart(
    rows: Sequence[int], kinds: Mapping[int, BlockKind], joins: Mapping[int, bool]
) -> Iterator[LineBlock]:
    """Yield what is no part of the running text: a line each, and called notes as they are joined.

    `kinds` and `joins` are the rulings on rows; what has none is page furniture.
    """
    run: list[int] = []
    for row in rows:
        kind = kinds.get(row, BlockKind.FURNITURE)
        run.append(row)
        noted = kind == kinds.get(row + 1) == BlockKind.CALLED_NOTE
        if not (noted and joins.get(row, False)):
            yield LineBlock(kind, tuple(run))
            run = []
