"""Hold the index as pages show it: groups of entries with their pages."""

from msgspec import Struct

from kanben.messages import word

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


def group_name(label: str, lang: str) -> str:
    """Return what heads a group: a letter, a number of strokes (3畫)."""
    return word("strokes", lang).format(count=label) if label.isdigit() else label


def continued_name(label: str, lang: str) -> str:
    """Return what stands above a column that goes on with a group: 3畫（續）."""
    return group_name(label, lang) + word("continued", lang)
