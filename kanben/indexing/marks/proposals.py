"""List what was considered for the index, for the editor to judge."""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from kanben.indexing.marks.terms import propose_for, respelled
from kanben.indexing.text.sightings import Candidate
from kanben.manuscript.blocks import APART
from kanben.manuscript.manuscript import Manuscript

_CONTEXTS = 3
"""Contexts shown of a candidate: enough to judge it by."""
_MARGIN = 12
"""Characters shown on both sides of an occurrence."""


class Proposal(Struct, frozen=True):
    """Show a candidate with the number of its occurrences, and the first few in their context."""

    candidate: Candidate
    occurrences: int
    contexts: tuple[str, ...]


def _contexts(form: str, texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        start = text.find(form)
        if start >= 0:
            end = start + len(form)
            before, after = text[max(0, start - _MARGIN) : start], text[end : end + _MARGIN]
            yield f"{before}【{form}】{after}".replace("\t", " ")


def proposals(manuscript: Manuscript) -> list[Proposal]:
    """Return every candidate, kept or not, best first."""
    texts = [block.text for block in manuscript.blocks if block.kind not in APART]
    return [
        Proposal(
            candidate,
            sum(text.count(form) for form in candidate.forms for text in texts),
            tuple(islice(_contexts(candidate.forms[0], texts), _CONTEXTS)),
        )
        for candidate in respelled(propose_for(manuscript), manuscript)
    ]
