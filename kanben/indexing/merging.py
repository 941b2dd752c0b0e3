"""Bring the forms of one name under one heading."""

from collections.abc import Iterable

from msgspec import structs

from kanben.indexing.sightings import Candidate
from kanben.manuscript.index import TermKind


def merge(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Merge 重庆市 into 重庆, …科技公司 into …科技有限公司."""
    table = {candidate.heading: candidate for candidate in candidates}
    for heading, candidate in list(table.items()):
        if candidate.kind is TermKind.PLACE and heading[-1] in "省市县区" and heading[:-1] in table:
            table[heading[:-1]] = _joined(table[heading[:-1]], table.pop(heading))
    return list(table.values())


def _joined(main: Candidate, other: Candidate) -> Candidate:
    return structs.replace(main, forms=(*main.forms, *other.forms), score=main.score + other.score)
