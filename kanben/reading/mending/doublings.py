"""Find what the print, or its recognition, set twice."""

import re
from collections.abc import Iterator

import numpy as np

from kanben.characters import HAN_RANGES
from kanben.manuscript.blocks import BlockKind
from kanben.reading.mending.passages import Edit, Passage
from kanben.reading.page.glyphs import codes_of
from kanben.reading.words.lexicon import lexicon

_PHRASE = re.compile(rf"([{HAN_RANGES}][^\n]{{5,79}}?)\1")
_LONGEST_WORD = 4
_COUNTING = frozenset("一二三四五六七八九十两兩几幾每半点點")
_REFRAINS = frozenset({BlockKind.VERSE, BlockKind.CODE, BlockKind.TABLE})


def find_doublings(passage: Passage) -> Iterator[Edit]:
    """Find phrases printed twice on end, and words begun anew at a line end (``实|验实验室``)."""
    if passage.kind in _REFRAINS or len(passage.text) > 20_000:
        return
    for found in _PHRASE.finditer(passage.text):
        if len(set(found[1])) > 3:
            yield Edit(found.end(1), found.end(), "", 0.95)
    for start in passage.line_starts[1:]:
        yield from _begun_anew(passage.text, start)


def _begun_anew(text: str, start: int) -> Iterator[Edit]:
    """Find X X over the line end at `start`, where the end falls into the first X.

    Words said twice on purpose (讨论讨论) are told from doublings by the word that goes on
    after the second X: 实验|室.
    """
    for length in range(2, _LONGEST_WORD + 1):
        for begin in range(max(0, start - length + 1), start):
            word = text[begin : begin + length]
            again = text[begin + length : begin + 2 * length]
            if word != again or len(set(word)) < 2 or _COUNTING & set(word):
                continue
            if goes_on(word, text[begin + 2 * length : begin + 2 * length + 2]):
                yield Edit(start, start + length, "", 0.9)
                return


def goes_on(word: str, following: str) -> bool:
    """Tell whether a known word begins with `word` and goes on with what follows it."""
    return any(
        is_word(word[begin:] + following[:more])
        for begin in range(len(word) - 1)
        for more in (1, 2)
        if len(following) >= more
    )


def is_word(text: str) -> bool:
    """Tell whether the word table holds `text`, in either script."""
    words = lexicon()
    if not 1 < len(text) <= _LONGEST_WORD:
        return False
    codes = codes_of(text)
    if codes.max() > 0xFFFF:
        return False
    columns = [
        words.folded[codes[place : place + 1]].astype(np.uint64) for place in range(len(text))
    ]
    return bool(words.find(columns)[0] >= 0)
