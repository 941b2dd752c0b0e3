"""Gather candidates under headings, so that those that name one thing can be joined."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from kanben.indexing.text.sightings import Candidate, summed
from kanben.manuscript.index import TermKind


class Gathering:
    """Hold candidates by heading, with the text that they come from."""

    def __init__(self, candidates: Iterable[Candidate], texts: Sequence[str]) -> None:
        """Start from weighed candidates and the texts they were seen in."""
        self._table = {candidate.heading: candidate for candidate in candidates}
        self.text = "\n".join(texts)

    def __contains__(self, heading: str) -> bool:
        return heading in self._table

    def get(self, heading: str) -> Candidate | None:
        """Return the candidate of a heading, if there is one."""
        return self._table.get(heading)

    def of_kind(self, *kinds: TermKind) -> list[Candidate]:
        """Return the candidates of some kinds as they are now; of all kinds if none is given."""
        found = self._table.values()
        return [candidate for candidate in found if not kinds or candidate.kind in kinds]

    def put(self, candidate: Candidate) -> None:
        """Add a candidate, or replace the one of this heading."""
        self._table[candidate.heading] = candidate

    def adopt(self, heading: str, form: str) -> None:
        """Make `form` a form of `heading`, with all it has gathered if it was a heading itself."""
        main = self._table[heading]
        other = self._table.pop(form, None) if form != heading else None
        forms = (form, *other.forms) if other else (form,)
        self._table[heading] = structs.replace(
            main,
            forms=tuple(dict.fromkeys((*main.forms, *forms))),
            score=main.score + (other.score if other else 0.0),
            weights=summed(main.weights, other.weights) if other else main.weights,
        )
