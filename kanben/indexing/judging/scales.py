"""Weigh evidence into a probability, on scales that were learned from indexes made by readers."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import structs

from kanben.indexing.judging.barred import is_barred, is_everyday, names_somebody
from kanben.indexing.judging.evidence import Evidence, evidence_of, occurrences_of
from kanben.indexing.text.books import BookKind, lists
from kanben.indexing.text.sightings import Candidate
from kanben.manuscript.index import TermKind
from kanben.tables import read_text


@cache
def scales() -> dict[str, float]:
    """Return the weight of every piece of evidence (``data/index_scales.toml``)."""
    found: dict[str, float] = tomllib.loads(read_text("index_scales.toml"))["weights"]
    return found


def probability(evidence: Evidence, weights: Mapping[str, float]) -> float:
    """Return the probability that an index lists what the evidence speaks of."""
    total = sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-total))


def judge(candidates: Sequence[Candidate], texts: Sequence[str], book: BookKind) -> list[Candidate]:
    """Return the candidates that an index of this kind of book may list, with probabilities."""
    admitted = admit(candidates, book)
    found = occurrences_of(admitted, texts)
    return [
        structs.replace(candidate, score=probability(evidence_of(candidate, book, found), scales()))
        for candidate in admitted
        if found.of(candidate)
    ]


def admit(candidates: Sequence[Candidate], book: BookKind) -> list[Candidate]:
    """Leave out what no index of this kind of book lists, so that it hides nothing else."""
    persons = tuple(
        form
        for each in candidates
        if each.kind is TermKind.PERSON and each.proved
        for form in each.forms
        if len(form) > 1
    )
    return [
        each
        for each in candidates
        if lists(book, each.kind)
        and not is_barred(each)
        and not names_somebody(each, persons)
        and (book is BookKind.TECHNICAL or not is_everyday(each))
    ]
