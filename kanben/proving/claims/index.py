"""Compare the index: entries in order, pages where the words really stand, cross-references."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from kanben.manuscript.index import Entry, Group
from kanben.messages import word
from kanben.proving.matter import EditionLine, EditionLink, Fault, Kind, Region
from kanben.proving.normal import NUMERALS, folio_number, ink


class IndexPlaces(Struct, frozen=True):
    """Know the places of entries: their labels in order, and whether a link leads to one."""

    labels: Callable[[Entry], list[str]]
    reached: Callable[[EditionLink, Entry], bool]


_NUMBERS = re.compile(rf"[0-9{NUMERALS}.ivxlcdm–—\-，,、;；]*")
_PARTED = re.compile(r"[，,、;；]")
_RANGE = re.compile(r"[–—-]")


class _Wanted(Struct, frozen=True):
    """Hold what a line of the index must say; an entry is None for a group's label."""

    words: frozenset[str]
    entry: Entry | None = None


def check_index(
    index: Sequence[Group],
    lines: Sequence[EditionLine],
    language: str,
    places: IndexPlaces,
) -> Iterator[Fault]:
    """Yield what is wrong with an index."""
    wanted = list(_wanted(index, language))
    found = list(lines)
    yield from _check_heads(wanted, found)
    free = {ink(word("index", language)), ink(word("index-note", language))}
    while found and ink(found[0].text) in free:
        free.discard(ink(found.pop(0).text))
    heads = {line_anchor: line for line in found for line_anchor in line.anchors}
    place = 0
    for line in found:
        text = ink(line.text)
        at = next(
            (n for n in range(place, len(wanted)) if _is_line(text, wanted[n], language)), None
        )
        if at is None:
            yield Fault("index", Region.INDEX, _words(wanted, place), line.text[:80])
            if place < len(wanted) and _begins(text, wanted[place]):
                place += 1
            continue
        for missed in wanted[place:at]:
            yield Fault("index", Region.INDEX, expected=min(missed.words))
        entry = wanted[at].entry
        if entry is not None:
            yield from _check_places(entry, line, language, places)
            yield from _check_crossed(entry, line, heads)
        place = at + 1
    for missed in wanted[place:]:
        yield Fault("index", Region.INDEX, expected=min(missed.words))


def _check_heads(wanted: Sequence[_Wanted], lines: Sequence[EditionLine]) -> Iterator[Fault]:
    """Ask that the title is a heading, and that groups are all set alike."""
    labels = {words for each in wanted if each.entry is None for words in each.words}
    kinds = {line.kind for line in lines if ink(line.text) in labels}
    if len(kinds) > 1 or (lines and lines[0].kind != Kind.HEADING):
        yield Fault("kind", Region.INDEX, Kind.HEADING)


def _words(wanted: Sequence[_Wanted], place: int) -> str:
    return min(wanted[place].words) if place < len(wanted) else ""


def _wanted(index: Sequence[Group], language: str) -> Iterator[_Wanted]:
    for group in index:
        if group.label:
            strokes = word("strokes", language).format(count=group.label)
            yield _Wanted(frozenset({ink(group.label), ink(strokes)}))
        for entry in group.entries:
            yield from _below(entry)


def _below(entry: Entry) -> Iterator[_Wanted]:
    yield _Wanted(frozenset({ink(entry.heading)}), entry)
    for sub in entry.subentries:
        yield from _below(sub)


def _begins(text: str, wanted: _Wanted) -> bool:
    return any(text.startswith(words) for words in wanted.words)


def _is_line(text: str, wanted: _Wanted, language: str) -> bool:
    if wanted.entry is None:
        return text in wanted.words
    return _numbers(text, wanted.entry, language) is not None


def _numbers(text: str, entry: Entry, language: str) -> str | None:
    """Return what stands between heading and cross-references; None if the line is another's."""
    heading = ink(entry.heading)
    cross = _cross(entry, language)
    if not (text.startswith(heading) and text.endswith(cross)):
        return None
    numbers = text[len(heading) : len(text) - len(cross)]
    return numbers if _NUMBERS.fullmatch(numbers) else None


def _cross(entry: Entry, language: str) -> str:
    see = f"{word('see', language)}{entry.see}" if entry.see else ""
    also = f"{word('see_also', language)}{'；'.join(entry.see_also)}" if entry.see_also else ""
    return ink(see + also)


def _check_places(
    entry: Entry, line: EditionLine, language: str, places: IndexPlaces
) -> Iterator[Fault]:
    numbers = _numbers(ink(line.text), entry, language) or ""
    wanted = places.labels(entry)
    found = [label for label in _PARTED.split(numbers) if label]
    if _spread(found, wanted) != wanted:
        yield Fault("index", Region.INDEX, f"{entry.heading} {'，'.join(wanted)}", line.text[:80])
    for link in line.links:
        if not _is_crossed(link, entry) and not places.reached(link, entry):
            yield Fault("link", Region.INDEX, f"{entry.heading} {link.label}", link.target)


def _check_crossed(
    entry: Entry, line: EditionLine, heads: dict[str, EditionLine]
) -> Iterator[Fault]:
    for link in line.links:
        head = heads.get(link.target)
        leads = head is not None and ink(head.text).startswith(ink(link.label))
        if _is_crossed(link, entry) and not leads:
            yield Fault("link", Region.INDEX, link.label, link.target)


def _is_crossed(link: EditionLink, entry: Entry) -> bool:
    """Tell whether a link has the words of a cross-reference."""
    crossed = {ink(heading) for heading in (entry.see, *entry.see_also) if heading}
    return ink(link.label) in crossed


def _spread(found: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return the pages that labels and ranges of labels name, once each."""
    pages: list[str] = []
    for label in found:
        ends = _RANGE.split(label)
        if len(ends) == 2 and all(end in wanted for end in ends):
            first, last = wanted.index(ends[0]), wanted.index(ends[1])
            run = list(wanted[first : last + 1])
            if _is_run(run):
                pages += run
                continue
        pages.append(label)
    return pages


def _is_run(labels: Sequence[str]) -> bool:
    numbers = [number for number in map(folio_number, labels) if number is not None]
    return len(numbers) < 2 or numbers == list(range(numbers[0], numbers[0] + len(numbers)))
