"""Measure how a name stands in the text: a whole word or part of longer ones, noun or not."""

from collections import Counter
from collections.abc import Sequence

from msgspec import structs

from kanben.characters import is_han
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import MEASURED, NAMED, Candidate
from kanben.indexing.text.standing import Stand, stands_of

_FEWEST = 3
"""Places from which neighbours tell a half: two may have the same one by chance."""


def with_standing(candidates: Sequence[Candidate], passages: Sequence[CutText]) -> list[Candidate]:
    """Return the candidates, names with measures of how they stand."""
    names = {each.heading for each in candidates if each.kind in NAMED and each.proved}
    stands = stands_of(names, passages)
    return [
        structs.replace(each, weights=each.weights | _measures(stands[each.heading]))
        if each.heading in stands
        else each
        for each in candidates
    ]


def _measures(stand: Stand) -> dict[str, float]:
    count = stand.count
    measures = {
        "torn": 1 - stand.begins / count,
        "open": 1 - stand.ends / count,
        "noun": stand.noun / count,
        "verb": stand.verb / count,
        "led": _same(stand.before, count),
        "followed": _same(stand.after, count),
    }
    return {MEASURED + name: value for name, value in measures.items() if value}


def _same(neighbours: Counter[str], count: int) -> float:
    """Return the share of a form's places that have the same character beside it."""
    char, most = neighbours.most_common(1)[0]
    return most / count if count >= _FEWEST and is_han(char or "。") else 0.0
