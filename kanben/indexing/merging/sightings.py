"""State where finders saw a name, and weigh what they saw into candidates."""

from collections.abc import Iterable

from msgspec import Struct

from kanben.manuscript.index import TermKind

ENOUGH = 0.99
"""Evidence that puts a candidate into the index: one context that proves a name by itself."""


class Sighting(Struct, frozen=True):
    """Report one sight of a name: its form, what it names, how much the context proves.

    `weight` 1 is proof enough by itself; `rule` names the context that spoke.
    """

    form: str
    kind: TermKind
    weight: float
    rule: str


class Candidate(Struct, frozen=True):
    """Propose an index term: heading, kind, all its forms, the evidence's sum."""

    heading: str
    kind: TermKind
    forms: tuple[str, ...]
    score: float
    rules: tuple[str, ...] = ()

    @property
    def proved(self) -> bool:
        """Tell whether the evidence is enough for the index."""
        return self.score >= ENOUGH


def weigh(sightings: Iterable[Sighting]) -> list[Candidate]:
    """Sum the sightings of every form; the kind with the most weight wins."""
    weights: dict[str, dict[TermKind, float]] = {}
    rules: dict[str, dict[str, None]] = {}
    for sighting in sightings:
        kinds = weights.setdefault(sighting.form, {})
        kinds[sighting.kind] = kinds.get(sighting.kind, 0.0) + sighting.weight
        rules.setdefault(sighting.form, {})[sighting.rule] = None
    return [
        Candidate(
            form,
            max(kinds, key=lambda kind: kinds[kind]),
            (form,),
            sum(kinds.values()),
            tuple(rules[form]),
        )
        for form, kinds in weights.items()
    ]
