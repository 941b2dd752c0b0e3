"""Find the terms of an index, and mark where they stand."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from msgspec import structs

from kanben.indexing.judging.scales import judge
from kanben.indexing.judging.standing import with_standing
from kanben.indexing.marks.editor import finish, settle
from kanben.indexing.marks.marking import character_spellings, mark_manuscript, spellings
from kanben.indexing.marks.references import cross_references, with_special_terms
from kanben.indexing.marks.within import within_others
from kanben.indexing.merging.lengthening import lengthen
from kanben.indexing.merging.likeness import join_alike
from kanben.indexing.merging.merge import merge
from kanben.indexing.names.divisions import (
    find_features,
    find_sundered_divisions,
    find_unlisted_divisions,
)
from kanben.indexing.names.finders import finders
from kanben.indexing.names.styles import styles_in
from kanben.indexing.text.books import BookKind, kind_of_book
from kanben.indexing.text.passages import CutText, cut_passages, recut
from kanben.indexing.text.scan import Scanner
from kanben.indexing.text.sightings import Candidate, weigh
from kanben.manuscript.blocks import APART
from kanben.manuscript.index import Term
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import IndexPlan
from kanben.simplified import simplify
from kanben.words import tag

_LOCAL = (find_unlisted_divisions, find_sundered_divisions, find_features)
_PROVED = 1.0
"""Evidence by which a division that no list has cuts the text anew: two sights of it."""
_DOUBTED = 0.1
"""Probability below which a candidate is not worth an editor's time: one in ten is right."""
_LONG = 3
"""Characters of a name that stands without 县 or 区 too: 望潮区, 望潮."""


def _texts(manuscript: Manuscript) -> list[str]:
    """Return the text of every block that editions set."""
    return [block.text for block in manuscript.blocks if block.kind not in APART]


def gather(texts: Sequence[str]) -> tuple[BookKind, list[Candidate]]:
    """Return what kind of book the texts are, and all candidates, their forms brought together."""
    passages = cut_passages(texts)
    book = kind_of_book(texts)
    passages = recut(passages, _local_names(passages))
    sightings = chain.from_iterable(find(passages) for find in finders(book))
    whole = lengthen(weigh(sightings), passages)
    found = merge(whole, texts, styles_in(passages))
    return book, with_standing(join_alike(found), passages)


def propose(texts: Sequence[str]) -> list[Candidate]:
    """Return what the program would index, best first; texts are in simplified script."""
    book, found = gather(texts)
    judged = judge(found, texts, book)
    return sorted(judged, key=lambda candidate: (-candidate.score, candidate.heading))


def _local_names(passages: Sequence[CutText]) -> set[str]:
    """Return the towns and districts that the texts prove, with and without 县, 区, 镇."""
    found = weigh(chain.from_iterable(find(passages) for find in _LOCAL))
    names = {candidate.heading for candidate in found if candidate.score >= _PROVED}
    return names | {name[:-1] for name in names if len(name) == _LONG and not tag(name[:-1])}


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
    kept = [candidate for candidate in proposed if candidate.score >= plan.threshold]
    doubted = (each for each in proposed if _DOUBTED <= each.score < plan.threshold)
    considered = tuple(map(_unmarked, doubted))
    candidates = settle(respelled(kept, manuscript), plan)
    terms = [
        Term(f"t{number}", candidate.heading, candidate.kind, candidate.forms, candidate.score)
        for number, candidate in enumerate(candidates, 1)
    ]
    forms = {simplify(form): term.id for term in terms for form in term.forms}
    scanner = Scanner(forms)
    marked = mark_manuscript(manuscript, scanner)
    finished = with_special_terms(finish(terms, plan))
    texts = [simplify(text) for text in _texts(manuscript)]
    if plan.places_within:
        finished = within_others(finished, texts, scanner)
    used = Counter(text[hit.start : hit.end] for text in texts for hit in scanner.hits(text))
    unwanted = {*plan.remove, *plan.merge, *plan.rename}
    others = (each for each in cross_references(finished, used) if each.heading not in unwanted)
    found = (*finished, *others)
    return structs.replace(marked, terms=found, considered=considered, orders=plan.order)


def _unmarked(candidate: Candidate) -> Term:
    return Term("", candidate.heading, candidate.kind, candidate.forms, candidate.score)
