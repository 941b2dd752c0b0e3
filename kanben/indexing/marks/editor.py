"""Let the editor's word overrule what the program found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from kanben.errors import PublicationError
from kanben.indexing.marks.kinds import guess_kind
from kanben.indexing.text.sightings import Candidate
from kanben.manuscript.index import Term, TermKind
from kanben.manuscript.plan import IndexPlan
from kanben.simplified import simplify

_BY_EDITOR = {"editor": 1.0}
"""The evidence for what the editor asks for: nothing more is needed."""
_BETWEEN = re.compile("[、，；,;\\s]+")
_KEYS = frozenset({"heading", "kind", "forms", "reading"})


def _parted(text: str) -> tuple[str, ...]:
    """Split a list that an editor wrote in one line: ``刘备、玄德``."""
    return tuple(filter(None, _BETWEEN.split(text)))


def _kind_of(entry: Mapping[str, str]) -> TermKind:
    name = entry.get("kind")
    if name is None:
        return guess_kind(simplify(entry["heading"]))
    try:
        return TermKind(name)
    except ValueError as error:
        known = ", ".join(TermKind)
        raise PublicationError(
            "index.kind", kind=name, heading=entry["heading"], known=known
        ) from error


def _added(entry: str | Mapping[str, str]) -> Candidate:
    """Read ``山城`` or ``{heading: 山城, kind: place, forms: 山城区、山城县}``."""
    row = {"heading": entry} if isinstance(entry, str) else entry
    if not row.get("heading") or not row.keys() <= _KEYS:
        raise PublicationError("index.entry", entry=", ".join(row), known=", ".join(sorted(_KEYS)))
    forms = (row["heading"], *_parted(row.get("forms", "")))
    return Candidate(row["heading"], _kind_of(row), forms, 1.0, _BY_EDITOR)


def _with_forms(candidate: Candidate, forms: Iterable[str]) -> Candidate:
    return structs.replace(candidate, forms=tuple(dict.fromkeys((*candidate.forms, *forms))))


def _split(candidate: Candidate, plan: IndexPlan) -> Iterator[Candidate]:
    """Yield a candidate without the forms that the editor splits off, then each of those."""
    apart = _parted(plan.split.get(candidate.heading, ""))
    kept = tuple(form for form in candidate.forms if form not in apart)
    yield structs.replace(candidate, forms=kept)
    for form in candidate.forms:
        if form in apart:
            yield Candidate(form, candidate.kind, (form,), 1.0, _BY_EDITOR)


def settle(candidates: Sequence[Candidate], plan: IndexPlan) -> list[Candidate]:
    """Return the candidates as the editor wants them.

    Forms that the plan splits off become headings. Headings that it removes go; those it adds
    come, and win over a candidate of the same heading; merged headings, and those that only
    refer to another by `see`, give their forms to the one they lead to; renamed ones keep their
    forms. A heading that was not found can be merged or referred to all the same; to remove or
    rename it says nothing.

    Raises PublicationError for an added entry that cannot be read.
    """
    table = {each.heading: each for candidate in candidates for each in _split(candidate, plan)}
    for added in map(_added, plan.add):
        known = table.get(added.heading)
        table[added.heading] = _with_forms(added, known.forms) if known else added
    for heading in plan.remove:
        table.pop(heading, None)
    for gone, kept in (*plan.merge.items(), *plan.see.items()):
        other = table.pop(gone, None)
        main = table.get(kept) or _added(kept)
        table[kept] = _with_forms(main, other.forms if other else (gone,))
    return [
        structs.replace(candidate, heading=plan.rename.get(heading, heading))
        for heading, candidate in table.items()
    ]


def finish(terms: Sequence[Term], plan: IndexPlan) -> list[Term]:
    """Give terms the editor's readings, sort keys, references and places under others.

    A heading that only refers to another becomes a term without forms; a heading above
    subentries that is no term itself becomes one.
    """
    readings = {
        row["heading"]: row["reading"]
        for row in plan.add
        if not isinstance(row, str) and row.get("reading")
    } | plan.readings
    rows = list(terms)
    for number, (heading, target) in enumerate(plan.see.items(), 1):
        kind = guess_kind(simplify(heading))
        rows.append(Term(f"see{number}", heading, kind, see=target))
    known = {term.heading for term in rows}
    for number, above in enumerate(dict.fromkeys(plan.sub.values()), 1):
        if above not in known:
            rows.append(Term(f"above{number}", above, guess_kind(simplify(above))))
    ids = {term.heading: term.id for term in rows}
    return [
        structs.replace(
            term,
            reading=readings.get(term.heading, ""),
            sort_key=plan.sort_keys.get(term.heading, ""),
            see_also=_parted(plan.see_also.get(term.heading, "")),
            parent=ids.get(plan.sub.get(term.heading, ""), ""),
        )
        for term in rows
    ]
