"""Prove that a manuscript holds its sources: the law of conservation.

For every source, the characters that leave ink, in the order of the print, are those of the
manuscript's pieces: a piece that nobody emended as it stands, an emended one by what its
emendation says was printed; and those that an emendation dropped. Nothing else is missing,
nothing else was added.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate

from msgspec import Struct

from kanben.characters import inked, is_blank
from kanben.errors import ConservationError
from kanben.manuscript.blocks import UNSET, Block, Piece, Position
from kanben.manuscript.emendations import TEXTUAL, Change
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import walk_ink
from kanben.memory import recalled_of


class Account(Struct, frozen=True):
    """Sum up a source: inked characters printed, published as printed, corrected, dropped.

    `furniture` counts those of running heads, folios and printed contents. `printed` is the sum
    of the others.
    """

    source: str
    printed: int
    kept: int
    corrected: int
    dropped: int
    furniture: int


class _Claim(Struct, frozen=True, order=True):
    at: Position
    order: int
    ink: str
    column: str


def _claims(manuscript: Manuscript) -> Iterator[_Claim]:
    accounted: set[int] = set()
    for block in manuscript.blocks:
        yield from recalled_of(_plain_claims, (block,), partial(_plain_claims, block))
        for piece in block.pieces:
            if piece.emendation is not None:
                yield from _emended_claim(manuscript, piece, piece.emendation, accounted)
    for number, emendation in enumerate(manuscript.emendations):
        if emendation.change in TEXTUAL and number not in accounted and emendation.before:
            yield _Claim(emendation.at, 1, inked(emendation.before), "dropped")


def _plain_claims(block: Block) -> tuple[_Claim, ...]:
    """Return the claims of the pieces that nobody emended."""
    column = "furniture" if block.kind in UNSET else "kept"
    claims = []
    for piece in block.pieces:
        ink = inked(piece.text) if piece.emendation is None else ""
        if ink and piece.at is None:
            raise ConservationError("ledger.foreign", text=ink)
        if ink and piece.at is not None:
            claims.append(_Claim(piece.at, 0, ink, column))
    return tuple(claims)


def _emended_claim(
    manuscript: Manuscript, piece: Piece, number: int, accounted: set[int]
) -> Iterator[_Claim]:
    emendation = manuscript.emendations[number]
    if number in accounted:
        raise ConservationError("ledger.twice", text=piece.text)
    accounted.add(number)
    if piece.text != emendation.after or emendation.change not in TEXTUAL:
        raise ConservationError("ledger.unlike", text=piece.text, after=emendation.after)
    if emendation.change != Change.INSERT:
        yield _Claim(emendation.at, 0, inked(emendation.before), "corrected")


def balance(manuscript: Manuscript, printed: Sequence[Sequence[str]]) -> tuple[Account, ...]:
    """Balance a manuscript, before conversion, against the lines of its sources.

    `printed` holds for each source of the manuscript its lines. Returns one account a source.
    Raises ConservationError with file, line and text where the first character is missing,
    doubled or foreign.
    """
    by_source: list[list[_Claim]] = [[] for _ in manuscript.sources]
    for claim in _claims(manuscript):
        by_source[claim.at.source].append(claim)
    return tuple(
        _balance_source(source.name, lines, claims)
        for source, lines, claims in zip(manuscript.sources, printed, by_source, strict=True)
    )


def _balance_source(name: str, lines: Sequence[str], claims: list[_Claim]) -> Account:
    claims.sort()
    if not _is_balanced(lines, claims):
        _require_balance(name, lines, claims)
    counts = dict.fromkeys(("kept", "corrected", "dropped", "furniture"), 0)
    for claim in claims:
        counts[claim.column] += len(claim.ink)
    return Account(name, sum(counts.values()), **counts)


def _is_balanced(lines: Sequence[str], claims: Sequence[_Claim]) -> bool:
    """Tell at once whether claims in order are the print, none before its place."""
    print_ = recalled_of(_InkedPrint, (lines,), lambda: _inked_print(lines))
    if "".join([claim.ink for claim in claims]) != print_.ink:
        return False
    ends, columns = print_.ends, print_.columns
    offset, line = 0, 0
    for claim in claims:
        if claim.ink:
            while ends[line] <= offset:
                line += 1
            nth = offset - (ends[line - 1] if line else 0)
            if (line + 1, columns[line][nth]) < (claim.at.line, claim.at.column):
                return False
        offset += len(claim.ink)
    return True


class _InkedPrint(Struct, frozen=True):
    """Hold the inked characters of a source, where each line's end, and their columns."""

    ink: str
    ends: tuple[int, ...]
    columns: tuple[Sequence[int], ...]


def _inked_print(lines: Sequence[str]) -> _InkedPrint:
    columns = tuple(map(_columns, lines))
    return _InkedPrint("".join(map(inked, lines)), tuple(accumulate(map(len, columns))), columns)


def _columns(line: str) -> Sequence[int]:
    """Return the columns of a line's inked characters; mostly they stand side by side."""
    ink = inked(line)
    first = line.find(ink)
    if first >= 0:
        return range(first, first + len(ink))
    return [at for at, char in enumerate(line) if not is_blank(char)]


def _require_balance(name: str, lines: Sequence[str], claims: Sequence[_Claim]) -> None:
    """Go through print and claims character by character, and raise where they part."""
    places = walk_ink(lines)
    for claim in claims:
        for expected in claim.ink:
            char, line, column = next(places, ("", len(lines), 0))
            if char != expected or (line, column) < (claim.at.line, claim.at.column):
                raise ConservationError(
                    "ledger.unbalanced", file=name, line=line, printed=char, found=claim.ink
                )
    left = next(places, None)
    if left is not None:
        raise ConservationError("ledger.lost", file=name, line=left[1], printed=left[0])


def require_carried(source: Manuscript, variant: Manuscript) -> None:
    """Prove that conversion carried every piece of the source manuscript over, in order.

    Raises ConservationError where a piece is missing, new, empty, or from another place.
    """
    for before, after in zip(source.blocks, variant.blocks, strict=True):
        if len(before.pieces) != len(after.pieces):
            raise ConservationError("ledger.not_carried", text=before.text[:40])
        for old, new in zip(before.pieces, after.pieces, strict=True):
            same = (old.at, old.emendation, old.marks) == (new.at, new.emendation, new.marks)
            if not same or bool(inked(old.text)) != bool(inked(new.text)):
                raise ConservationError("ledger.not_carried", text=old.text or new.text)
