"""Find where the words of an index's entries stand in an edition."""

from collections.abc import Callable, Sequence
from functools import cached_property

from kanben.manuscript.blocks import MarkKind
from kanben.manuscript.index import Entry
from kanben.manuscript.locators import locators
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.once import once
from kanben.manuscript.pages import Pages
from kanben.proving.claims.body import Standing
from kanben.proving.matter import EditionLink, Testimony
from kanben.proving.normal import ink


class EntryPlaces:
    """Hold where blocks stand in an edition; `pages` are those that it cites, if it cites any."""

    def __init__(
        self,
        manuscript: Manuscript,
        testimony: Testimony,
        standings: Sequence[Standing],
        pages: Pages | None,
    ) -> None:
        self._manuscript = manuscript
        self._testimony = testimony
        self._standings = standings
        self._pages = pages

    @cached_property
    def _by_anchor(self) -> dict[str, Standing]:
        return {standing.claim.anchor: standing for standing in self._standings}

    @cached_property
    def _terms(self) -> dict[str, list[tuple[str, int]]]:
        """Return the places of every term: anchor of the block, inked characters before it."""
        places: dict[str, list[tuple[str, int]]] = {}
        for block in self._manuscript.blocks:
            count = 0
            running: set[str] = set()
            for piece in block.pieces:
                if not piece.text:
                    continue
                terms = {mark.target for mark in piece.marks if mark.kind == MarkKind.TERM}
                for term in terms - running:
                    places.setdefault(term, []).append((block.anchor, count))
                running = terms
                count += len(ink(piece.text))
        return places

    @cached_property
    def _locators(self) -> dict[str, str]:
        return locators(self._manuscript)

    def labels(self, entry: Entry) -> list[str]:
        """Return the labels of an entry's places in order."""
        if self._testimony.labels:
            found = {
                self._by_anchor[anchor].page_at(offset)
                for anchor, offset in self._found(entry)
                if anchor in self._by_anchor
            }
            return [self._testimony.labels[page] for page in sorted(found)]
        pages = self._pages.terms.get(entry.term, ()) if self._pages else ()
        if self._pages and len(pages) == len(self._found(entry)):
            return list(dict.fromkeys(self._pages.labels[page] for page in pages))
        anchors = dict.fromkeys(anchor for anchor, _ in self._found(entry))
        return [self._locators[each] for each in anchors if each in self._locators]

    def _found(self, entry: Entry) -> list[tuple[str, int]]:
        """Return the places of an entry's term."""
        return self._terms.get(entry.term, []) if entry.term else []

    def reaches(self, link: EditionLink, entry: Entry) -> bool:
        """Tell whether a link leads to a place of an entry."""
        if link.target.startswith("page:"):
            page = int(link.target.removeprefix("page:"))
            first = link.label.replace("—", "–").partition("–")[0]
            return self._testimony.labels[page] == first
        return link.target in self._anchors_of(entry.occurrences)

    @cached_property
    def _anchors_of(self) -> Callable[[tuple[str, ...]], frozenset[str]]:
        """Return what gives all anchors of the blocks with given ones; one entry has many links."""
        of = self._by_anchor
        return once(
            lambda given: frozenset(a for each in given if each in of for a in of[each].anchors)
        )
