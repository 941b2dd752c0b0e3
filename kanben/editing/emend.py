"""Carry out the editor's emendations on a manuscript."""

from collections.abc import Callable, Iterable

from msgspec import structs

from kanben.editing.corrections import Corrections, check_overlaps
from kanben.editing.draft import Draft
from kanben.editing.structure import Structure
from kanben.manuscript.acts import Act, Printed, locate
from kanben.manuscript.blocks import Position
from kanben.manuscript.called_notes import with_called_notes
from kanben.manuscript.emendations import Change
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.publication import Publication

_SETTLES = frozenset({Change.CORRECT, Change.DROP, Change.QUERY, Change.KEEP})


def emend(manuscript: Manuscript, publication: Publication, printed: Printed) -> Manuscript:
    """Carry out what the plan of the publication says, and put every change on record.

    `printed` holds the lines of each source. First blocks are parted, joined, named and moved,
    then words are changed. A machine's repair of words that the editor changes is taken back:
    the editor's change stands for it. Doubts that the editor settled are taken from the lists.
    Raises EmendationError for an emendation that cannot be carried out.
    """
    acts = locate(publication, printed)
    check_overlaps(acts, publication)
    draft = Draft(manuscript, printed)
    structure = Structure(draft, publication, [source.label for source in manuscript.sources])
    _each(acts, Change.BREAK, structure.part)
    _each(acts, Change.JOIN, structure.join)
    _each(acts, Change.KIND, structure.name)
    structure.move_all([act for act in acts if act.change == Change.MOVE])
    corrections = Corrections(draft, publication)
    _each(acts, Change.CORRECT, corrections.correct)
    _each(acts, Change.DROP, corrections.drop)
    _each(acts, Change.INSERT, corrections.insert)
    for change in (Change.QUERY, Change.KEEP, Change.NOTE):
        _each(acts, change, corrections.remark)
    return with_called_notes(_settled(draft.manuscript(), acts))


def _each(acts: Iterable[Act], change: Change, carry_out: Callable[[Act], None]) -> None:
    for act in acts:
        if act.change == change:
            carry_out(act)


def _settled(manuscript: Manuscript, acts: Iterable[Act]) -> Manuscript:
    """Take away the suspicions about words, and the moves of blocks, that the editor decided."""
    words: set[Position] = set()
    moved: set[Position] = set()
    for act in acts:
        if act.change in _SETTLES:
            words.update(act.words.places)
        if act.change in (Change.MOVE, Change.KEEP):
            moved.update(act.words.places)
    blocks = {block.anchor: block.position for block in manuscript.blocks}
    return structs.replace(
        manuscript,
        suspicions=tuple(found for found in manuscript.suspicions if found.at not in words),
        moves=tuple(
            move
            for move in manuscript.moves
            if move.anchor in blocks and blocks[move.anchor] not in moved
        ),
    )
