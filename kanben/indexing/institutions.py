"""Find organisations, places and projects by the word that ends their names."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kanben import words
from kanben.characters import is_han
from kanben.indexing.chunks import Chunk, chunk_before
from kanben.indexing.sightings import Sighting
from kanben.indexing.vocabulary import alternatives, listed
from kanben.manuscript.index import TermKind

_SUFFIX = re.compile(alternatives("suffix", "organisation", "place", "project"))


@cache
def _kind_of(suffix: str) -> TermKind:
    kinds = (TermKind.ORGANISATION, TermKind.PLACE, TermKind.PROJECT)
    return next(kind for kind in kinds if suffix in listed("suffix", kind.value))


def is_specific(chunk: Chunk) -> bool:
    """Tell whether a chunk names one thing: a place, an unknown word or a label is in it."""
    inside = chunk.words[:-1]
    return any(words.tag(word) == "ns" or not words.tag(word) for word in inside if is_han(word[0]))


def find_institutions(texts: Iterable[str]) -> Iterator[Sighting]:
    """Yield names that end in 公司, 学院, 产业园, 项目, … and say which one."""
    for text in texts:
        for found in _SUFFIX.finditer(text):
            chunk = chunk_before(text, found.end(), found[0])
            if chunk and is_specific(chunk):
                yield Sighting(chunk.text, _kind_of(found[0]), 1.0, "suffix")
