"""State where finders saw a name, and gather what they saw into candidates."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from kanben.manuscript.index import TermKind

MEASURED = "stands-"
"""What the names of measures begin with that say how a form stands in the text."""
NAMED = (TermKind.PERSON, TermKind.PLACE, TermKind.ORGANISATION)
"""The kinds of entry that are names, and no titles or subjects."""
LIKELY = 0.5
"""Evidence from which a name counts as known while other names are looked at."""


class Sighting(Struct, frozen=True):
    """Report one sight of a name: its form, what it names, how much the context proves.

    `weight` 1 is proof enough by itself; `rule` names the context that spoke. `measures` say how
    the name is used, and prove neither it nor its kind.
    """

    form: str
    kind: TermKind
    weight: float
    rule: str
    measures: Mapping[str, float] = {}


class Candidate(Struct, frozen=True):
    """Propose an index term: heading, kind, all its forms, the evidence.

    `weights` holds for every rule that spoke how much it said. `score` is the sum of them at
    first, and the probability that an index lists the entry once that is known.
    """

    heading: str
    kind: TermKind
    forms: tuple[str, ...]
    score: float
    weights: dict[str, float] = {}

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the rules that spoke."""
        return tuple(self.weights)

    @property
    def proved(self) -> bool:
        """Tell whether anything but measures speaks for the name."""
        return self.score > 0

    @property
    def likely(self) -> bool:
        """Tell whether the name may be relied on while others are looked at."""
        return self.score >= LIKELY


def summed(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    """Add up what rules said of two forms of one name."""
    return one | {rule: one.get(rule, 0.0) + weight for rule, weight in other.items()}


def weigh(sightings: Iterable[Sighting]) -> list[Candidate]:
    """Sum the sightings of every form; the kind with the most weight wins."""
    kinds: dict[str, dict[TermKind, float]] = {}
    rules: dict[str, dict[str, float]] = {}
    for sighting in sightings:
        mine = kinds.setdefault(sighting.form, {})
        mine[sighting.kind] = mine.get(sighting.kind, 0.0) + sighting.weight
        said = rules.setdefault(sighting.form, {})
        if sighting.weight:
            said[sighting.rule] = said.get(sighting.rule, 0.0) + sighting.weight
        said.update(sighting.measures)
    return [
        Candidate(
            form,
            max(weights, key=lambda kind: weights[kind]),
            (form,),
            sum(weights.values()),
            rules[form],
        )
        for form, weights in kinds.items()
    ]
