"""Offer what an editor may say of an index entry: take, leave out, merge, rename, split."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from kanben.manuscript.index import Term
from kanben.messages import say
from kanben.showing.suggestions import Suggestion, scalar

_ALIKE = 75
"""Likeness of two headings, of 100, from which they may name one thing: 平湖大学, 平湖工业大学."""
_SHORTEST = 2
"""Characters of a form that can head an entry: a single one, 備, is many other words too."""
"""Characters of the shortest form that is offered as a name of its own."""


def offers_on(term: Term, listed: Sequence[Term]) -> Iterator[Suggestion]:
    """Yield the lines of YAML that settle an entry, the likeliest first.

    `listed` are the entries of the index; a term without an id was left out of it.
    """
    heading = scalar(term.heading)
    keep = Suggestion(
        say("review.do.take" if term.id else "review.do.add"), f"- {heading}", _under("add")
    )
    yield keep
    yield Suggestion(say("review.do.remove"), f"- {heading}", _under("remove"))
    other = _like(term, listed)
    if other:
        yield _pair("merge", term.heading, other)
    forms = [form for form in term.forms if form != term.heading and len(form) >= _SHORTEST]
    if term.id and forms:
        yield _pair("rename", term.heading, max(forms, key=len))
        yield _pair("split", term.heading, min(forms, key=len))


def _under(verb: str) -> str:
    return f"index → {verb}"


def _pair(verb: str, heading: str, other: str) -> Suggestion:
    line = f"{scalar(heading)}: {scalar(other)}"
    return Suggestion(say(f"review.do.{verb}", to=other), line, _under(verb))


def _like(term: Term, listed: Sequence[Term]) -> str:
    """Return the heading of the same kind that is most like a term's; empty if none is."""
    headings = [each.heading for each in listed if each.kind is term.kind and not each.see]
    others = [heading for heading in headings if heading != term.heading]
    found = process.extractOne(term.heading, others, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else ""
