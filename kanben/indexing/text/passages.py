"""Prepare texts for the finders of names: simplified, cut into words."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from kanben.indexing.text.scan import Scanner
from kanben.indexing.text.tagging.decode import NameSpan
from kanben.indexing.text.tagging.parts import CLASSES
from kanben.indexing.text.tagging.tagger import Tagged, tagger
from kanben.names import surname_of

_SURE = 0.5
"""From here on a name that the tagger sees is cut as one word."""


class CutText(Struct, frozen=True):
    """Hold the text of a block, in simplified script, and its words with the offset of each.

    `classes` are the words' classes (n, v, …), `spans` the names that the tagger sees. `names`
    are words that other places of the text prove, the longest first.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    classes: tuple[str, ...]
    spans: tuple[NameSpan, ...] = ()
    names: tuple[str, ...] = ()


def cut_passages(texts: Sequence[str]) -> list[CutText]:
    """Cut every text into words and look for names, once for all finders."""
    tagged = tagger()("\n".join(texts))
    passages: list[CutText] = []
    offset = first = 0
    for text in texts:
        end = offset + len(text)
        last = first
        while last < len(tagged.names) and tagged.names[last].start < end:
            last += 1
        spans = tuple(
            NameSpan(span.start - offset, span.end - offset, span.kind, span.sure)
            for span in tagged.names[first:last]
            if span.end <= end
        )
        passages.append(_passage(text, tagged, offset, spans))
        offset, first = end + 1, last
    return passages


def _passage(text: str, tagged: Tagged, offset: int, spans: tuple[NameSpan, ...]) -> CutText:
    labels = tagged.words[offset : offset + len(text)]
    starts = {place for place, label in enumerate(labels) if label % 2 == 0}
    for span in spans:
        if span.sure >= _SURE:
            starts.difference_update(range(span.start + 1, span.end))
            starts.update((span.start, span.end))
    return _cut_at(text, starts, labels, spans)


def _cut_at(
    text: str, starts: Iterable[int], labels: bytes, spans: tuple[NameSpan, ...]
) -> CutText:
    places = sorted({0, *starts} - {len(text)}) if text else []
    ends = [*places[1:], len(text)]
    return CutText(
        text,
        tuple(text[start:end] for start, end in zip(places, ends, strict=False)),
        tuple(places),
        tuple(CLASSES[labels[start] // 2] for start in places),
        spans,
    )


def recut(passages: Sequence[CutText], names: Iterable[str]) -> list[CutText]:
    """Cut passages anew so that every name of `names` in them is one word.

    What one place of a text proves to be a name mends the cutting of all others: 望潮|剧场.
    """
    known = tuple(sorted(names, key=lambda name: (-len(name), name)))
    scanner = Scanner({name: name for name in known})
    return [_recut(passage, scanner, known) for passage in passages]


def _recut(passage: CutText, scanner: Scanner, names: tuple[str, ...]) -> CutText:
    hits = list(scanner.hits(passage.text))
    if not hits:
        return structs.replace(passage, names=names)
    starts = set(passage.starts)
    labels = bytearray(len(passage.text))
    for start, name in zip(passage.starts, passage.classes, strict=True):
        labels[start] = 2 * CLASSES.index(name)
    for hit in hits:
        starts.difference_update(range(hit.start + 1, hit.end))
        starts.update((hit.start, hit.end))
    again = _cut_at(passage.text, starts, bytes(labels), passage.spans)
    return structs.replace(again, names=names)


def words_and_pairs(passage: CutText) -> Iterator[tuple[str, int]]:
    """Yield every word with its offset, and names that the cutting sundered: 公孙|瑾, 段|海波."""
    row = passage.words
    for place, (word, start) in enumerate(zip(row, passage.starts, strict=True)):
        yield word, start
        after = row[place + 1] if place + 1 < len(row) else ""
        if surname_of(word) == word and 1 <= len(after) <= 2:
            yield word + after, start
