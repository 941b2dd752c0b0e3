"""Say why a heading stands in the index, or why not."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rapidfuzz import process

from kanben.errors import PublicationError
from kanben.indexing.judging.evidence import Evidence, evidence_of, occurrences_of
from kanben.indexing.judging.scales import admit, probability, scales
from kanben.indexing.marks.terms import gather
from kanben.indexing.text.books import BookKind
from kanben.indexing.text.sightings import Candidate
from kanben.manuscript.blocks import APART
from kanben.manuscript.manuscript import Manuscript
from kanben.simplified import simplify

_ALIKE = 5
"""Headings that are offered in place of one that is unknown: a screen holds them."""
_SLIGHT = 0.05
"""What adds less to the sum is not worth a line."""


class Explanation(Struct, frozen=True):
    """Hold what is known of a candidate in simplified script.

    `reasons` are the pieces of evidence with what each adds to the logarithm of the odds, the
    weightiest first; `counts` say how often each form stands free. `barred` tells that an
    index of this kind of book never has such an entry.
    """

    candidate: Candidate
    book: BookKind
    probability: float
    counts: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, float], ...]
    barred: bool


def explain(manuscript: Manuscript, heading: str) -> Explanation:
    """Return why the index of a manuscript has a heading, or a form of one, or has it not.

    Raises PublicationError for a heading that was not considered; it names the nearest ones.
    """
    texts = [simplify(block.text) for block in manuscript.blocks if block.kind not in APART]
    book, found = gather(texts)
    candidate = _named(simplify(heading), heading, found)
    admitted = admit(found, book)
    barred = candidate not in admitted
    counts = occurrences_of([*admitted, candidate] if barred else admitted, texts)
    evidence = evidence_of(candidate, book, counts)
    return Explanation(
        candidate,
        book,
        probability(evidence, scales()),
        tuple((form, counts.free[form]) for form in candidate.forms),
        tuple(_reasons(evidence)),
        barred=barred,
    )


def _named(wanted: str, heading: str, found: Sequence[Candidate]) -> Candidate:
    for candidate in found:
        if candidate.heading == wanted:
            return candidate
    for candidate in found:
        if wanted in candidate.forms:
            return candidate
    near = process.extract(wanted, [each.heading for each in found], limit=_ALIKE)
    alike = "、".join(name for name, score, _ in near if score)
    raise PublicationError("index.unconsidered", heading=heading, alike=alike or "—")


def _reasons(evidence: Evidence) -> Iterator[tuple[str, float]]:
    """Yield every plain piece of evidence with what it adds, for its kind and book too."""
    sums: dict[str, float] = {}
    for name, value in evidence.items():
        plain = name.partition("/")[0]
        sums[plain] = sums.get(plain, 0.0) + scales().get(name, 0.0) * value
    for name in sorted(sums, key=lambda each: -abs(sums[each])):
        if abs(sums[name]) >= _SLIGHT:
            yield name, sums[name]
