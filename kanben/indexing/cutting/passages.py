"""Prepare texts for the finders of names: simplified, cut into words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct, structs

from kanben import words
from kanben.indexing.cutting.scan import Hit, Scanner
from kanben.names import surname_of


class Passage(Struct, frozen=True):
    """Hold the text of a block, in simplified script, and its words with the offset of each.

    `names` are words that other places of the text prove, the longest first.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    names: tuple[str, ...] = ()


def cut_passages(texts: Iterable[str]) -> list[Passage]:
    """Cut every text into words, once for all finders."""
    return [_passage(text, tuple(words.cut(text))) for text in texts]


def _passage(text: str, parts: tuple[str, ...]) -> Passage:
    return Passage(text, parts, tuple(accumulate(map(len, parts), initial=0))[:-1])


def recut(passages: Sequence[Passage], names: Iterable[str]) -> list[Passage]:
    """Cut passages anew so that every name of `names` in them is one word.

    What one place of a text proves to be a name mends the cutting of all others: 望潮|剧场.
    """
    known = tuple(sorted(names, key=lambda name: (-len(name), name)))
    scanner = Scanner({name: name for name in known})
    return [
        structs.replace(_recut(passage, list(scanner.hits(passage.text))), names=known)
        for passage in passages
    ]


def _recut(passage: Passage, hits: Sequence[Hit]) -> Passage:
    found = set(zip(passage.starts, passage.words, strict=True))
    if all((hit.start, hit.term) in found for hit in hits):
        return passage
    parts: list[str] = []
    end = 0
    for hit in hits:
        parts.extend((*words.cut(passage.text[end : hit.start]), hit.term))
        end = hit.end
    parts.extend(words.cut(passage.text[end:]))
    return _passage(passage.text, tuple(parts))


def words_and_pairs(passage: Passage) -> Iterator[tuple[str, int]]:
    """Yield every word with its offset, and names that the cutting sundered: 公孙|瑾, 段|海波."""
    row = passage.words
    for place, (word, start) in enumerate(zip(row, passage.starts, strict=True)):
        yield word, start
        after = row[place + 1] if place + 1 < len(row) else ""
        if surname_of(word) == word and 1 <= len(after) <= 2:
            yield word + after, start


def blanked(passage: Passage, scanner: Scanner) -> Passage:
    """Return the passage with a full stop for every word that touches what the scanner finds."""
    hits = list(scanner.hits(passage.text))
    kept: list[str] = []
    first = 0
    for word, start in zip(passage.words, passage.starts, strict=True):
        while first < len(hits) and hits[first].end <= start:
            first += 1
        taken = first < len(hits) and hits[first].start < start + len(word)
        kept.append("。" if taken else word)
    return structs.replace(passage, words=tuple(kept))
