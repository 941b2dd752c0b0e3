"""Hold the index as pages show it: groups of entries with their pages."""

from msgspec import Struct

SEPARATOR = "，"
"""What stands between two locators of an entry."""


class PageSpan(Struct, frozen=True):
    """Print a page or a range of pages in the index.

    `anchor` is the block that a link leads to, `page` the first page of the range; the block may
    have begun on an earlier one.
    """

    label: str
    anchor: str
    main: bool
    page: int = 0


class SetEntry(Struct, frozen=True):
    """Print an entry of the index."""

    heading: str
    spans: tuple[PageSpan, ...]
    see: str
    see_also: tuple[str, ...]
    subentries: tuple["SetEntry", ...]


class SetGroup(Struct, frozen=True):
    """Print the entries under one letter or number of strokes."""

    label: str
    entries: tuple[SetEntry, ...]
