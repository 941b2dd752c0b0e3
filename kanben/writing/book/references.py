"""Turn the index's occurrences into references that a reader can follow."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from kanben.manuscript.index import Entry, Group
from kanben.writing.book.printed_index import locator_spans
from kanben.writing.book.structure import Volume


class Reference(Struct, frozen=True):
    """Point to a place: what the reader sees, where it leads, whether the term is treated there."""

    label: str
    target: str
    main: bool = False


class IndexItem(Struct, frozen=True):
    """Stand in the index as it is set. A cross-reference without a target is plain text."""

    heading: str
    anchor: str
    term: str = ""
    reading: str = ""
    references: tuple[Reference, ...] = ()
    see: tuple[Reference, ...] = ()
    see_also: tuple[Reference, ...] = ()
    below: tuple["IndexItem", ...] = ()


class Section(Struct, frozen=True):
    """Hold the items under one label: a letter, a number of strokes."""

    label: str
    anchor: str
    items: tuple[IndexItem, ...]


Refer = Callable[[Entry], tuple[Reference, ...]]
"""Gives an entry's references in one format."""


def block_references(volume: Volume, address: Callable[[str], str]) -> Refer:
    """Refer to the blocks that name a term, each once, by their visible locators.

    `address` makes a link from the anchor of a block.
    """
    known = {
        line.anchor
        for chapter in volume.book.chapters
        for passage in chapter.passages
        for line in passage.lines
    }

    def refer(entry: Entry) -> tuple[Reference, ...]:
        anchors = dict.fromkeys(anchor for anchor in entry.occurrences if anchor in known)
        return tuple(
            Reference(span.label, address(span.anchor), span.main)
            for span in locator_spans(list(anchors), entry.main, volume.locators)
        )

    return refer


def sections_of(index: Iterable[Group], refer: Refer) -> tuple[Section, ...]:
    """Return the index, its entries with anchors (``entry-1``) and with references by `refer`."""
    groups = tuple(index)
    anchors = {
        id(entry): f"entry-{number}"
        for number, entry in enumerate(
            _entries(each for group in groups for each in group.entries), 1
        )
    }
    above = [each for group in groups for each in group.entries]
    below = [each for entry in above for each in _entries(entry.subentries)]
    places = {entry.heading: anchors[id(entry)] for entry in (*below, *above)}
    setter = _Setter(anchors, places, refer)
    return tuple(
        Section(group.label, f"group-{number}", tuple(map(setter.item, group.entries)))
        for number, group in enumerate(groups, 1)
    )


class _Setter(Struct, frozen=True):
    anchors: dict[int, str]
    places: dict[str, str]
    refer: Refer

    def item(self, entry: Entry) -> IndexItem:
        see = (entry.see,) if entry.see else ()
        return IndexItem(
            heading=entry.heading,
            anchor=self.anchors[id(entry)],
            term=entry.term,
            reading=entry.reading,
            references=self.refer(entry),
            see=tuple(map(self._cross, see)),
            see_also=tuple(map(self._cross, entry.see_also)),
            below=tuple(map(self.item, entry.subentries)),
        )

    def _cross(self, heading: str) -> Reference:
        place = self.places.get(heading, "")
        return Reference(heading, f"#{place}" if place else "")


def _entries(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _entries(entry.subentries)
