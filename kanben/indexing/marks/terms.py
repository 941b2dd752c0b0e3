"""Find the terms of an index, and mark where they stand."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from msgspec import structs

from kanben.indexing.cutting.passages import Passage, blanked, cut_passages, recut
from kanben.indexing.cutting.scan import Scanner
from kanben.indexing.cutting.simplified import simplify
from kanben.indexing.marks.editor import finish, settle
from kanben.indexing.marks.marking import character_spellings, mark_manuscript, spellings
from kanben.indexing.merging.likeness import join_alike
from kanben.indexing.merging.merge import merge
from kanben.indexing.merging.sightings import Candidate, weigh
from kanben.indexing.names.divisions import (
    find_features,
    find_sundered_divisions,
    find_unlisted_divisions,
)
from kanben.indexing.names.finders import IN_PROSE, IN_STORIES
from kanben.indexing.names.stories import introductions, tells_a_story
from kanben.indexing.names.subjects import find_subjects
from kanben.manuscript.blocks import UNSET
from kanben.manuscript.index import Term
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import IndexPlan
from kanben.words import tag

_LOCAL = (find_unlisted_divisions, find_sundered_divisions, find_features)
_LONG = 3
"""Characters of a name that stands without 县 or 区 too: 望潮区, 望潮."""


def _texts(manuscript: Manuscript) -> list[str]:
    """Return the text of every block that editions set."""
    return [block.text for block in manuscript.blocks if block.kind not in UNSET]


def propose(texts: Sequence[str]) -> list[Candidate]:
    """Return what the program would index, best first; texts are in simplified script.

    Old novels have rules of their own, and no subject terms.
    """
    passages = cut_passages(texts)
    story = tells_a_story(passages)
    if not story:
        passages = recut(passages, _local_names(passages))
    finders = IN_STORIES if story else IN_PROSE
    sightings = chain.from_iterable(find(passages) for find in finders)
    found = merge(weigh(sightings), texts, introductions(passages) if story else {})
    if not story:
        found = join_alike(found + _subjects(passages, found))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.heading))


def _local_names(passages: Sequence[Passage]) -> set[str]:
    """Return the towns and districts that the texts prove, with and without 县, 区, 镇."""
    found = weigh(chain.from_iterable(find(passages) for find in _LOCAL))
    names = {candidate.heading for candidate in found if candidate.proved}
    return names | {name[:-1] for name in names if len(name) == _LONG and not tag(name[:-1])}


def _subjects(passages: Sequence[Passage], names: Sequence[Candidate]) -> list[Candidate]:
    """Return the subject terms of what is left between the names."""
    taken = {form for name in names if name.proved for form in name.forms}
    scanner = Scanner({form: form for form in taken})
    subjects = weigh(find_subjects([blanked(passage, scanner) for passage in passages]))
    return [subject for subject in subjects if subject.heading not in taken]


def propose_for(manuscript: Manuscript) -> list[Candidate]:
    """Return the program's candidates for a manuscript, in simplified script."""
    return propose([simplify(text) for text in _texts(manuscript)])


def respelled(candidates: Sequence[Candidate], manuscript: Manuscript) -> list[Candidate]:
    """Return candidates as the manuscript's own script spells them.

    The text was looked at through its simplified copy; a heading takes the spelling that the
    text uses most, and every spelling is a form.
    """
    if manuscript.script == "Hans":
        return list(candidates)
    texts = _texts(manuscript)
    scanner = Scanner({form: form for each in candidates for form in each.forms})
    found = spellings(texts, scanner)
    characters = character_spellings(texts)
    return [_respelled(candidate, found, characters) for candidate in candidates]


def _respelled(
    candidate: Candidate, found: dict[str, Counter[str]], characters: dict[str, str]
) -> Candidate:
    forms = [spelling for form in candidate.forms for spelling in found.get(form, ())]
    used = found.get(candidate.heading)
    if used:
        heading = used.most_common(1)[0][0]
    else:
        heading = "".join(characters.get(char, char) for char in candidate.heading)
    return structs.replace(candidate, heading=heading, forms=tuple(forms) or (heading,))


def mark(manuscript: Manuscript, plan: IndexPlan) -> Manuscript:
    """Find the terms of a manuscript in its source script, and mark every occurrence.

    The program's candidates go through the editor's plan; `terms` is filled, and the pieces
    carry marks with the terms' ids. Raises PublicationError for a plan that cannot be read.
    """
    proposed = propose_for(manuscript)
    kept = [candidate for candidate in proposed if candidate.proved]
    considered = tuple(_unmarked(each) for each in proposed if not each.proved)
    candidates = settle(respelled(kept, manuscript), plan)
    terms = [
        Term(f"t{number}", candidate.heading, candidate.kind, candidate.forms, candidate.score)
        for number, candidate in enumerate(candidates, 1)
    ]
    forms = {simplify(form): term.id for term in terms for form in term.forms}
    marked = mark_manuscript(manuscript, Scanner(forms))
    found = tuple(finish(terms, plan))
    return structs.replace(marked, terms=found, considered=considered, orders=plan.order)


def _unmarked(candidate: Candidate) -> Term:
    return Term("", candidate.heading, candidate.kind, candidate.forms, candidate.score)
