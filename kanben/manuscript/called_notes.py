"""Gather the author's notes out of the blocks in which the print has them."""

from collections.abc import Iterator

from msgspec import structs

from kanben.manuscript.blocks import APART, BlockKind, MarkKind
from kanben.manuscript.manuscript import Manuscript, Note, NoteKind

_BETWEEN = "\u3000"
"""What stands between the paragraphs of a note: an edition sets it as one."""


def note_id(anchor: str) -> str:
    """Name the note whose first block has this anchor."""
    return f"{anchor}-note"


def with_called_notes(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with the author's notes as its blocks have them now.

    A block that nothing calls goes on with the note before it; without one it is a note of the
    block above it. Notes that stand in no block stay as they are.
    """
    if not any(block.kind == BlockKind.CALLED_NOTE for block in manuscript.blocks):
        return manuscript
    made = list(_notes(manuscript))
    names = {note.id for note in made}
    others = (note for note in manuscript.notes if note.id not in names)
    return structs.replace(manuscript, notes=(*made, *others))


def callers(manuscript: Manuscript) -> dict[str, str]:
    """Return, for the id of every note that a mark calls, the anchor of the block it is in."""
    return {
        mark.target: block.anchor
        for block in manuscript.blocks
        for piece in block.pieces
        for mark in piece.marks
        if mark.kind == MarkKind.NOTE
    }


def _notes(manuscript: Manuscript) -> Iterator[Note]:
    called = callers(manuscript)
    waiting: Note | None = None
    above = next((block.anchor for block in manuscript.blocks if block.kind not in APART), "")
    for block in manuscript.blocks:
        if block.kind not in APART:
            above = block.anchor
        if block.kind != BlockKind.CALLED_NOTE:
            continue
        name, text = note_id(block.anchor), block.text.strip()
        if waiting is not None and name not in called:
            waiting = structs.replace(waiting, text=f"{waiting.text}{_BETWEEN}{text}")
            continue
        if waiting is not None:
            yield waiting
        waiting = Note(name, NoteKind.AUTHOR, text, called.get(name, above))
    if waiting is not None:
        yield waiting
