"""Hold the index as pages show it: groups of entries with their pages."""

from collections.abc import Iterator, Mapping, Sequence

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


_FEWEST = 3
"""Neighbouring paragraphs from which a range says more than a list: there it is the subject."""


def locator_spans(
    anchors: Sequence[str], main: str, locators: Mapping[str, str]
) -> Iterator[PageSpan]:
    """Yield the paragraphs of an entry by their locators: 2.3, 2.7–2.9.

    Three neighbours or more are a range. The main treatment stands apart from ranges; where there
    is but one place, it is not told apart.
    """
    run: list[str] = []
    for anchor in (*anchors, ""):
        alone = main in (anchor, *run[-1:])
        if run and (not anchor or alone or not _follows(locators[run[-1]], locators[anchor])):
            yield from _spans(run, main if len(anchors) > 1 else "", locators)
            run = []
        run.append(anchor)


def _follows(one: str, other: str) -> bool:
    """Tell whether two locators name neighbours: 2.3 and 2.4."""
    part, _, number = one.rpartition(".")
    return other == f"{part}.{int(number) + 1}"


def _spans(run: Sequence[str], main: str, locators: Mapping[str, str]) -> Iterator[PageSpan]:
    if len(run) < _FEWEST:
        yield from (PageSpan(locators[anchor], anchor, anchor == main) for anchor in run)
    else:
        yield PageSpan(f"{locators[run[0]]}–{locators[run[-1]]}", run[0], main=False)


def group_name(label: str, lang: str) -> str:
    """Return what heads a group: a letter, a number of strokes (3畫)."""
    return word("strokes", lang).format(count=label) if label.isdigit() else label


def continued_name(label: str, lang: str) -> str:
    """Return what stands above a column that goes on with a group: 3畫（續）."""
    return group_name(label, lang) + word("continued", lang)
