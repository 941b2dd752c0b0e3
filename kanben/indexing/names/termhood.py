"""Find the terms of a field by how a text uses them: defines, lists, repeats them."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kanben import words
from kanben.characters import is_han
from kanben.indexing.names.subjects import has_subject_head, information
from kanben.indexing.names.usage import Use, count_uses
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import MEMORY, listed, members
from kanben.manuscript.index import TermKind

_SIGNS = frozenset("—-·*/+")
_NESTED = 0.8
"""Part of the occurrences within one longer phrase that does not count for the shorter one."""
_KNOWN = 50
"""Frequency in the dictionary from which a word is one by itself, and may be half of another."""
_PER_WORD = 2.0
"""Nats by which a phrase of one word more is rarer than its words are."""
_STRONG = 12.0
"""Contrast with general language (nats) that is as good as any greater one."""
_CHAPTER = 60_000
"""Characters from which a phrase has to come twice, or to be explained: a few chapters."""
_FAMILY = 3
"""Characters of a phrase from which its ending makes a family: 正格终止, 变格终止."""


def find_terms_of_art(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield phrases that may be terms, with all that is known of their use."""
    uses = count_uses(passages)
    families = _families(uses)
    length = sum(len(passage.text) for passage in passages)
    for phrase, use in uses.items():
        if _is_worth_a_look(phrase, use, length):
            measures = _of_use(use) | _of_words(phrase, use, length)
            for size, name in ((1, "family"), (2, "family-two")):
                measures[name] = math.log2(1 + families[phrase[-size:]]) / 5
            known = {f"term-{name}": value for name, value in measures.items() if value}
            yield Sighting(phrase, TermKind.TERM, 0.0, "term", known)


def _families(uses: Mapping[str, Use]) -> Counter[str]:
    """Count how many different phrases that stand alone end in each character, in each two."""
    families: Counter[str] = Counter()
    for phrase, use in uses.items():
        if use.alone and len(phrase) >= _FAMILY:
            families.update((phrase[-1:], phrase[-2:]))
    return families


def _is_worth_a_look(phrase: str, use: Use, length: int) -> bool:
    if len(phrase) < 2:
        return use.called > 0 or use.topic > 1
    if not any(map(is_han, phrase)) or not _SIGNS.isdisjoint((phrase[0], phrase[-1])):
        return False
    said = use.called or use.topic or use.headed
    if length > _CHAPTER:
        return bool(said or (use.count > 1 and use.left and use.right))
    edged = len(phrase) > 2 and (use.left or use.right)
    return bool(said or use.count > 1 or use.alone or edged)


def _of_use(use: Use) -> dict[str, float]:
    """Return what a phrase's occurrences say: shares of them, or whether there is one."""
    count = use.count
    free = max(0.0, count - _NESTED * use.longest)
    return {
        "any": 1.0,
        "count": free,
        "often": math.log2(1 + count) / 5,
        "free": math.log2(1 + free) / 5,
        "nested": min(1.0, use.longest / count),
        "alone": use.alone / count,
        "left": use.left / count,
        "right": use.right / count,
        "object": use.object / count,
        "subject": use.subject / count,
        "ragged": 1 - use.votes / (4 * count),
        "doing": use.doing / count,
        "naming": use.naming / count,
        "called": float(use.called > 0),
        "topic": min(1.0, use.topic / 2),
        "headed": float(use.headed > 0),
        "listed": min(1.0, use.listed / 2),
    }


def _of_words(phrase: str, use: Use, length: int) -> dict[str, float]:
    """Return what a phrase's words say: how rare they are, of what classes, how many."""
    atoms = _atoms(phrase)
    known = words.tag(phrase)
    rarities = [information(word) for word in atoms]
    rare = sum(rarities) / len(atoms)
    contrast = math.log(use.count / length) + rare + _PER_WORD * len(atoms)
    single = float(len(atoms) == 1)
    return _of_classes(atoms) | {
        "rare": rare / _STRONG,
        "rarest": max(rarities) / _STRONG,
        "commonest": min(rarities) / _STRONG,
        "contrast": max(0.0, contrast / _STRONG),
        "word": float(bool(known)),
        "word-rare": single * rare / _STRONG,
        "word-often": single * math.log2(1 + use.count) / 5,
        "idiom": float(known.startswith(("i", "l"))),
        "vague": float(_is_vague(phrase)),
        "head": float(has_subject_head(phrase)),
        f"length-{min(len(phrase), 6)}": 1.0,
        f"words-{min(len(atoms), 4)}": 1.0,
    }


def _of_classes(atoms: Sequence[str]) -> dict[str, float]:
    first, last = words.tag(atoms[0]), words.tag(atoms[-1])
    many = len(atoms) > 1
    return {
        "first-verb": float(first == "v" and many),
        "first-act": float(first == "vn" and many),
        "verb-noun": float(first == "v" and last.startswith("n") and many),
        "noun-verb": float(first.startswith("n") and last == "v" and many),
        "first-one": float(len(atoms[0]) == 1 and many),
        "first-number": float(first.startswith("m")),
        "first-adjective": float(first.startswith(("a", "b"))),
        "last-noun": float(last.startswith("n")),
        "last-verb": float(last == "v"),
        "last-act": float(last == "vn"),
        "last-unknown": float(not last),
        "last-one": float(len(atoms[-1]) == 1 and many),
    }


@lru_cache(maxsize=MEMORY)
def _is_vague(phrase: str) -> bool:
    return phrase.endswith(listed("subject", "no_head")) or phrase in members("subject", "vague")


def _atoms(phrase: str) -> list[str]:
    """Cut a phrase into words that are not made of others: 增长|速度, 挑战|性."""
    return [atom for word in words.cut(phrase) for atom in _halves(word)]


@lru_cache(maxsize=MEMORY)
def _halves(word: str) -> tuple[str, ...]:
    for cut in (2, len(word) - 2):
        one, other = word[:cut], word[cut:]
        if len(word) > 2 and _is_known(one) and _is_known(other):
            return (*_halves(one), *_halves(other))
    return (word,)


def _is_known(word: str) -> bool:
    return len(word) == 1 or words.frequency(word) >= _KNOWN
