"""Hold what a reader found in an edition: its matter, line by line, in the order of reading."""

from enum import StrEnum

from msgspec import Struct


class Region(StrEnum):
    """Name the matters of a book."""

    COVER = "cover"
    TITLE = "title-page"
    CONTENTS = "contents"
    BODY = "body"
    NOTES = "notes"
    INDEX = "index"
    COLOPHON = "colophon"
    MARGIN = "margin"
    """Running heads and folios."""


class Kind(StrEnum):
    """Say what a line is to its reader."""

    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    NOTE = "note"
    PICTURE = "picture"


class Call(Struct, frozen=True):
    """Hold the call of a note: how many inked characters stand before it, label, note's anchor."""

    offset: int
    label: str
    target: str = ""


class Distinction(Struct, frozen=True, order=True):
    """Say how a run of a line is distinguished from the rest, from one inked character to another.

    `manner` is that of the manuscript's marks (``emphasis``, ``proper-name``), or what the format
    calls one that no mark asks for.
    """

    start: int
    end: int
    manner: str


class EditionLink(Struct, frozen=True):
    """Hold a link: its words, the anchor that it leads to."""

    label: str
    target: str


class EditionLine(Struct, frozen=True, omit_defaults=True):
    """Hold one block of an edition; a block that goes on over a page or a column is several.

    `text` is what it says, the calls and readings set on it aside. `level` is a heading's rank.
    `label` is a note's number as it is printed, `place` says where it is called. `anchors` name
    the line for links. `page` counts from 0 where the format has pages. `loose` are counts of
    inked characters where a run of printed text ends: a blank there is not drawn.
    `distinctions` are runs that look, or are said to be, other than the rest.
    """

    region: Region
    kind: Kind
    text: str
    level: int = 0
    label: str = ""
    place: str = ""
    calls: tuple[Call, ...] = ()
    readings: tuple[str, ...] = ()
    links: tuple[EditionLink, ...] = ()
    anchors: tuple[str, ...] = ()
    page: int = -1
    loose: frozenset[int] = frozenset()
    distinctions: tuple[Distinction, ...] = ()


class Fault(Struct, frozen=True, omit_defaults=True):
    """Name one thing that is wrong with an edition.

    `kind` is a key of the message table (``proof.fault``), `region` tells the matter, `expected`
    and `found` quote what should stand there and what does.
    """

    kind: str
    region: str = ""
    expected: str = ""
    found: str = ""


class ContentsEntry(Struct, frozen=True, omit_defaults=True):
    """Hold an entry of a table of contents: its words, where it leads, its page as printed.

    `level` counts from 1; it is 0 where the format does not tell.
    """

    text: str
    target: str
    label: str = ""
    level: int = 0


class Guide(Struct, frozen=True):
    """Tell a reader what to look for: the language of the edition, whether it has an index."""

    language: str
    index: bool
    notes: bool


class FileTitle(Struct, frozen=True):
    """Hold what the head of a file calls it, and the matter that it holds."""

    region: Region
    text: str


class Variance(Struct, frozen=True):
    """Hold an entry of the apparatus: its kind, what sources read, who answers for the lemma.

    `readings` are (number of the source, what it reads).
    """

    kind: str
    readings: tuple[tuple[int, str], ...]
    by: str = ""


class Testimony(Struct, frozen=True):
    """Hold all that a reader found in an edition.

    `contents` are the tables of contents by name; `metadata` the values of each field, as the
    format names it; `labels` the page labels in order; `stops` the page of every anchor, for
    formats that have pages; `titles` those of the files in order, for formats that have several.
    `apparatus` and `print_pages` (numbers of the pages of the print, in order) are read where the
    format has them.
    """

    reader: str
    lines: tuple[EditionLine, ...]
    contents: dict[str, tuple[ContentsEntry, ...]]
    metadata: dict[str, tuple[str, ...]]
    labels: tuple[str, ...] = ()
    stops: dict[str, int] = {}
    titles: tuple[FileTitle, ...] = ()
    apparatus: tuple[Variance, ...] = ()
    print_pages: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
