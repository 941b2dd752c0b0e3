"""Put places under the larger places that the text names right before them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import structs

from kanben.indexing.text.scan import Scanner
from kanben.manuscript.index import Term, TermKind


def within_others(terms: Sequence[Term], texts: Iterable[str], scanner: Scanner) -> list[Term]:
    """Return the terms, places under those that most often stand right before them: 平湖市|望潮区.

    A place that stands under another has none below itself: an index has two levels. Texts are
    in simplified script; the scanner's terms are ids.
    """
    places = {term.id for term in terms if term.kind is TermKind.PLACE and not term.parent}
    before: dict[str, Counter[str]] = {}
    for text in texts:
        for one, other in pairwise(scanner.hits(text)):
            if (
                one.end == other.start
                and one.term != other.term
                and {one.term, other.term} <= places
            ):
                before.setdefault(other.term, Counter())[one.term] += 1
    above = {term: counts.most_common(1)[0][0] for term, counts in before.items()}
    tops = {term: _top(term, above) for term in above}
    return [
        structs.replace(term, parent=tops[term.id]) if tops.get(term.id) else term for term in terms
    ]


def _top(term: str, above: dict[str, str]) -> str:
    """Return the largest place around one; empty where places stand around each other."""
    met = {term}
    place = term
    while place in above:
        place = above[place]
        if place in met:
            return ""
        met.add(place)
    return place
