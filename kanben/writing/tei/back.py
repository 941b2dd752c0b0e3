"""Write what stands behind the text of a TEI edition: notes, index, apparatus, colophon."""

from collections.abc import Collection, Sequence
from typing import Any

from kanben.manuscript.blocks import Position
from kanben.manuscript.emendations import EDITOR as BY_EDITOR
from kanben.manuscript.emendations import TEXTUAL
from kanben.manuscript.index import Entry
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word
from kanben.writing.book.calls import name_of_notes
from kanben.writing.book.colophon import ColophonRow
from kanben.writing.book.structure import Volume
from kanben.writing.tei.elements import add, append, name_of
from kanben.writing.tei.header import EDITOR, PROGRAM, witness_of


def write_notes(back: Any, volume: Volume) -> None:
    """Add the notes, in the order of their numbers."""
    if not volume.notes:
        return
    division = add(back, "div", type="notes", id="notes")
    notes = volume.manuscript.notes
    add(division, "head", word(name_of_notes(notes), volume.language))
    kinds = {note.id: note.kind.value for note in notes}
    for name, note in volume.notes.items():
        about = {"type": kinds[name], "n": str(note.number), "id": name_of(name, "n")}
        add(division, "note", note.text, **about)


def write_index(back: Any, volume: Volume) -> None:
    """Add the index: a list for each group, leading to paragraphs."""
    manuscript = volume.manuscript
    if not manuscript.index:
        return
    division = add(back, "div", type="index", id="index")
    add(division, "head", word("index", volume.language))
    for group in manuscript.index:
        entries = add(division, "list", type="index")
        if group.label:
            add(entries, "head", group.label)
        for entry in group.entries:
            _entry(entries, entry, volume)


def _entry(parent: Any, entry: Entry, volume: Volume) -> None:
    item = add(parent, "item", id=name_of(entry.term, "i") if entry.term else "")
    add(item, "term", entry.heading, type=entry.kind.value)
    shown = volume.locators
    for number, anchor in enumerate(a for a in dict.fromkeys(entry.occurrences) if a in shown):
        append(item, "，" if number else "　")
        main = "main" if anchor == entry.main else ""
        add(item, "ref", shown[anchor], target=f"#{name_of(anchor)}", type=main)
    for key, headings in (("see", (entry.see,)), ("see_also", entry.see_also)):
        said = "；".join(filter(None, headings))
        if said:
            append(item, f"　{word(key, volume.language)}{said}")
    if entry.subentries:
        below = add(item, "list")
        for sub in entry.subentries:
            _entry(below, sub, volume)


def write_apparatus(back: Any, manuscript: Manuscript, shown: Collection[int]) -> None:
    """Add what no place in the text can hold: what was left out, and what witnesses read."""
    left = [
        change
        for number, change in enumerate(manuscript.emendations)
        if number not in shown and change.change in TEXTUAL
    ]
    if not left and not manuscript.readings:
        return
    apparatus = add(add(back, "div", type="apparatus", id="apparatus"), "listApp")
    for change in left:
        app = add(apparatus, "app", type=change.change.value, loc=_place(manuscript, change.at))
        author = EDITOR if change.by == BY_EDITOR else PROGRAM
        add(app, "lem", change.after, resp=f"#{author}")
        add(app, "rdg", change.before, wit=_witness(manuscript, change.at))
    for found in manuscript.readings:
        app = add(apparatus, "app", type=found.kind.value, loc=_place(manuscript, found.a.at))
        for witness in (found.a, found.b):
            add(app, "rdg", witness.reading, wit=_witness(manuscript, witness.at))


def _witness(manuscript: Manuscript, at: Position) -> str:
    return f"#{witness_of(manuscript.sources[at.source])}"


def _place(manuscript: Manuscript, at: Position) -> str:
    """Return a place in the print: label of the source, line, column from 1."""
    return f"{manuscript.sources[at.source].label}:{at.line}:{at.column + 1}"


def write_colophon(back: Any, rows: Sequence[ColophonRow], language: str) -> None:
    """Add the colophon, a label and an item for each row."""
    division = add(back, "div", type="colophon", id="colophon")
    add(division, "head", word("colophon", language))
    table = add(division, "list", type="gloss")
    for row in rows:
        add(table, "label", row.label)
        add(table, "item", "\n".join(filter(None, row.values)))
