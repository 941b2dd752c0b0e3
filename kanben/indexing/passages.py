"""Prepare texts for the finders of names: simplified, cut into words."""

from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from kanben import words


class Passage(Struct, frozen=True):
    """Hold the text of a block, in simplified script, and its words with the offset of each."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]


def cut_passages(texts: Iterable[str]) -> list[Passage]:
    """Cut every text into words, once for all finders."""
    passages = []
    for text in texts:
        found = tuple(words.cut(text))
        starts = tuple(accumulate(map(len, found), initial=0))[:-1]
        passages.append(Passage(text, found, starts))
    return passages
