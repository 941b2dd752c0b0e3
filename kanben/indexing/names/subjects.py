"""Find the phrases that a text keeps coming back to, and those that have the ring of a subject."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kanben import words
from kanben.characters import is_han
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.gazetteer import is_place, is_place_letters
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import MEMORY, listed, members
from kanben.manuscript.index import TermKind

_LONGEST_WORDS, _SHORTEST, _LONGEST = 5, 2, 12
"""Words of the longest phrase, characters of the shortest and the longest: what headings have."""
_CHARACTERS_PER_SIGHTING = 10_000
"""The longer a text, the more often a subject has to come up: twice, and once more per so many."""
_CORPUS = 60_000_000
"""Words that the dictionary's frequencies were counted in."""
_PHRASE_CLASSES = frozenset(["n", "vn", "a", "v"])
_NESTED = 0.8
"""Part of the occurrences within one longer phrase that does not count for the shorter one."""
_STRONG = 12.0
"""Contrast with general language (nats) that is as good as any greater one."""

_PLAIN = 0.3
"""Contrast below which a single word is everybody's: 工具 has 0.27 in a textbook, 温度 0.33."""

Phrase = tuple[str, ...]


@lru_cache(maxsize=MEMORY)
def _fits(word: str, sort: str) -> bool:
    """Tell whether a word may be part of a phrase."""
    if sort not in _PHRASE_CLASSES or not all(map(is_han, word)):
        return False
    if is_place(word) or is_place_letters(word):
        return False
    return (
        not stops(word)
        and word not in members("subject", "vague")
        and not (sort == "v" and len(word) < 2)
    )


@lru_cache(maxsize=MEMORY)
def _torn(before: str, word: str) -> bool:
    """Tell whether a word was torn from the single character before it: 存|储器, 最|小均方."""
    return (
        len(before) == 1
        and any(words.tag(before + word[:length]) for length in range(1, len(word) + 1))
        and not words.tag(word)
    )


def _runs(passage: CutText) -> Iterator[list[tuple[str, str]]]:
    """Yield the runs of words, with their classes, that phrases are made of."""
    run: list[tuple[str, str]] = []
    before = ""
    for word, sort in zip(passage.words, passage.classes, strict=True):
        if _fits(word, sort) and (run or not _torn(before, word)):
            run.append((word, sort))
        elif run:
            yield run
            run = []
        before = word
    if run:
        yield run


def count_phrases(passages: Sequence[CutText]) -> tuple[Counter[Phrase], dict[Phrase, str]]:
    """Count all phrases that end in a noun, and give the classes of each as one text (v n)."""
    counts: Counter[Phrase] = Counter()
    classes: dict[Phrase, str] = {}
    for passage in passages:
        for run in _runs(passage):
            for last in range(len(run)):
                if run[last][1] not in ("n", "vn") and not _is_noun(run[last][0]):
                    continue
                for first in range(max(0, last + 1 - _LONGEST_WORDS), last + 1):
                    phrase = tuple(word for word, _ in run[first : last + 1])
                    counts[phrase] += 1
                    if phrase not in classes:
                        classes[phrase] = " ".join(sort for _, sort in run[first : last + 1])
    return counts, classes


@lru_cache(maxsize=MEMORY)
def _is_noun(word: str) -> bool:
    return words.tag(word) in ("n", "vn", "nz")


@lru_cache(maxsize=MEMORY)
def information(word: str) -> float:
    """Return how rare a word is in general language, in nats."""
    return math.log(_CORPUS / (words.frequency(word) + 1))


def _contrast(phrase: Phrase, count: int, length: int) -> float:
    """Return how much more of a word this text has than others have, as a share of `_STRONG`."""
    rarity = sum(map(information, phrase)) / len(phrase) + 2 * (len(phrase) - 1)
    return min(1.0, max(0.0, (math.log(count / length) + rarity) / _STRONG))


def has_subject_head(text: str) -> bool:
    """Tell whether a phrase ends in a word for kinds of things of some field: …定理, …分布."""
    heads = listed("science", "heads")
    return text.endswith(heads) and text not in members("science", "heads")


def _longest_around(counts: Counter[Phrase]) -> dict[Phrase, int]:
    """Return how often each phrase stands in the one longer phrase that has it most."""
    within: dict[Phrase, int] = {}
    for phrase, count in counts.items():
        for part in (phrase[1:], phrase[:-1]):
            if part:
                within[part] = max(within.get(part, 0), count)
    return within


def find_subjects(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield phrases that come up often enough."""
    counts, classes = count_phrases(passages)
    within = _longest_around(counts)
    length = sum(len(passage.text) for passage in passages)
    fewest = 2 + length // _CHARACTERS_PER_SIGHTING
    for phrase, count in counts.items():
        text = "".join(phrase)
        free = count - _NESTED * within.get(phrase, 0)
        fits = _SHORTEST <= len(text) <= _LONGEST
        if fits and count >= fewest and free >= max(0.5, fewest * 0.5):
            yield from _sights(phrase, classes[phrase], free, length)


def _sights(phrase: Phrase, sorts: str, free: float, length: int) -> Iterator[Sighting]:
    text, kind = "".join(phrase), TermKind.TERM
    contrast = _contrast(phrase, max(1, round(free)), length)
    if len(phrase) == 1 and contrast < _PLAIN:
        return
    yield Sighting(text, kind, math.log2(1 + free) / 5, "recurring")
    yield Sighting(text, kind, contrast, "contrast")
    if has_subject_head(text):
        yield Sighting(text, kind, 1.0, "head")
    if len(phrase) > 1:
        yield Sighting(text, kind, 1.0, "compound")
    if sorts.startswith("v"):
        yield Sighting(text, kind, 1.0, "verb-first")
    if " v" in sorts:
        yield Sighting(text, kind, 1.0, "verb-inside")
    if sorts.startswith("a"):
        yield Sighting(text, kind, 1.0, "adjective")
    if text.endswith(listed("subject", "no_head")):
        yield Sighting(text, kind, 1.0, "vague-head")
