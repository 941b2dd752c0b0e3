"""Model the text: parts of blocks, blocks of pieces that know their place in the print."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct


class Position(Struct, frozen=True, order=True, array_like=True):
    """Name a place in the print: index of the source, line from 1, column from 0 in code points."""

    source: int
    line: int
    column: int = 0


class MarkKind(StrEnum):
    """Say what a mark makes of the text it stands on."""

    TERM = "term"
    """An occurrence of an index term; the target is the term's id."""
    NOTE = "note"
    """A note is called after this piece; the target is the note's id."""
    PAGE = "page"
    """A page of the print begins here; the target is the printed number. The piece is empty."""
    EMPHASIS = "emphasis"
    STRONG = "strong"
    LANGUAGE = "language"
    """The target is a BCP 47 tag."""
    RUBY = "ruby"
    """The target is the reading set beside the text."""
    PROPER_NAME = "proper-name"
    """专名号."""
    BOOK_TITLE = "book-title"
    """书名号 set as a wavy line."""
    PROTECTED = "protected"
    """Conversion leaves this text alone."""
    ADDITION = "addition"
    """The editor's own words."""


class Mark(Struct, frozen=True, omit_defaults=True):
    """Mark a piece; `target` means what the kind says."""

    kind: MarkKind
    target: str = ""


class Piece(Struct, frozen=True, omit_defaults=True):
    """Carry a run of text with its place in the print, its emendation and its marks.

    `at` is the place of the first printed character; None where nothing printed stands behind
    the text (the space between two joined Latin words; the editor's words). `emendation` is the
    index, in the manuscript's list, of the change that made this text out of the printed one;
    without one the text is what was printed (in a script variant: its conversion).
    """

    text: str
    at: Position | None = None
    emendation: int | None = None
    marks: tuple[Mark, ...] = ()

    def target(self, kind: MarkKind) -> str | None:
        """Return the target of the first mark of this kind, or None."""
        return next((mark.target for mark in self.marks if mark.kind == kind), None)


class BlockKind(StrEnum):
    """Name what a block is on the page."""

    HEADLINE = "headline"
    KICKER = "kicker"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    BYLINE = "byline"
    VERSE = "verse"
    """One printed line of verse a block; neighbours make a poem."""
    LIST = "list"
    """One item a block; neighbours make a list."""
    QUOTE = "quote"
    CODE = "code"
    """One printed line a block, kept as it is; neighbours make a listing."""
    TABLE = "table"
    """One printed row a block, its cells parted by blanks; neighbours make a table."""
    SCENE_BREAK = "scene-break"
    """Ornaments between two scenes."""
    FOOTNOTE = "footnote"
    NOTE = "note"
    CALLED_NOTE = "called-note"
    """A note that the print calls in its text: editions set it where they set notes."""
    IMAGE = "image"
    FURNITURE = "furniture"
    """A running head, a folio, a site's notice: kept on record, set in no edition."""
    CONTENTS = "contents"
    """A line of the printed contents: kept on record, since every edition makes its own."""


UNSET = frozenset({BlockKind.FURNITURE, BlockKind.CONTENTS})
"""Kinds that stay on record and are set in no edition."""

APART = UNSET | {BlockKind.CALLED_NOTE}
"""Kinds that are not set in the running text."""

HEADINGS = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
"""Kinds that enter the table of contents."""


class Image(Struct, frozen=True, omit_defaults=True):
    """Name a picture by its file (a path below the publication's folder) with its alt text."""

    file: str
    alt: str


class Block(Struct, frozen=True, omit_defaults=True):
    """Hold one block of a part.

    `anchor` comes from the place in the print (``004-13``), so that an edit elsewhere moves no
    link. `level` is a heading's depth, from 1. `certainty` is the probability of the kind.
    """

    kind: BlockKind
    pieces: tuple[Piece, ...]
    anchor: str = ""
    level: int = 0
    certainty: float = 1.0
    image: Image | None = None

    @property
    def text(self) -> str:
        """Return the block's text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def position(self) -> Position | None:
        """Return the place of the first printed piece."""
        return next((piece.at for piece in self.pieces if piece.at is not None), None)

    @property
    def lines(self) -> tuple[int, int]:
        """Return the first and last printed line; (0, 0) if nothing of it was printed."""
        lines = [piece.at.line for piece in self.pieces if piece.at is not None]
        return (min(lines), max(lines)) if lines else (0, 0)


class PartRole(StrEnum):
    """Name a part's place in the book."""

    PREFACE = "preface"
    EDITION_NOTES = "notes-on-the-edition"
    BODY = "body"
    AFTERWORD = "afterword"


class Part(Struct, frozen=True, omit_defaults=True):
    """Hold a part: its title, and the blocks of its sources read as one text.

    `sources` are indices into the manuscript's list of sources.
    """

    title: str
    blocks: tuple[Block, ...]
    sources: tuple[int, ...] = ()
    role: PartRole = PartRole.BODY
    anchor: str = ""

    @property
    def printed_blocks(self) -> Iterator[Block]:
        """Yield the blocks of the running text: all that are not set apart from it."""
        return (block for block in self.blocks if block.kind not in APART)


def anchor_of(label: str, position: Position) -> str:
    """Name a block by its source's label and its place there: ``004-13``, ``004-33-620``."""
    place = f"{label}-{position.line}"
    return f"{place}-{position.column}" if position.column else place
