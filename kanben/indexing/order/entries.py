"""Order a manuscript's terms into the entries of an index."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, structs

from kanben.indexing.order.collation import (
    Arrangement,
    SortKey,
    group_label,
    sort_key,
)
from kanben.indexing.order.readings import parse_reading, read_heading, toned
from kanben.indexing.order.sections import MANY, divide
from kanben.manuscript.blocks import APART, HEADINGS, BlockKind, MarkKind
from kanben.manuscript.index import Entry, Group, Term, TermKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import marked_runs
from kanben.messages import word

_HEADING_WEIGHT = 2
"""A heading that names a term counts, for the text below it, as much as two occurrences."""
_SENTENCE, _PASSING_MENTION = 2, 1
"""Two mentions in lists, bylines or captions tell of a term what one in a sentence does."""
_PASSING = frozenset({BlockKind.BYLINE, BlockKind.CAPTION})


class _Filed(Struct, frozen=True):
    """Hold an entry with the key that files it."""

    key: SortKey
    entry: Entry


def occurrences_of(manuscript: Manuscript) -> dict[str, tuple[str, ...]]:
    """Return for every term's id the anchors of the blocks that name it, one an occurrence."""
    found: dict[str, list[str]] = {}
    for block in manuscript.blocks:
        if block.kind not in APART:
            for _, _, term in marked_runs(block.pieces, MarkKind.TERM):
                found.setdefault(term, []).append(block.anchor)
    return {term: tuple(anchors) for term, anchors in found.items()}


def _below_headings(manuscript: Manuscript) -> dict[str, str]:
    """Return, for every heading's anchor, the anchor of the text below it."""
    below: dict[str, str] = {}
    for part in manuscript.parts:
        waiting: list[str] = []
        for block in part.printed_blocks:
            if block.kind in HEADINGS:
                waiting.append(block.anchor)
            elif block.kind is BlockKind.PARAGRAPH:
                below.update(dict.fromkeys(waiting, block.anchor))
                waiting = []
    return below


def weights_of(manuscript: Manuscript) -> dict[str, Counter[str]]:
    """Return for every term's id how much each block says of it; headings speak for their text."""
    below = _below_headings(manuscript)
    found: dict[str, Counter[str]] = {}
    for block in manuscript.blocks:
        if block.kind in APART:
            continue
        text = block.text
        for start, end, term in marked_runs(block.pieces, MarkKind.TERM):
            listed = "、" in (text[max(0, start - 1) : start], text[end : end + 1])
            passing = listed or block.kind in _PASSING
            weight = _PASSING_MENTION if passing else _SENTENCE
            anchor = below.get(block.anchor, block.anchor)
            weights = found.setdefault(term, Counter())
            weights[anchor] += weight * (_HEADING_WEIGHT if block.anchor in below else 1)
    return found


def main_treatment(weights: Counter[str]) -> str:
    """Return the anchor of the block that treats a term: it leads all others; else empty.

    A block leads by its occurrences; those in a heading count for the text below, those in lists,
    bylines and captions count half. Where there are too many places to look up, the first of
    those that lead is taken.
    """
    ranked = weights.most_common(2)
    tied = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
    if len(ranked) < 2 or (tied and len(weights) <= MANY):
        return ""
    return ranked[0][0]


def _reading_of(term: Term, arrangement: Arrangement) -> tuple[str, ...]:
    """Return the editor's reading, or the dictionary's where the order needs one."""
    if term.reading:
        return parse_reading(term.reading)
    if arrangement is Arrangement.STROKES:
        return ()
    return read_heading(term.heading, term.kind)


def _file(entry: Entry, term: Term, arrangement: Arrangement) -> _Filed:
    if term.sort_key:
        reading = read_heading(term.sort_key, TermKind.TERM)
        return _Filed(sort_key(term.sort_key, reading, arrangement), entry)
    return _Filed(sort_key(term.heading, _reading_of(term, arrangement), arrangement), entry)


def _in_order(filed: Iterable[_Filed]) -> list[_Filed]:
    return sorted(filed, key=lambda item: (item.key, item.entry.heading))


class _Orderer:
    """Make entries out of a manuscript's terms, subentries first."""

    def __init__(self, manuscript: Manuscript, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self._occurrences = occurrences_of(manuscript)
        self._weights = weights_of(manuscript)
        self._children: dict[str, list[Term]] = {}
        ids = {term.id for term in manuscript.terms}
        self._roots = [term for term in manuscript.terms if term.parent not in ids]
        for term in manuscript.terms:
            if term.parent in ids:
                self._children.setdefault(term.parent, []).append(term)

    def _entry(self, term: Term) -> Entry:
        found = self._occurrences.get(term.id, ())
        below = _in_order(self._filed(child) for child in self._children.get(term.id, ()))
        return Entry(
            heading=term.heading,
            term="" if term.see else term.id,
            kind=term.kind,
            reading=toned(_reading_of(term, self._arrangement)),
            occurrences=() if term.see else found,
            main="" if term.see else main_treatment(self._weights.get(term.id, Counter())),
            see=term.see,
            see_also=term.see_also,
            subentries=tuple(item.entry for item in below),
        )

    def _filed(self, term: Term) -> _Filed:
        return _file(self._entry(term), term, self._arrangement)

    def filed(self) -> list[_Filed]:
        """Return all entries that say something, in order."""
        entries = _in_order(self._filed(term) for term in self._roots)
        return [item for item in entries if _says_something(item.entry)]


def _says_something(entry: Entry) -> bool:
    return bool(entry.occurrences or entry.see or entry.see_also or entry.subentries)


def arrange(manuscript: Manuscript, arrangement: Arrangement) -> Manuscript:
    """Fill the manuscript's index from its terms and marks, in the order of `arrangement`.

    Groups are A–Z by pinyin, numbers of strokes, ㄅ–ㄩ by zhuyin; Latin headings and digits have
    a group of their own before them. Entries with neither occurrences nor references are left
    out.
    """
    groups: dict[str, list[Entry]] = {}
    for item in _Orderer(manuscript, arrangement).filed():
        groups.setdefault(group_label(item.key, arrangement), []).append(item.entry)
    tag = manuscript.script_variant.language
    index = tuple(
        Group(_head(label, arrangement, tag), tuple(entries)) for label, entries in groups.items()
    )
    return structs.replace(manuscript, index=index)


def _head(label: str, arrangement: Arrangement, tag: str) -> str:
    """Return the words over a group: A, 9劃, 數字與西文."""
    if not label:
        return word("index-latin", tag)
    if arrangement is Arrangement.STROKES:
        return word("index-strokes", tag).format(count=label)
    return label


def order(manuscript: Manuscript) -> Manuscript:
    """Fill the manuscript's index in the order the editor chose, or the usual one.

    Entries with many places are divided by sections first.

    Simplified variants go by pinyin, traditional ones by strokes; what is left as printed, by
    its script.
    """
    chosen = manuscript.orders.get(manuscript.variant)
    arrangement = Arrangement(chosen or manuscript.script_variant.order)
    return arrange(divide(manuscript), arrangement)
