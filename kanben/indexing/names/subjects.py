"""Find the few subject terms that a text keeps coming back to."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from kanben import words
from kanben.characters import is_han
from kanben.indexing.cutting.chunks import is_active, stops
from kanben.indexing.cutting.gazetteer import is_place, is_place_letters
from kanben.indexing.cutting.passages import Passage
from kanben.indexing.cutting.vocabulary import MEMORY, listed, members
from kanben.indexing.merging.sightings import Sighting
from kanben.manuscript.index import TermKind

_LONGEST_WORDS, _LONGEST = 6, 14
_CORPUS = 60_000_000
"""Words that the dictionary's frequencies were counted in."""
_CHARACTERS_PER_TERM = 150
"""An index of subjects has about one heading to a page of this many characters."""
_CHARACTERS_PER_SIGHTING = 10_000
"""The longer a text, the more often a subject has to come up: twice, and once more per so many."""
_FEWEST = 12
_NESTED = 0.8
"""Part of the occurrences within a longer term that does not count for the shorter one."""
_RARE = 12.4
"""Mean rarity (natural logarithm) from which a compound is technical whatever it ends in."""
_NEAR = 2
"""Characters on both sides that make a context."""
_LABEL = re.compile("[0-9A-Za-z]+")

Compound = tuple[str, ...]


class _Weighed(Struct, frozen=True):
    text: str
    parts: Compound
    count: int
    score: float


@cache
def _always() -> frozenset[str]:
    """Return the words that may be part of a term whatever the dictionary calls them."""
    chunk = listed("chunk", "modifiers") + listed("chunk", "activities")
    return frozenset(chunk + listed("subject", "heads"))


@lru_cache(maxsize=MEMORY)
def _fits(word: str) -> bool:
    """Tell whether a word may be part of a subject term."""
    if not is_han(word[0]):
        return bool(_LABEL.fullmatch(word)) and not word.isdigit()
    if is_place(word) or is_place_letters(word) or word in members("subject", "vague"):
        return False
    if word in _always():
        return True
    if stops(word):
        return False
    kind = words.tag(word)
    if len(word) == 1:
        return kind in ("n", "ng")
    return not kind or kind[0] in "nj" or kind in ("b", "vn", "l", "an")


def _runs(passage: Passage) -> Iterator[Compound]:
    run: list[str] = []
    for word in (*passage.words, "。"):
        if _fits(word):
            run.append(word)
            continue
        yield tuple(run)
        run = []


def _count(passages: Sequence[Passage]) -> Counter[Compound]:
    counts: Counter[Compound] = Counter()
    for passage in passages:
        for run in _runs(passage):
            for first in range(len(run)):
                for last in range(first + 1, min(first + _LONGEST_WORDS, len(run)) + 1):
                    counts[run[first:last]] += 1
    return counts


def _rarity(parts: Compound) -> float:
    """Return the mean of the words' information, in nats."""
    return sum(math.log(_CORPUS / (words.frequency(word) + 1)) for word in parts) / len(parts)


def _begins_well(parts: Compound) -> bool:
    first = parts[0]
    if first in listed("chunk", "leading") and first not in listed("subject", "may_begin"):
        return False
    return not is_active(first) or first in listed("subject", "may_begin")


def _is_term(parts: Compound, count: int) -> bool:
    """Tell whether a compound has the shape of a subject term: it ends in a subject's word."""
    text = "".join(parts)
    if not 3 <= len(text) <= _LONGEST or not _begins_well(parts):
        return False
    if text.endswith(listed("subject", "no_head")) or (parts[0] == "老" and len(text) < 4):
        return False
    if len(parts) == 1:
        known = words.tag(text).startswith(("n", "j")) and _rarity(parts) > _RARE
        return known and count > 2 and text.endswith(listed("subject", "heads"))
    if parts[-1].endswith(listed("subject", "heads")):
        return (
            len(parts) > 2 or parts[-1] not in listed("subject", "weak_heads") or _is_field(parts)
        )
    nouns = all(len(word) > 1 and words.tag(word)[:1] in ("n", "b") for word in parts)
    return nouns and len(parts) > 2 and _rarity(parts) > _RARE


def _is_field(parts: Compound) -> bool:
    """Tell whether a noun makes a weak head a subject: 茶叶产业, not 特色产业."""
    first = parts[0]
    noun = words.tag(first)[:1] == "n" and first not in listed("subject", "plain_fields")
    return noun and parts[-1] in listed("subject", "field_heads")


def _nested(terms: dict[Compound, int]) -> dict[Compound, int]:
    """Count how often each compound stands within longer terms, one word longer on a side."""
    left: Counter[Compound] = Counter()
    right: Counter[Compound] = Counter()
    within: dict[Compound, int] = {}
    for parts, count in terms.items():
        left[parts[1:]] += count
        right[parts[:-1]] += count
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                shorter = parts[first:last]
                if shorter != parts:
                    within[shorter] = max(within.get(shorter, 0), count)
    return {parts: max(count, left[parts], right[parts]) for parts, count in within.items()}


def _fragments(counts: Counter[Compound]) -> frozenset[Compound]:
    """Return the compounds that never stand without a certain word before them."""
    return frozenset(
        parts[1:] for parts, count in counts.items() if count > 1 and counts[parts[1:]] == count
    )


def _weigh(counts: Counter[Compound], fewest: int) -> Iterator[_Weighed]:
    terms = {
        parts: count
        for parts, count in counts.items()
        if count >= fewest and _is_term(parts, count)
    }
    within, fragments = _nested(terms), _fragments(counts)
    for parts, count in terms.items():
        nested = within.get(parts, 0)
        whole = parts not in fragments or parts[-1].endswith(listed("subject", "heads"))
        if nested < count and whole:
            free = count - _NESTED * nested
            score = free * math.log2(len(parts) + 1) * _rarity(parts)
            yield _Weighed("".join(parts), parts, count, score)


def _contexts(term: str, text: str) -> int:
    """Count the different neighbours of a term: a sentence that is printed twice counts once."""
    neighbours = set()
    start = text.find(term)
    while start >= 0:
        end = start + len(term)
        neighbours.add((text[max(0, start - _NEAR) : start], text[end : end + _NEAR]))
        start = text.find(term, end)
    return len(neighbours)


def find_subjects(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield the compounds of nouns that lead by frequency, length and rarity (C-value, idf).

    C-value: Frantzi, Ananiadou and Mima, Automatic recognition of multi-word terms (2000). The
    longer the text the more terms, one to about 150 characters.
    """
    characters = sum(len(passage.text) for passage in passages)
    wanted = max(_FEWEST, characters // _CHARACTERS_PER_TERM)
    fewest = 2 + characters // _CHARACTERS_PER_SIGHTING
    ranked = sorted(_weigh(_count(passages), fewest), key=lambda term: (-term.score, term.text))
    text = "\n".join(passage.text for passage in passages)
    for term in ranked[:wanted]:
        if _contexts(term.text, text) >= fewest:
            yield Sighting(term.text, TermKind.TERM, 1.0, "subject")
