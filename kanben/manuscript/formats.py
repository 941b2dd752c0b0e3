"""State the formats of editions: one entry for each, which everything that differs by format reads.

How to add one: docs/extending.md.
"""

from collections.abc import Iterable
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from kanben.errors import ConfigError

if TYPE_CHECKING:
    from kanben.manuscript.declared import Declared
    from kanben.manuscript.manuscript import Manuscript


class Commission(Struct, frozen=True):
    """Say what an edition is made with besides its manuscript.

    `folder` is the publication's, for its pictures. `pages` is the record of the PDF's pages: the
    format that is laid out in pages leaves it there, those that cite pages read it. The cover is
    left at `cover`. `audience` is one of the format's, its first one if empty.
    """

    design: str = "book-a5"
    folder: Path | None = None
    pages: Path | None = None
    cover: Path | None = None
    audience: str = ""


class Writer(Protocol):
    """Write a manuscript to a file, as commissioned."""

    def __call__(self, manuscript: "Manuscript", edition: Path, commission: Commission) -> None:
        """Write `edition`, whole or not at all; raises KanbenError for what prevents it."""


class Declarer(Protocol):
    """Say what an edition states beside the manuscript's text, for its proof."""

    def __call__(self, manuscript: "Manuscript") -> "Declared":
        """Return the edition's own statements."""


class Format(Struct, frozen=True):
    """Describe a format of editions.

    `writer`, `reader` and `declarer` name functions as ``module:function``: a Writer, a reader
    of the proof beside the FRAME that it looks for (`kanben.proving.frame`), and a Declarer. They
    are imported when they are called. `usual` formats are
    made when nobody asks for others; `designed` ones are laid out by a design; a `paginated` one
    leaves the record of pages that others cite; a `covered` one draws the cover; a `vertical` one
    can set vertical lines 直排. `audiences` are the ways in which it is made.
    """

    suffix: str
    media_type: str
    writer: str
    reader: str
    declarer: str = "kanben.writing.book.declared:declare"
    usual: bool = False
    designed: bool = False
    paginated: bool = False
    cites_pages: bool = False
    covered: bool = False
    vertical: bool = False
    audiences: tuple[str, ...] = ()

    def write(self, manuscript: "Manuscript", edition: Path, commission: Commission) -> None:
        """Write an edition in this format.

        Raises ConfigError for a vertical variant in a format that has only horizontal lines.
        """
        variant = manuscript.script_variant
        if variant.vertical and not self.vertical:
            raise ConfigError(
                "formats.horizontal",
                variant=variant.tag,
                format=self.suffix,
                formats=", ".join(each.suffix for each in _ALL if each.vertical),
                other=variant.language,
            )
        writer: Writer = resolve_name(self.writer)
        writer(manuscript, edition, commission)

    def declare(self, manuscript: "Manuscript") -> "Declared":
        """Say what an edition in this format states beside the manuscript's text."""
        declarer: Declarer = resolve_name(self.declarer)
        return declarer(manuscript)

    def companions(self, commission: Commission) -> list[Path]:
        """List the files that are left beside an edition as commissioned."""
        left = ((self.paginated, commission.pages), (self.covered, commission.cover))
        return [path for leaves, path in left if leaves and path]


_OFFICE = "application/vnd.openxmlformats-officedocument"

_ALL = (
    Format(
        "epub",
        "application/epub+zip",
        "kanben.writing.epub.edition:publish",
        "kanben.proving.readers.epub:read_epub",
        usual=True,
        cites_pages=True,
        covered=True,
        vertical=True,
    ),
    Format(
        "pdf",
        "application/pdf",
        "kanben.writing.pdf.edition:publish",
        "kanben.proving.readers.pdf:read_pdf",
        "kanben.writing.book.declared:declare_pdf",
        usual=True,
        designed=True,
        paginated=True,
        vertical=True,
        audiences=("everyone", "archive"),
    ),
    Format(
        "docx",
        f"{_OFFICE}.wordprocessingml.document",
        "kanben.writing.docx.edition:publish",
        "kanben.proving.readers.docx:read_docx",
        usual=True,
        designed=True,
        cites_pages=True,
        vertical=True,
    ),
    Format(
        "html",
        "text/html",
        "kanben.writing.web.page:publish",
        "kanben.proving.readers.web:read_web",
        "kanben.writing.book.declared:declare_web",
        usual=True,
    ),
    Format(
        "tei",
        "application/tei+xml",
        "kanben.writing.tei.edition:publish",
        "kanben.proving.readers.tei:read_tei",
        "kanben.writing.book.declared:declare_web",
        vertical=True,
    ),
)

FORMATS = {format_.suffix: format_ for format_ in _ALL}
"""All formats by suffix, in the order of the catalogue."""

USUAL_FORMATS = tuple(suffix for suffix, format_ in FORMATS.items() if format_.usual)


def in_order_of_making(suffixes: Iterable[str]) -> list[Format]:
    """Return formats in the order in which they are made: what others cite comes first."""
    return sorted((FORMATS[suffix] for suffix in suffixes), key=lambda each: not each.paginated)


def paginated(suffixes: Iterable[str]) -> str:
    """Return the format that leaves the record of pages for the others; empty if none does."""
    return next((suffix for suffix in suffixes if FORMATS[suffix].paginated), "")
