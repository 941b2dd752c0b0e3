"""Find the terms of an index, and mark where they stand."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from kanben.indexing import editor
from kanben.indexing.institutions import find_institutions
from kanben.indexing.marking import mark_manuscript
from kanben.indexing.merging import merge
from kanben.indexing.persons import find_persons
from kanben.indexing.places import find_places
from kanben.indexing.scan import Scanner
from kanben.indexing.sightings import Candidate, Sighting, weigh
from kanben.indexing.simplified import simplify
from kanben.indexing.works import find_works
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.index import Term
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import IndexPlan


def _sightings(texts: Sequence[str]) -> Iterator[Sighting]:
    yield from find_works(texts)
    yield from find_persons(texts)
    yield from find_institutions(texts)
    yield from find_places(texts)


def texts_of(manuscript: Manuscript) -> list[str]:
    """Return the text of every block that editions set, through the simplified copy."""
    return [
        simplify(block.text) for block in manuscript.blocks if block.kind != BlockKind.FURNITURE
    ]


def propose(texts: Sequence[str]) -> list[Candidate]:
    """Return what the program would index, best first; texts are in simplified script."""
    found = merge(weigh(_sightings(texts)))
    return sorted(found, key=lambda candidate: -candidate.score)


def _in_source_script(heading: str, manuscript: Manuscript) -> str:
    return heading


def mark(manuscript: Manuscript, plan: IndexPlan) -> Manuscript:
    """Find the terms of a manuscript in its source script, and mark every occurrence.

    The program's candidates go through the editor's plan; `terms` is filled, and the pieces
    carry marks with the terms' ids.
    """
    candidates = editor.add_and_remove(propose(texts_of(manuscript)), plan)
    candidates = editor.merge_and_rename(candidates, plan)
    terms = [
        Term(f"t{number}", candidate.heading, candidate.kind, candidate.forms, candidate.score)
        for number, candidate in enumerate(candidates, 1)
    ]
    forms = {simplify(form): term.id for term in terms for form in term.forms}
    marked = mark_manuscript(manuscript, Scanner(forms))
    return structs.replace(marked, terms=tuple(editor.finish(terms, plan)))
