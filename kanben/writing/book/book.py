"""Lay a manuscript out as a book: matter, chapters, numbered notes, words for its pages."""

from msgspec import Struct, structs

from kanben.characters import inked
from kanben.manuscript.manuscript import Apparatus, Manuscript, Note, NoteKind
from kanben.manuscript.metadata import Person
from kanben.manuscript.once import once
from kanben.writing.book.flow import Chapter, chapter


class NumberedNote(Struct, frozen=True):
    """Set a note that is numbered through the book.

    `back` is the anchor that its number leads back to, `anchor` that of the block it speaks of.
    """

    id: str
    number: int
    text: str
    back: str
    anchor: str

    @property
    def called(self) -> bool:
        """Tell whether a call in the text leads to the note."""
        return self.back != self.anchor


class Book(Struct, frozen=True):
    """Hold what every template of the book reads."""

    title: str
    subtitle: str
    lang: str
    vertical: bool
    creators: tuple[Person, ...]
    publisher: str
    date: str
    description: str
    keywords: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[NumberedNote, ...]
    footnotes: dict[str, str]
    apparatus: Apparatus

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the names of the creators."""
        return tuple(person.name for person in self.creators)

    @property
    def foot_notes(self) -> dict[str, NumberedNote]:
        """Return the editor's notes that stand at the foot of the page where they are called."""
        if self.apparatus is not Apparatus.FOOT:
            return {}
        return {note.id: note for note in self.notes if note.called}

    @property
    def end_notes(self) -> tuple[NumberedNote, ...]:
        """Return the notes that stand at the end: what no foot of a page takes."""
        at_foot = self.foot_notes
        return tuple(note for note in self.notes if note.id not in at_foot)


@once
def book_of(manuscript: Manuscript) -> Book:
    """Arrange a manuscript as a book."""
    metadata = manuscript.metadata
    return Book(
        title=metadata.title if inked(metadata.title) else manuscript.name,
        subtitle=metadata.subtitle,
        lang=manuscript.script_variant.language,
        vertical=manuscript.script_variant.vertical,
        creators=metadata.creators,
        publisher=metadata.publisher,
        date=metadata.date,
        description=metadata.description,
        keywords=metadata.subjects,
        chapters=tuple(chapter(part, number) for number, part in enumerate(manuscript.parts, 1)),
        notes=_numbered(manuscript),
        apparatus=manuscript.apparatus,
        footnotes={note.id: note.text for note in manuscript.notes if note.kind == NoteKind.AUTHOR},
    )


def with_endnotes(book: Book) -> Book:
    """Return the book with its footnotes among the notes at the end, for a page without a foot."""
    first = len(book.notes) + 1
    notes = tuple(
        NumberedNote(id_, number, text, f"call-{id_}", "")
        for number, (id_, text) in enumerate(book.footnotes.items(), first)
    )
    notes = (*book.notes, *notes)
    return structs.replace(book, notes=notes, footnotes={}, apparatus=Apparatus.END)


def _numbered(manuscript: Manuscript) -> tuple[NumberedNote, ...]:
    notes = [note for note in manuscript.notes if note.kind != NoteKind.AUTHOR]
    called = _called(manuscript) if notes else frozenset()
    return tuple(
        NumberedNote(note.id, number, note.text, _back(note, called), note.anchor)
        for number, note in enumerate(notes, 1)
    )


def _called(manuscript: Manuscript) -> frozenset[str]:
    return frozenset(
        mark.target
        for block in manuscript.blocks
        for piece in block.pieces
        for mark in piece.marks
        if mark.kind == "note"
    )


def _back(note: Note, called: frozenset[str]) -> str:
    return f"call-{note.id}" if note.id in called else note.anchor


def text_of(book: Book) -> str:
    """Return the text of a book's pages, the words of its own matter aside."""
    lines = (
        line.text
        for chapter in book.chapters
        for passage in chapter.passages
        for line in passage.lines
    )
    notes = (note.text for note in book.notes)
    titles = (chapter.title for chapter in book.chapters)
    return "\n".join((book.title, book.subtitle, *titles, *lines, *notes, *book.footnotes.values()))
