"""Put the marks of a document on the pieces of its blocks."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from kanben.manuscript.blocks import Block, Piece
from kanben.manuscript.pieces import split_piece
from kanben.sources.printed import PrintedMark

LineMarks = Mapping[tuple[int, int], Sequence[PrintedMark]]
"""The marks on lines, by source and line."""


def mark_blocks(blocks: Sequence[Block], marks: LineMarks) -> tuple[Block, ...]:
    """Return the blocks with their pieces parted where a mark begins or ends, and marked."""
    if not marks:
        return tuple(blocks)
    return tuple(
        structs.replace(
            block, pieces=tuple(part for piece in block.pieces for part in _marked(piece, marks))
        )
        for block in blocks
    )


def _marked(piece: Piece, marks: LineMarks) -> Iterator[Piece]:
    at = piece.at
    found = marks.get((at.source, at.line), ()) if at is not None and piece.text else ()
    if at is None or not found:
        yield piece
        return
    begin, end = at.column, at.column + len(piece.text)
    cuts = {place for mark in found for place in (mark.start, mark.end) if begin < place < end}
    for cut in sorted(cuts):
        first, piece = split_piece(piece, cut - begin)
        yield _with(first, found)
        begin = cut
    yield _with(piece, found)


def _with(piece: Piece, found: Sequence[PrintedMark]) -> Piece:
    """Return a piece that lies wholly within or without each mark, with those it lies within."""
    column = 0 if piece.at is None else piece.at.column
    own = tuple(mark.mark for mark in found if mark.start <= column < mark.end)
    return structs.replace(piece, marks=(*piece.marks, *own))
