"""Say what the text of an edition must be: every block of the manuscript, in order and in kind."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, structs

from kanben.manuscript.blocks import HEADINGS, Block, BlockKind, MarkKind, Part
from kanben.manuscript.manuscript import Manuscript
from kanben.proving.distinctions import joined
from kanben.proving.matter import Distinction, Kind
from kanben.proving.normal import blanks, ink, spaced

DISTINGUISHING = frozenset(
    {
        MarkKind.EMPHASIS,
        MarkKind.STRONG,
        MarkKind.PROPER_NAME,
        MarkKind.BOOK_TITLE,
        MarkKind.ADDITION,
        MarkKind.LANGUAGE,
    }
)
"""Marks that set a run of text apart from the rest."""
_BEFORE_TITLE = HEADINGS | {BlockKind.KICKER, BlockKind.BYLINE, BlockKind.CAPTION}


class Claim(Struct, frozen=True):
    """Claim a line of the text.

    `text` is what it says, with its blanks. `part` numbers the part from 0; `title` marks the
    line that bears its title. `depth` is a heading's in the manuscript. `calls` are (inked
    characters before it, note's id).
    """

    kind: Kind
    ink: str
    text: str
    blanks: frozenset[int]
    anchor: str
    part: int
    title: bool = False
    depth: int = 0
    calls: tuple[tuple[int, str], ...] = ()
    readings: tuple[str, ...] = ()
    distinctions: tuple[Distinction, ...] = ()


def claims_of(manuscript: Manuscript) -> Iterator[Claim]:
    """Yield the lines of all parts."""
    for number, part in enumerate(manuscript.parts):
        blocks = [block for block in part.printed_blocks if block.text.strip() or block.image]
        bearer = title_bearer(part, blocks)
        anchor = part.anchor or f"part-{number + 1}"
        if part.title.strip() and bearer is None:
            claim = _claim(Kind.HEADING, part.title, anchor, number)
            yield structs.replace(claim, title=True)
        for place, block in enumerate(blocks):
            name = block.anchor or f"block-{place}"
            if block.image is not None:
                yield _claim(Kind.PICTURE, block.image.alt, name, number)
            if ink(block.text):
                yield _block(block, name, number, title=block is bearer)


def _claim(kind: Kind, text: str, anchor: str, part: int) -> Claim:
    return Claim(kind, ink(text), spaced(text.strip()), blanks(text), anchor, part)


def _block(block: Block, anchor: str, part: int, *, title: bool) -> Claim:
    text = block.text
    heading = block.kind in HEADINGS
    table = block.kind == BlockKind.TABLE
    level = block.level or (1 if block.kind == BlockKind.HEADLINE else 2)
    return Claim(
        kind=Kind.HEADING if heading else Kind.TABLE if table else Kind.TEXT,
        ink=ink(text),
        text=spaced(text),
        blanks=blanks(text),
        anchor=anchor,
        part=part,
        title=title,
        depth=level if heading else 0,
        calls=tuple(_calls(block)),
        readings=tuple(_readings(block)),
        distinctions=joined(_distinctions(block)),
    )


def _calls(block: Block) -> Iterator[tuple[int, str]]:
    count = 0
    for piece in block.pieces:
        count += len(ink(piece.text))
        for mark in piece.marks:
            if mark.kind == MarkKind.NOTE:
                yield count, mark.target


def _distinctions(block: Block) -> Iterator[Distinction]:
    count = 0
    for piece in block.pieces:
        start, count = count, count + len(ink(piece.text))
        for mark in piece.marks:
            if mark.kind in DISTINGUISHING:
                yield Distinction(start, count, f"{mark.kind} {mark.target}".rstrip())


def _readings(block: Block) -> Iterator[str]:
    readings = (piece.target(MarkKind.RUBY) for piece in block.pieces)
    yield from (ink(reading) for reading, _ in groupby(readings) if reading)


def title_bearer(part: Part, blocks: Sequence[Block]) -> Block | None:
    """Return the block that says the part's title, so that nothing needs to stand above it."""
    wanted = ink(part.title)
    for block in blocks:
        if block.kind in HEADINGS and wanted in ("", ink(block.text)):
            return block
        if block.kind not in _BEFORE_TITLE:
            return None
    return None
