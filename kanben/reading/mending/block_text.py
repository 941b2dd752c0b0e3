"""Let repairs see a block as running text, and put what they changed back into pieces."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from itertools import pairwise

from msgspec import Struct, structs

from kanben.manuscript.blocks import Block, BlockKind, Piece, Position
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.pieces import cut
from kanben.memory import recalled_of

_Line = tuple[int, int]
"""A source and a line of it."""


class Edit(Struct, frozen=True):
    """Replace the code points [start, end) of a passage's text by `after`."""

    start: int
    end: int
    after: str
    confidence: float = 1.0


class BlockText(Struct, frozen=True):
    """Hold a block's text with the offsets where its printed lines begin (the first is 0).

    `adjoining` tells for each of these lines whether it stands right below the one before it in
    print: what a caption or a running head parted cannot be changed as one.
    """

    kind: BlockKind
    text: str
    line_starts: tuple[int, ...]
    adjoining: tuple[bool, ...]


class UsedLines:
    """Know the printed lines that hold text of blocks; none is looked at before it is asked for."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = blocks

    @cached_property
    def _used(self) -> frozenset[_Line]:
        return frozenset(
            (piece.at.source, piece.at.line)
            for block in self._blocks
            for piece in block.pieces
            if piece.at is not None
        )

    def adjoin(self, line: _Line, after: _Line) -> bool:
        """Tell whether a line stands right below another one of its source, both of them used."""
        if line[0] != after[0] or line[1] >= after[1]:
            return False
        between = range(line[1] + 1, after[1])
        return not between or all((line[0], number) not in self._used for number in between)


class _Passage(Struct, frozen=True):
    """Hold a block's text as if all its lines adjoined, and the steps that go over a line."""

    text: BlockText
    leaps: tuple[tuple[int, _Line, _Line], ...]


def block_text_of(block: Block, used: UsedLines) -> BlockText:
    """Make the passage of a block; `used` knows the printed lines of all of them."""
    passage = recalled_of(block_text_of, (block,), partial(_passage_of, block))
    parted = {place for place, line, after in passage.leaps if not used.adjoin(line, after)}
    if not parted:
        return passage.text
    adjoining = tuple(
        adjoins and place not in parted for place, adjoins in enumerate(passage.text.adjoining)
    )
    return structs.replace(passage.text, adjoining=adjoining)


def _passage_of(block: Block) -> _Passage:
    starts: list[int] = []
    lines: list[_Line] = []
    offset = 0
    for piece in block.pieces:
        at = piece.at
        if at is not None and piece.text and (at.source, at.line) != (lines and lines[-1]):
            starts.append(offset)
            lines.append((at.source, at.line))
        offset += len(piece.text)
    leaps = tuple(
        (place, line, after)
        for place, (line, after) in enumerate(pairwise(lines), 1)
        if after != (line[0], line[1] + 1)
    )
    adjoining = tuple(place > 0 for place in range(len(lines)))
    return _Passage(BlockText(block.kind, block.text, tuple(starts), adjoining), leaps)


def settle(proposed: Sequence[tuple[str, Edit]], passage: BlockText) -> list[tuple[str, Edit]]:
    """Return the edits that can stand beside each other, in the order of the text.

    Of two that overlap the one proposed first stays; an edit over a parted line end is left out.
    """
    taken: list[tuple[str, Edit]] = []
    covered: set[int] = set()
    parted = [
        start
        for start, adjoins in zip(passage.line_starts, passage.adjoining, strict=True)
        if start and not adjoins
    ]
    for name, edit in proposed:
        span = range(edit.start, edit.end)
        next_parted = bisect_right(parted, edit.start)
        crosses = next_parted < len(parted) and parted[next_parted] < edit.end
        if crosses or not covered.isdisjoint(span):
            continue
        covered.update(span)
        taken.append((name, edit))
    return sorted(taken, key=lambda found: found[1].start)


def change(
    block: Block, edits: Sequence[tuple[str, Edit]], first: int
) -> tuple[Block, list[Emendation]]:
    """Carry the edits out; return the block and the emendations, numbered from `first`."""
    places = sorted({place for _, edit in edits for place in (edit.start, edit.end)})
    pieces = [piece for _, piece in cut(block.pieces, places)]
    changed: list[Piece] = []
    emendations: list[Emendation] = []
    offset, step = 0, 0
    hit: list[Piece] = []
    for piece in pieces:
        name, edit = edits[step] if step < len(edits) else ("", Edit(-1, -1, ""))
        inside = edit.start <= offset and offset + len(piece.text) <= edit.end and piece.text
        offset += len(piece.text)
        if not inside:
            changed.append(piece)
            continue
        hit.append(piece)
        if offset == edit.end:
            emendation = _emendation(name, edit, hit)
            if edit.after:
                place = first + len(emendations)
                changed.append(Piece(edit.after, emendation.at, place, hit[0].marks))
            emendations.append(emendation)
            hit, step = [], step + 1
    return structs.replace(block, pieces=tuple(changed)), emendations


def _emendation(name: str, edit: Edit, hit: Sequence[Piece]) -> Emendation:
    printed = [piece for piece in hit if piece.at is not None]
    at = printed[0].at
    assert at is not None
    before, line = "", at.line
    for piece in printed:
        if piece.at is not None and piece.at.line != line:
            before, line = before + "\n", piece.at.line
        before += piece.text
    return Emendation(
        change=Change.CORRECT if edit.after else Change.DROP,
        at=Position(at.source, at.line, at.column),
        before=before,
        after=edit.after,
        reason=f"repair.{name}",
        by=name,
        confidence=edit.confidence,
    )
