"""Refer from other names to the heading, and from a general term to the special ones."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from kanben.manuscript.index import Term, TermKind
from kanben.simplified import simplify

_REFERRED = (TermKind.PERSON, TermKind.ORGANISATION)
_SHORTEST = 2
_MOST = 8
"""Special terms that a reader looks through; a term with more of them is too general to tell."""
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
            beside = form[:1] == term.heading[:1] or form.endswith(term.heading)
            apart = not beside and len(form) >= _SHORTEST
            if apart and form not in taken and counts.get(simplify(form), 0):
                taken.add(form)
                yield Term(f"form{len(taken)}", form, term.kind, see=term.heading)


def with_special_terms(terms: Sequence[Term]) -> list[Term]:
    """Let a general term refer to the special ones that are filed elsewhere.

    分布 参见 抽样分布；正态分布: terms that end in the general one, and do not begin with it.
    """
    subjects = [term for term in terms if term.kind is TermKind.TERM and not term.see]
    return [_with_special(term, subjects) if term in subjects else term for term in terms]


def _with_special(term: Term, subjects: Sequence[Term]) -> Term:
    if term.see_also or len(term.heading) < _SHORTEST:
        return term
    special = tuple(
        each.heading
        for each in subjects
        if each.heading != term.heading
        and each.heading.endswith(term.heading)
        and each.heading[:1] != term.heading[:1]
    )
    return structs.replace(term, see_also=special) if 0 < len(special) <= _MOST else term
