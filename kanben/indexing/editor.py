"""Let the editor's word overrule what the program found."""

from msgspec import structs

from kanben.indexing.sightings import Candidate
from kanben.manuscript.index import Term, TermKind
from kanben.manuscript.plan import IndexPlan


def _added(entry: str | dict[str, str]) -> Candidate:
    """Read ``綦江`` or ``{heading: 綦江, kind: place, forms: 綦江区 綦江县, reading: …}``."""
    if isinstance(entry, str):
        return Candidate(entry, TermKind.TERM, (entry,), 1.0, ("editor",))
    heading = entry["heading"]
    forms = (heading, *entry.get("forms", "").split())
    return Candidate(heading, TermKind(entry.get("kind", "term")), forms, 1.0, ("editor",))


def add_and_remove(candidates: list[Candidate], plan: IndexPlan) -> list[Candidate]:
    """Drop the headings that the editor removes, put in those that the editor adds."""
    added = [_added(entry) for entry in plan.add]
    gone = {*plan.remove, *(candidate.heading for candidate in added)}
    return [candidate for candidate in candidates if candidate.heading not in gone] + added


def merge_and_rename(candidates: list[Candidate], plan: IndexPlan) -> list[Candidate]:
    """Join the headings that the editor merges, give those the editor renames their new name."""
    table = {candidate.heading: candidate for candidate in candidates}
    for gone, kept in plan.merge.items():
        other = table.pop(gone, None)
        forms = other.forms if other else (gone,)
        main = table.get(kept) or Candidate(kept, TermKind.TERM, (kept,), 1.0, ("editor",))
        table[kept] = structs.replace(main, forms=(*main.forms, *forms))
    return [
        structs.replace(candidate, heading=plan.rename.get(heading, heading))
        for heading, candidate in table.items()
    ]


def finish(terms: list[Term], plan: IndexPlan) -> list[Term]:
    """Give terms the editor's readings, sort keys, references and places under others."""
    ids = {term.heading: term.id for term in terms}
    finished = [
        structs.replace(
            term,
            reading=plan.readings.get(term.heading, term.reading),
            sort_key=plan.sort_keys.get(term.heading, term.sort_key),
            see_also=tuple(plan.see_also.get(term.heading, "").split()),
            parent=ids.get(plan.sub.get(term.heading, ""), ""),
        )
        for term in terms
    ]
    finished += [
        Term(f"s{number}", heading, TermKind.TERM, see=target)
        for number, (heading, target) in enumerate(plan.see.items(), 1)
    ]
    return finished
