"""Refer from the other names of a person or body to the heading where a reader finds it."""

from collections.abc import Iterator, Mapping, Sequence

from kanben.manuscript.index import Term, TermKind
from kanben.simplified import simplify

_REFERRED = (TermKind.PERSON, TermKind.ORGANISATION)
_SHORTEST = 2
"""A single character is no name that a reader would look up."""


def cross_references(terms: Sequence[Term], counts: Mapping[str, int]) -> Iterator[Term]:
    """Yield a *see* for every form that stands free in the text and is filed elsewhere.

    玄德 见 刘备: a form that begins as its heading does would stand beside it. `counts` tells how
    often each form, in simplified script, stands free.
    """
    taken = {term.heading for term in terms}
    for term in terms:
        if term.kind not in _REFERRED or term.see:
            continue
        for form in term.forms:
            apart = form[:1] != term.heading[:1] and len(form) >= _SHORTEST
            if apart and form not in taken and counts.get(simplify(form), 0):
                taken.add(form)
                yield Term(f"form{len(taken)}", form, term.kind, see=term.heading)
