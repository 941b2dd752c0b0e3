"""Find what does not hold together in a manuscript that was read from disk.

A stage leaves none of this; a file that was edited, cut or mixed up may. Whatever a later stage
looks up is looked up here first, so that it finds a message and no stage fails half-way.
"""

from collections.abc import Iterator

from kanben.characters import inked
from kanben.manuscript.blocks import BlockKind, MarkKind, Piece, Position
from kanben.manuscript.index import Entry
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.variants import TAGS

_SCRIPTS = frozenset({"Hans", "Hant"})
_DEEPEST_HEADING = 99
"""Levels of headings; an outline of Chinese print has six."""
_DEEPEST_ENTRY = 8
"""Levels of an index; a printed one has three."""


def first_fault(manuscript: Manuscript) -> str:
    """Return where in the manuscript the first fault is, and of what; empty if it is sound."""
    return next(_faults(manuscript), "")


def _faults(manuscript: Manuscript) -> Iterator[str]:
    if manuscript.variant not in ("", *TAGS):
        yield f"variant: {manuscript.variant}"
    if manuscript.script not in _SCRIPTS:
        yield f"script: {manuscript.script}"
    if not inked(manuscript.name):
        yield "name"
    yield from _parts(manuscript)
    yield from _records(manuscript)
    for number, group in enumerate(manuscript.index):
        yield from _entries(group.entries, f"index[{number}]", 1)


def _parts(manuscript: Manuscript) -> Iterator[str]:
    notes = {note.id for note in manuscript.notes}
    anchors: set[str] = set()
    for number, part in enumerate(manuscript.parts):
        place = f"parts[{number}]"
        if not all(0 <= source < len(manuscript.sources) for source in part.sources):
            yield f"{place}.sources"
        for count, block in enumerate(part.blocks):
            where = f"{place}.blocks[{count}]"
            if block.anchor in anchors:
                yield f"{where}.anchor: {block.anchor}"
            anchors.update(filter(None, [block.anchor]))
            if not 0 <= block.level <= _DEEPEST_HEADING:
                yield f"{where}.level: {block.level}"
            if block.kind == BlockKind.IMAGE and block.image is None:
                yield f"{where}.image"
            for piece in block.pieces:
                yield from _piece(manuscript, piece, notes, where)


def _piece(manuscript: Manuscript, piece: Piece, notes: set[str], where: str) -> Iterator[str]:
    if piece.at is not None and not _stands(manuscript, piece.at):
        yield f"{where}.pieces.at: {piece.at}"
    if piece.emendation is not None and not 0 <= piece.emendation < len(manuscript.emendations):
        yield f"{where}.pieces.emendation: {piece.emendation}"
    for mark in piece.marks:
        if mark.kind == MarkKind.NOTE and mark.target not in notes:
            yield f"{where}.pieces.marks: {mark.target}"


def _stands(manuscript: Manuscript, place: Position) -> bool:
    """Tell whether a place lies in one of the sources."""
    if not 0 <= place.source < len(manuscript.sources):
        return False
    return 1 <= place.line <= manuscript.sources[place.source].lines and place.column >= 0


def _records(manuscript: Manuscript) -> Iterator[str]:
    places = {
        "emendations": [change.at for change in manuscript.emendations],
        "suspicions": [doubt.at for doubt in manuscript.suspicions],
        "choices": [choice.at for choice in manuscript.choices if choice.at is not None],
        "readings": [side.at for pair in manuscript.readings for side in (pair.a, pair.b)],
        "breaks": [Position(each.source, each.after) for each in manuscript.breaks],
    }
    for name, found in places.items():
        for number, place in enumerate(found):
            if not _stands(manuscript, place):
                yield f"{name}[{number}]: {place}"


def _entries(entries: tuple[Entry, ...], where: str, level: int) -> Iterator[str]:
    for number, entry in enumerate(entries):
        place = f"{where}.entries[{number}]"
        if not entry.heading or level > _DEEPEST_ENTRY:
            yield place
        else:
            yield from _entries(entry.subentries, place, level + 1)
