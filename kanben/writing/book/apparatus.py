"""Gather the notes at the end of a book under the titles of its parts."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from kanben.writing.book.book import Book, NumberedNote

_NOWHERE: Mapping[str, str] = {}


class PlacedNote(Struct, frozen=True):
    """Set a note of the end matter; `place` tells where it is called: 12页3行, empty for a link."""

    note: NumberedNote
    place: str


class NotesOfPart(Struct, frozen=True):
    """Hold the notes of a part; without a title in a book of one part."""

    title: str
    notes: tuple[PlacedNote, ...]


def apparatus_of(
    book: Book, notes: Sequence[NumberedNote], places: Mapping[str, str] = _NOWHERE
) -> tuple[NotesOfPart, ...]:
    """Gather notes by parts, in their order; `places` are those of the calls, by ids of notes."""
    parts = {
        line.anchor: number
        for number, chapter in enumerate(book.chapters)
        for passage in chapter.passages
        for line in passage.lines
    }
    titled = len(book.chapters) > 1
    return tuple(
        NotesOfPart(
            book.chapters[number].title if titled and number >= 0 else "",
            tuple(PlacedNote(note, places.get(note.id, "")) for note in group),
        )
        for number, group in groupby(notes, lambda note: parts.get(note.anchor, -1))
    )
