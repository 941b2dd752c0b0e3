"""Put lines together: rows of the line table become blocks of pieces that know their place."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from kanben.manuscript.blocks import (
    Block,
    Mark,
    MarkKind,
    Piece,
    Position,
    anchor_of,
)
from kanben.memory import recalled_of
from kanben.reading.blocks.seams import Seams
from kanben.reading.page.line_blocks import LineBlock, position_of
from kanben.reading.page.lines import Lines

_PAGE_BREAK = re.compile("\f")


def assemble(
    lines: Lines,
    blocks: Sequence[LineBlock],
    folios: dict[int, str],
    labels: Sequence[str],
) -> tuple[Block, ...]:
    """Make the blocks of a part.

    `folios` gives, for each row that a page begins with, the printed number (or an empty
    string); `labels` the label of each source, for the anchors. The characters of the pieces are
    those of the lines; a space stands between two Latin words that a line end parted.
    """
    seams = Seams(lines)

    def made(block: LineBlock) -> Block:
        certainty = round(block.certainty, 4)
        pages = tuple((row, folios[row]) for row in block.rows if row in folios)
        owner = (assemble, block.kind, block.rows, block.level, certainty, pages, tuple(labels))
        return recalled_of(owner, (lines,), partial(_block, seams, block, dict(pages), labels))

    return tuple(map(made, blocks))


def _block(
    seams: Seams, block: LineBlock, folios: Mapping[int, str], labels: Sequence[str]
) -> Block:
    lines = seams.lines
    pieces: list[Piece] = []
    for order, row in enumerate(block.rows):
        if order and seams.parted(block.rows[order - 1], row):
            pieces.append(Piece(" "))
        if row in folios:
            pieces.append(_page(position_of(lines, row), folios[row]))
        pieces += _pieces_of(lines, row)
    position = position_of(lines, block.rows[0])
    label = labels[position.source]
    return Block(
        kind=block.kind,
        pieces=tuple(pieces),
        anchor=anchor_of(label, Position(position.source, position.line)),
        level=block.level,
        certainty=round(block.certainty, 4),
    )


def _page(at: Position, folio: str) -> Piece:
    return Piece("", at, marks=(Mark(MarkKind.PAGE, folio),))


def _pieces_of(lines: Lines, row: int) -> list[Piece]:
    """Return the pieces of one line: one, or more if form feeds stand inside it."""
    text, at = lines.texts[row], position_of(lines, row)
    if "\f" not in text:
        return [Piece(text, at)]
    pieces: list[Piece] = []
    column = 0
    for part in _PAGE_BREAK.split(text):
        place = Position(at.source, at.line, at.column + column)
        if column:
            pieces.append(_page(place, ""))
        if part:
            pieces.append(Piece(part, place))
        column += len(part) + 1
    return pieces
