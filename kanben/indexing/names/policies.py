"""Find the subjects that reports of governments come back to year after year."""

from collections.abc import Iterator, Sequence
from functools import cache

from kanben.indexing.text.passages import CutText
from kanben.indexing.text.scan import Scanner
from kanben.indexing.text.sightings import Sighting
from kanben.manuscript.index import TermKind
from kanben.tables import read_text


@cache
def _scanner() -> Scanner:
    """Search for the phrases that recur in reports and that a person chose as subjects."""
    return Scanner({term: term for term in read_text("policy_terms.txt").split()})


def find_policies(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield subjects of policy: 营商环境, 老旧小区改造."""
    for passage in passages:
        for hit in _scanner().hits(passage.text):
            yield Sighting(hit.term, TermKind.TERM, 1.0, "policy")
