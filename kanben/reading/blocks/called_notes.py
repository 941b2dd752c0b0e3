"""Tie the notes of the print to their calls: the signs give way to what editions number."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Piece
from kanben.manuscript.called_notes import note_id
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import split_piece
from kanben.sources.printed import PrintedNote, PrintedSpan

_RULE = "note-signs"
_REASON = "reading.note_sign"
_Line = tuple[int, int]
"""A source and a line in it."""


class _Sign(Struct, frozen=True):
    """Hold where a sign stands in its line, and the note that it calls; a note's own calls none."""

    start: int
    end: int
    calls: str = ""


def call_notes(manuscript: Manuscript, notes: Sequence[Sequence[PrintedNote]]) -> Manuscript:
    """Return the manuscript with marks in the place of the printed calls of `notes`.

    `notes` are those of each source. The signs are dropped, on record: every edition numbers its
    notes. What the editor says is no note keeps its sign, as does the text that called it.
    """
    signs = _signs(manuscript, notes)
    if not signs:
        return manuscript
    emendations = list(manuscript.emendations)
    parts = tuple(
        structs.replace(
            part, blocks=tuple(_without(block, signs, emendations) for block in part.blocks)
        )
        for part in manuscript.parts
    )
    return structs.replace(manuscript, parts=parts, emendations=tuple(emendations))


def _signs(
    manuscript: Manuscript, notes: Sequence[Sequence[PrintedNote]]
) -> Mapping[_Line, list[_Sign]]:
    """Return the signs to take out, by their lines."""
    blocks = {
        (piece.at.source, piece.at.line): block
        for block in manuscript.blocks
        for piece in block.pieces
        if piece.at is not None
    }
    signs: dict[_Line, list[_Sign]] = defaultdict(list)
    for source, found in enumerate(notes):
        for note in found:
            own, calling = blocks.get((source, note.sign.line)), (source, note.call.line)
            if own is None or own.kind != BlockKind.CALLED_NOTE or calling not in blocks:
                continue
            signs[calling].append(_sign(note.call, note_id(own.anchor)))
            if _sign(note.sign) not in signs[source, note.sign.line]:
                signs[source, note.sign.line].append(_sign(note.sign))
    return signs


def _sign(span: PrintedSpan, calls: str = "") -> _Sign:
    return _Sign(span.start, span.end, calls)


def _without(
    block: Block, signs: Mapping[_Line, list[_Sign]], emendations: list[Emendation]
) -> Block:
    pieces = tuple(part for piece in block.pieces for part in _parted(piece, signs, emendations))
    return structs.replace(block, pieces=pieces)


def _parted(
    piece: Piece, signs: Mapping[_Line, list[_Sign]], emendations: list[Emendation]
) -> Iterator[Piece]:
    """Yield a piece without the signs in it, and calls in their places."""
    at = piece.at
    if at is None or not piece.text:
        yield piece
        return
    rest, done = piece, at.column
    end = at.column + len(piece.text)
    for sign in sorted(signs.get((at.source, at.line), ()), key=lambda sign: sign.start):
        if not done <= sign.start < sign.end <= end:
            continue
        before, rest = split_piece(rest, sign.start - done)
        printed, rest = split_piece(rest, sign.end - sign.start)
        done = sign.end
        assert printed.at is not None
        if before.text:
            yield before
        emendations.append(
            Emendation(Change.DROP, printed.at, printed.text, reason=_REASON, by=_RULE)
        )
        if sign.calls:
            yield Piece("", marks=(Mark(MarkKind.NOTE, sign.calls),))
    if rest.text:
        yield rest
