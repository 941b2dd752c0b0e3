"""Find places that gazetteer or dictionary know, and what stands in one list with them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.gazetteer import (
    counties,
    divisions,
    is_certain_place,
    is_generic,
    is_place,
)
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import MEMORY, listed
from kanben.manuscript.index import TermKind
from kanben.names import COMPOUND_SURNAMES

_HAN = f"[{HAN_RANGES}]"
_DOUBTFUL = 0.4
"""Weight of a name that needs three sightings, or one in the context of a place."""
_IN_CONTEXT = 0.6
"""What words that speak of places add to the weight of a name beside them: a judgement."""
_PAIR = re.compile(f"({_HAN}{{2,3}})[—－-]{{1,2}}({_HAN}{{2,3}})")


def _weight(word: str) -> float:
    if word in divisions() and word not in counties():
        return 1.0
    if is_certain_place(word) and len(word) > 2:
        return 1.0
    return _DOUBTFUL if word in divisions() or is_certain_place(word) else 0.0


@lru_cache(maxsize=MEMORY)
def _is_named(word: str) -> bool:
    person = word[:2] in COMPOUND_SURNAMES and len(word) > 2
    return len(word) > 1 and is_place(word) and not is_generic(word) and not person


def find_places(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield divisions and countries, and places of the dictionary where the context agrees."""
    for passage in passages:
        row = ("", *passage.words, "")
        for place, word in enumerate(row[1:-1], 1):
            if _is_named(word):
                before = row[place - 1] in listed("place", "before")
                after = row[place + 1] in listed("place", "after")
                weight = _weight(word) + (_IN_CONTEXT if before or after else 0.0)
                if weight:
                    rule = "division" if word in divisions() else "gazetteer"
                    yield Sighting(word, TermKind.PLACE, weight, rule)


def find_listed_places(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield unknown words that share a list with a place: 永城、南渡."""
    for passage in passages:
        row = passage.words
        for place in range(len(row) - 2):
            first, mark, second = row[place : place + 3]
            if mark != "、":
                continue
            for known, other in ((first, second), (second, first)):
                if _is_named(known) and _may_be_place(other):
                    yield Sighting(other, TermKind.PLACE, 1.0, "list")


def _may_be_place(word: str) -> bool:
    return len(word) in (2, 3) and not words.tag(word) and not stops(word) and word.isalpha()


def find_paired_places(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield two places under one name, 宁海—滁阳, and the second of them."""
    for passage in passages:
        for found in _PAIR.finditer(passage.text):
            first, second = _last_word(found[1]), _first_word(found[2])
            if first in divisions() and len(second) > 1:
                pair = found[0][len(found[1]) - len(first) :]
                pair = pair[: len(pair) - len(found[2]) + len(second)]
                yield Sighting(pair, TermKind.PLACE, 0.5, "pair")
                yield Sighting(second, TermKind.PLACE, _IN_CONTEXT, "pair")


def _last_word(text: str) -> str:
    return words.cut(text)[-1]


def _first_word(text: str) -> str:
    return words.cut(text)[0]
