"""Examine an edition: hold everything that was read in it against the manuscript."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from kanben.manuscript.declared import Declared
from kanben.manuscript.manuscript import Manuscript, NoteKind
from kanben.manuscript.pages import Pages
from kanben.messages import word
from kanben.proving.claims.apparatus import check_apparatus
from kanben.proving.claims.body import Standing, check_levels, stand
from kanben.proving.claims.contents import (
    Addresses,
    ContentsTable,
    Matter,
    check_contents,
    goals_of,
)
from kanben.proving.claims.index import IndexPlaces, check_index
from kanben.proving.claims.metadata import metadata_of
from kanben.proving.claims.notes import NoteMatter, check_notes
from kanben.proving.claims.places import EntryPlaces
from kanben.proving.claims.statements import (
    check_colophon,
    check_margins,
    check_metadata,
    check_title_page,
)
from kanben.proving.claims.text import claims_of
from kanben.proving.claims.titles import check_titles
from kanben.proving.frames import MASTHEAD_OPTIONAL, frame_of
from kanben.proving.matter import EditionLine, Fault, Kind, Region, Testimony
from kanben.proving.normal import ink, is_roman

_MATTERS = {
    "cover": Region.COVER,
    "title-page": Region.TITLE,
    "contents": Region.CONTENTS,
    "body": Region.BODY,
    "apparatus": Region.NOTES,
    "notes": Region.NOTES,
    "index": Region.INDEX,
    "colophon": Region.COLOPHON,
}
"""The matters by the keys of the words that name them."""
_DEEPEST = 6
"""The rank of the lowest heading that any format has: HTML ends with h6."""


class Examination:
    """Hold manuscript and testimony together; `pages` are those of the PDF of the same text."""

    def __init__(
        self,
        manuscript: Manuscript,
        testimony: Testimony,
        declared: Declared,
        suffix: str,
        pages: Pages | None = None,
    ) -> None:
        self.manuscript = manuscript
        self.testimony = testimony
        self.declared = declared
        self.suffix = suffix
        self.frame = frame_of(suffix)
        self.pages = pages
        self.standings: list[Standing] = []
        self.faults: list[Fault] = list(testimony.faults)

    def run(self) -> tuple[Fault, ...]:
        """Return everything that is wrong."""
        claims = list(claims_of(self.manuscript))
        body = self._in(Region.BODY)
        self.standings = stand(claims, body, self.faults, self.frame)
        check_levels(self.standings, self.faults)
        for faults in (
            self._order(),
            self._distinctions(),
            self._title_page(),
            self._contents(),
            self._notes(),
            self._index(),
            self._colophon(),
            self._margins(),
            check_titles(self.manuscript, self.testimony.titles, self._word),
            check_apparatus(self.manuscript, self.testimony) if self.frame.varies else (),
            check_metadata(
                metadata_of(self.manuscript, self.declared, self.suffix), self.testimony.metadata
            ),
        ):
            self.faults.extend(faults)
        return tuple(self.faults)

    def _in(self, region: Region) -> list[EditionLine]:
        return [line for line in self.testimony.lines if line.region == region]

    @cached_property
    def _title(self) -> str:
        return self.manuscript.metadata.title or self.manuscript.name

    def _word(self, name: str) -> str:
        return word(name, self.declared.language)

    def _distinctions(self) -> Iterator[Fault]:
        """Find fault with what is set apart from the rest beside the text."""
        for line in self.testimony.lines:
            for each in line.distinctions if line.region != Region.BODY else ():
                if each.manner not in self.frame.manners:
                    yield Fault("distinction", line.region, found=f"{each.manner} {line.text[:60]}")

    def _order(self) -> Iterator[Fault]:
        """Ask for every matter, in one of the orders that the format has them in."""
        aside = {Region.NOTES, Region.MARGIN}.difference(*self.frame.orders)
        found = [line.region for line in self.testimony.lines if line.region not in aside]
        runs = [each for n, each in enumerate(found) if n == 0 or found[n - 1] != each]
        missing = {Region.TITLE, Region.COLOPHON} - set(found)
        missing |= {Region.INDEX} - set(found) if self.manuscript.index else set()
        for region in sorted(missing):
            yield Fault("missing", region, expected=region.value)
        orders = ([each for each in order if each in found] for order in self.frame.orders)
        if self.frame.orders and runs not in orders:
            yield Fault("order", found=" ".join(runs))

    def _title_page(self) -> Iterator[Fault]:
        optional = self.frame.optional
        if self.testimony.labels and not any(map(is_roman, self.testimony.labels)):
            optional = MASTHEAD_OPTIONAL
        return check_title_page(self.manuscript, self._in(Region.TITLE), optional)

    def _colophon(self) -> Iterator[Fault]:
        title = self._word("colophon")
        return check_colophon(title, self.declared.colophon, self._in(Region.COLOPHON))

    def _notes(self) -> Iterator[Fault]:
        lines = self._in(Region.NOTES)
        titles = [line for line in lines if line.kind == Kind.HEADING]
        known = {ink(self._word(name)) for name in ("apparatus", "notes")}
        known |= {ink(part.title) for part in self.manuscript.parts}
        for line in titles:
            if ink(line.text) not in known:
                yield Fault("foreign", Region.NOTES, found=line.text)
        summary = ink(self.declared.summary)
        if self.frame.summarises and titles and summary:
            if not any(ink(line.text) == summary for line in lines):
                yield Fault("missing", Region.NOTES, expected=self.declared.summary)
            lines = [line for line in lines if ink(line.text) != summary]
        matter = NoteMatter(lines, self.testimony.labels)
        yield from check_notes(self.manuscript, self.standings, matter, self.frame.slack)

    def _margins(self) -> Iterator[Fault]:
        known = {self._title, *(self._word(name) for name in _MATTERS)}
        known.update(standing.claim.ink for standing in self.standings if standing.claim.depth)
        known.update(part.title for part in self.manuscript.parts)
        known.update(self._continued())
        return check_margins(known, self._in(Region.MARGIN), self.testimony.labels)

    def _continued(self) -> Iterator[str]:
        """Yield what stands above a column of the index that goes on with a group."""
        for group in self.manuscript.index:
            strokes = self._word("strokes").format(count=group.label)
            name = strokes if group.label.isdigit() else group.label
            yield name + self._word("continued")

    def _contents(self) -> Iterator[Fault]:
        matters = list(self._matters())
        addresses = Addresses(self._leads, self._label_of)
        for name in self.frame.tables:
            depth = _DEEPEST if name == "outline" else self.frame.depth
            goals = goals_of(self.standings, self._title, depth) if name != "landmarks" else []
            table = ContentsTable(name, self.testimony.contents.get(name, ()))
            if self._has_contents(name):
                yield from check_contents(table, goals, matters, addresses)

    def _matters(self) -> Iterator[Matter]:
        """Yield the matters beside the text, as contents list them; notes go by one name."""
        authored = any(note.kind == NoteKind.AUTHOR for note in self.manuscript.notes)
        other = "apparatus" if authored else "notes"
        for name, region in _MATTERS.items():
            lines = self._in(region)
            needed = bool(lines) and region in self.frame.listed and name != other
            yield Matter(ink(self._word(name)), needed, partial(self._leads_to, lines))

    def _leads_to(self, lines: Sequence[EditionLine], target: str) -> bool:
        """Tell whether an address leads to the beginning of a matter."""
        if self.testimony.labels:
            titles = [line for line in lines if line.kind == Kind.HEADING] or lines
            return bool(titles) and self._page_of(target) == titles[0].page
        anchors = {anchor for line in lines for anchor in line.anchors}
        return target in anchors or target in {anchor.partition("#")[0] for anchor in anchors}

    def _page_of(self, target: str) -> int:
        if target.startswith("page:"):
            return int(target.removeprefix("page:"))
        return self.testimony.stops.get(target, -1)

    def _has_contents(self, name: str) -> bool:
        """Tell whether an edition has this table: a newspaper page has no contents."""
        return name != "contents" or not self.testimony.labels or self._roman

    @cached_property
    def _roman(self) -> bool:
        return any(map(is_roman, self.testimony.labels))

    def _leads(self, target: str, standing: Standing) -> bool:
        if self.testimony.labels:
            return self._page_of(target) == standing.page_at(0)
        number = self._number_of[id(standing)]
        start = self._start_of[standing.claim.part] if standing.claim.title else number
        return any(target in each.anchors for each in self.standings[start : number + 1])

    @cached_property
    def _number_of(self) -> dict[int, int]:
        return {id(standing): number for number, standing in enumerate(self.standings)}

    @cached_property
    def _start_of(self) -> dict[int, int]:
        """Return the number of the first standing of each part."""
        numbered = reversed(list(enumerate(self.standings)))
        return {standing.claim.part: number for number, standing in numbered}

    def _label_of(self, standing: Standing) -> str | None:
        if self.testimony.labels:
            return self.testimony.labels[standing.page_at(0)]
        if self.pages is None:
            return None
        page = self.pages.anchors.get(standing.claim.anchor)
        return None if page is None else self.pages.labels[page]

    def _index(self) -> Iterator[Fault]:
        cited = self.pages if self.frame.cites_pages else None
        places = EntryPlaces(self.manuscript, self.testimony, self.standings, cited)
        return check_index(
            self.manuscript.index,
            self._in(Region.INDEX),
            self.declared.language,
            IndexPlaces(places.labels, places.reaches),
        )


def matters_of(lines: Sequence[EditionLine]) -> dict[str, int]:
    """Count the lines of each matter that was read."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.region] = counts.get(line.region, 0) + 1
    return counts
