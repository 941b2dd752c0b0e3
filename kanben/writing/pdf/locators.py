"""Find the pages of index terms from laid-out text, with no anchors in it.

The layout tells which characters of a block stand on which page. A term's place in the block is
known from its marks; so is its page. Text is counted in characters that leave ink, since
line breaking swallows spaces.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from kanben.characters import inked
from kanben.manuscript.blocks import Block, MarkKind
from kanben.manuscript.index import Entry, Group
from kanben.writing.book.printed_index import PageSpan, SetEntry, SetGroup

Stretches = tuple[tuple[int, int], ...]
"""Where a block stands: (offset in inked characters, page) for each page it is on."""


class Occurrence(Struct, frozen=True):
    """Place an index term: its id, the page where it begins, the block it stands in."""

    term: str
    page: int
    anchor: str


def page_at(stretches: Stretches, offset: int) -> int:
    """Return the page where the inked character at `offset` stands."""
    return stretches[max(bisect_right(stretches, offset, key=lambda run: run[0]) - 1, 0)][1]


def occurrences(block: Block, stretches: Stretches) -> Iterator[Occurrence]:
    """Yield the block's terms with the page where each begins, in the text's order.

    A term that runs over several pieces is one occurrence.
    """
    offset = 0
    open_terms: set[str] = set()
    for piece in block.pieces:
        if not piece.text:
            continue
        terms = [mark.target for mark in piece.marks if mark.kind == MarkKind.TERM]
        for term in terms:
            if term not in open_terms:
                yield Occurrence(term, page_at(stretches, offset), block.anchor)
        open_terms = set(terms)
        offset += len(inked(piece.text))


def spans(
    found: Iterable[Occurrence], main_anchor: str, label: Callable[[int], str]
) -> tuple[PageSpan, ...]:
    """Gather occurrences into pages, runs of neighbouring pages into ranges.

    The page of the main treatment stands apart from ranges, to be set bold.
    """
    pages: dict[int, str] = {}
    main = None
    for occurrence in sorted(found, key=lambda occurrence: occurrence.page):
        pages.setdefault(occurrence.page, occurrence.anchor)
        if main is None and occurrence.anchor == main_anchor:
            main = occurrence.page
    if len(pages) == 1:
        main = None
    return tuple(
        PageSpan(
            label(first) if first == last else f"{label(first)}–{label(last)}",
            pages[first],
            first == main,
            first,
        )
        for first, last in _ranges(list(pages), main)
    )


def _ranges(pages: list[int], alone: int | None) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1 and alone not in (page, page - 1):
            ranges[-1] = (ranges[-1][0], page)
        else:
            ranges.append((page, page))
    return ranges


def set_index(
    groups: Iterable[Group],
    found: Mapping[str, list[Occurrence]],
    label: Callable[[int], str],
) -> tuple[SetGroup, ...]:
    """Give every entry of the index its pages."""
    return tuple(
        SetGroup(group.label, tuple(_set_entry(entry, found, label) for entry in group.entries))
        for group in groups
    )


def _set_entry(
    entry: Entry, found: Mapping[str, list[Occurrence]], label: Callable[[int], str]
) -> SetEntry:
    return SetEntry(
        heading=entry.heading,
        spans=spans(found.get(entry.term, ()), entry.main, label),
        see=entry.see,
        see_also=entry.see_also,
        subentries=tuple(_set_entry(sub, found, label) for sub in entry.subentries),
    )
