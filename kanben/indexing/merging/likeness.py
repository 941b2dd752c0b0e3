"""Join headings that say the same in full and in short: 综保区, 综合保税区."""

import re
from collections.abc import Iterable, Sequence
from functools import reduce

from msgspec import structs

from kanben.indexing.text.gazetteer import divisions
from kanben.indexing.text.scan import Scanner
from kanben.indexing.text.sightings import Candidate, summed
from kanben.indexing.text.vocabulary import listed
from kanben.manuscript.index import TermKind

_SIGNS = re.compile("[《》“”「」『』]")
_PAIR = re.compile("[—－-]")


def join_alike(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Join the candidates whose headings are one once every short form in them is spelled out.

    General abbreviations (高新区), divisions with and without 区 or 市, and pairs of places
    (宁滁, 宁海—滁阳) count as short forms. The longest heading stands for all; a 《》 title never
    joins with a name without the marks.
    """
    spelled = _Speller(candidates)
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(spelled(candidate.heading), []).append(candidate)
    return [_joined(group) for group in groups.values()]


def _joined(group: Sequence[Candidate]) -> Candidate:
    if len(group) == 1:
        return group[0]
    place = all(each.kind is TermKind.PLACE for each in group)
    main = max(group, key=lambda each: each.score if place else len(each.heading))
    forms = dict.fromkeys(form for each in (main, *group) for form in each.forms)
    score = sum(each.score for each in group)
    weights = reduce(summed, (each.weights for each in group))
    return structs.replace(main, forms=tuple(forms), score=score, weights=weights)


class _Speller:
    """Spell short forms out."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._longer = dict(pair.split("=") for pair in listed("abbreviation", "pairs"))
        for candidate in candidates:
            if candidate.kind is TermKind.PLACE and _PAIR.search(candidate.heading):
                self._longer |= dict.fromkeys(candidate.forms, candidate.heading)
        self._divisions = Scanner(divisions())

    def __call__(self, heading: str) -> str:
        if heading in divisions():
            return heading
        spelled = heading
        for short, long in self._longer.items():
            if long not in spelled:
                spelled = spelled.replace(short, long)
        spelled = _SIGNS.sub("", spelled).replace("国家级", "国家")
        for hit in reversed(list(self._divisions.hits(spelled))):
            rest = spelled[hit.end :]
            if rest:
                spelled = spelled[: hit.start] + hit.term + rest
        return spelled + ("》" if heading.startswith("《") else "")
