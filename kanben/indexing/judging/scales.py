"""Weigh evidence into a probability, on scales that were learned from indexes made by readers."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import structs

from kanben.indexing.judging.barred import is_barred
from kanben.indexing.judging.evidence import Evidence, evidence_of, occurrences_of
from kanben.indexing.text.books import BookKind, lists
from kanben.indexing.text.sightings import Candidate
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
    found = occurrences_of(candidates, texts)
    return [
        structs.replace(candidate, score=probability(evidence_of(candidate, book, found), scales()))
        for candidate in candidates
        if lists(book, candidate.kind) and found.of(candidate) and not is_barred(candidate)
    ]
