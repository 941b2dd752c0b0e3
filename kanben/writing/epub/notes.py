"""Gather the notes of a book under the titles of its parts."""

from collections.abc import Mapping

from msgspec import Struct

from kanben.writing.book.calls import bracketed, numeral
from kanben.writing.book.structure import Volume
from kanben.writing.epub.files import File
from kanben.writing.epub.navigation import address


class EndNote(Struct, frozen=True):
    """Set a note: its number, bare and as it is called, its text, where its call stands."""

    number: int
    label: str
    text: str
    back: str


class NotesSection(Struct, frozen=True):
    """Hold the notes of a part; without a title in a book of one part."""

    title: str
    notes: tuple[EndNote, ...]


def notes_of(volume: Volume, called: Mapping[int, File]) -> tuple[NotesSection, ...]:
    """Return the notes by parts; `called` gives the file that calls a note, by its number."""
    texts = {note.number: note.text for note in volume.notes.values()}
    sections: dict[str, list[EndNote]] = {}
    for number, file in sorted(called.items()):
        label = bracketed(numeral(number, vertical=volume.vertical))
        note = EndNote(number, label, texts[number], address(file.name, f"call-{number}"))
        sections.setdefault(file.chapter.anchor, []).append(note)
    titles = {chapter.anchor: chapter.title for chapter in volume.book.chapters}
    return tuple(
        NotesSection(titles[anchor] if len(sections) > 1 else "", tuple(notes))
        for anchor, notes in sections.items()
    )
