"""Find the terms of an index, and mark where they stand."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from msgspec import structs

from kanben.indexing import editor
from kanben.indexing.events import find_bodies, find_events
from kanben.indexing.firms import find_firms
from kanben.indexing.institutions import find_institutions
from kanben.indexing.marking import mark_manuscript, spellings
from kanben.indexing.merging import merge
from kanben.indexing.passages import Passage, blanked, cut_passages
from kanben.indexing.persons import find_persons
from kanben.indexing.places import find_listed_places, find_paired_places, find_places
from kanben.indexing.quoted import find_quoted
from kanben.indexing.scan import Scanner
from kanben.indexing.sightings import Candidate, Sighting, weigh
from kanben.indexing.simplified import simplify
from kanben.indexing.stories import find_story_persons, introductions
from kanben.indexing.story_places import find_story_places
from kanben.indexing.subjects import find_subjects
from kanben.indexing.works import find_works
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.index import Term
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import IndexPlan

_ENOUGH = 0.99
"""Evidence that puts a candidate into the index: one context that proves a name by itself."""
_FINDERS: tuple[Callable[[Sequence[Passage]], Iterator[Sighting]], ...] = (
    find_works,
    find_persons,
    find_institutions,
    find_firms,
    find_quoted,
    find_story_persons,
    find_story_places,
    find_events,
    find_bodies,
    find_places,
    find_listed_places,
    find_paired_places,
)


def _texts(manuscript: Manuscript) -> list[str]:
    """Return the text of every block that editions set."""
    return [block.text for block in manuscript.blocks if block.kind is not BlockKind.FURNITURE]


def is_kept(candidate: Candidate) -> bool:
    """Tell whether the evidence for a candidate is enough for the index."""
    return candidate.score >= _ENOUGH


def propose(texts: Sequence[str]) -> list[Candidate]:
    """Return what the program would index, best first; texts are in simplified script."""
    passages = cut_passages(texts)
    sightings = chain.from_iterable(find(passages) for find in _FINDERS)
    names = merge(weigh(sightings), texts, introductions(passages))
    taken = {form for name in names if is_kept(name) for form in name.forms}
    scanner = Scanner({form: form for form in taken})
    subjects = weigh(find_subjects([blanked(passage, scanner) for passage in passages]))
    found = names + [subject for subject in subjects if subject.heading not in taken]
    return sorted(found, key=lambda candidate: -candidate.score)


def propose_for(manuscript: Manuscript) -> list[Candidate]:
    """Return the program's candidates for a manuscript, spelled as its own script does.

    The text is looked at through its simplified copy; a heading takes the spelling that the
    text uses most.
    """
    texts = _texts(manuscript)
    candidates = propose([simplify(text) for text in texts])
    if manuscript.script == "Hans":
        return candidates
    scanner = Scanner({form: form for each in candidates for form in each.forms})
    found = spellings(texts, scanner)
    return [_respelled(candidate, found) for candidate in candidates]


def _respelled(candidate: Candidate, found: dict[str, Counter[str]]) -> Candidate:
    forms = [spelling for form in candidate.forms for spelling in found.get(form, (form,))]
    used = found.get(candidate.heading)
    heading = used.most_common(1)[0][0] if used else candidate.heading
    return structs.replace(candidate, heading=heading, forms=tuple(dict.fromkeys(forms)))


def mark(manuscript: Manuscript, plan: IndexPlan) -> Manuscript:
    """Find the terms of a manuscript in its source script, and mark every occurrence.

    The program's candidates go through the editor's plan; `terms` is filled, and the pieces
    carry marks with the terms' ids.
    """
    proposed = [candidate for candidate in propose_for(manuscript) if is_kept(candidate)]
    candidates = editor.add_and_remove(proposed, plan)
    candidates = editor.merge_and_rename(candidates, plan)
    terms = [
        Term(f"t{number}", candidate.heading, candidate.kind, candidate.forms, candidate.score)
        for number, candidate in enumerate(candidates, 1)
    ]
    forms = {simplify(form): term.id for term in terms for form in term.forms}
    marked = mark_manuscript(manuscript, Scanner(forms))
    return structs.replace(marked, terms=tuple(editor.finish(terms, plan)))
