"""Say for each format what must stand where: the one place that knows how editions are built."""

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

from msgspec import Struct

from kanben.manuscript.formats import FORMATS
from kanben.proving.matter import Guide, Region, Testimony

Read = Callable[[Path, Guide], Testimony]


class Form(Struct, frozen=True):
    """Describe a format.

    `orders` are the orders in which its matters may follow each other. `runs_on` says that a
    block may go on over a page. `slack` is how many characters beside its place a call may
    stand. `optional` are the statements that its title page need not make. `depth` is that of
    headings in its contents, `tables` are the tables of contents that it has. `cites_pages` says
    that contents and index name the pages of the PDF, if one was made.
    """

    orders: tuple[tuple[Region, ...], ...]
    runs_on: bool = False
    slack: int = 0
    optional: frozenset[str] = frozenset({"half-title"})
    depth: int = 6
    tables: tuple[str, ...] = ("contents",)
    cites_pages: bool = False


_FRONT = (Region.COVER, Region.TITLE)
_TEXT = (Region.BODY, Region.INDEX)
_CALL_BEFORE = 2
"""In print a call hangs over the end of its word: its box stands before the last character, or
before the mark behind that."""

FORMS = {
    "epub": Form(
        orders=((*_FRONT, *_TEXT, Region.COLOPHON),),
        tables=("contents", "ncx"),
    ),
    "docx": Form(orders=((Region.TITLE, Region.COLOPHON, *_TEXT),), depth=3, cites_pages=True),
    "html": Form(
        orders=((Region.TITLE, *_TEXT, Region.COLOPHON),),
        optional=frozenset({"half-title", "publisher", "date"}),
        depth=1,
    ),
    "pdf": Form(
        orders=((Region.TITLE, Region.COLOPHON, *_TEXT), (Region.TITLE, *_TEXT, Region.COLOPHON)),
        runs_on=True,
        slack=_CALL_BEFORE,
        optional=frozenset({"half-title"}),
        depth=3,
        tables=("contents", "outline"),
    ),
}

MASTHEAD_OPTIONAL = frozenset({"half-title", "role", "publisher"})
"""What the masthead of a newspaper page leaves out."""


def form_of(suffix: str) -> Form:
    """Return what must stand where in a format; of one that is new here, no order is asked."""
    return FORMS.get(suffix, Form(orders=()))


def reader_of(suffix: str) -> Read:
    """Return the reader of a format. It is imported when it is asked for."""
    reader: Read = resolve_name(FORMATS[suffix].reader)
    return reader
