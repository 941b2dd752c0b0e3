"""Know of a manuscript what reflowable editions need: numbers of notes, locators, contents."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from kanben.manuscript.blocks import MarkKind
from kanben.manuscript.locators import locators
from kanben.manuscript.manuscript import Manuscript, Note
from kanben.writing.book.book import Book, book_of
from kanben.writing.book.flow import BookLine, Chapter


class CalledNote(Struct, frozen=True):
    """Hold a note with the number that calls it, from 1 through the whole book."""

    number: int
    text: str


class Heading(Struct, frozen=True):
    """Stand in the table of contents, over the headings below it. `level` counts from 1."""

    title: str
    anchor: str
    level: int
    below: tuple["Heading", ...] = ()


class Volume(Struct, frozen=True):
    """Hold a manuscript as a reflowable edition sets it.

    `notes` are the notes by id. `uncalled` are the ids of notes that no mark calls, by the
    anchor of the block they speak of: they are called at its end. `locators` tell for the
    anchor of every block its place as a reader sees it: ``2.13`` is the 13th block of the
    second part.
    """

    manuscript: Manuscript
    book: Book
    notes: dict[str, CalledNote]
    uncalled: dict[str, tuple[str, ...]]
    locators: dict[str, str]

    @property
    def language(self) -> str:
        """Return the BCP 47 tag of the text."""
        return self.book.lang

    @property
    def vertical(self) -> bool:
        """Tell whether the text runs from top to bottom 直排."""
        return self.manuscript.script_variant.vertical

    def title_of(self, chapter: Chapter) -> str:
        """Return a chapter's title, the book's for a chapter without one."""
        return chapter.title or self.book.title


def volume_of(manuscript: Manuscript) -> Volume:
    """Arrange the manuscript as a volume."""
    book = book_of(manuscript)
    uncalled = _uncalled(manuscript, book)
    return Volume(
        manuscript=manuscript,
        book=book,
        notes=_numbered(manuscript, uncalled),
        uncalled=uncalled,
        locators=locators(manuscript),
    )


def _calls(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """Yield, for every block that is set, its anchor with nothing, then with each note it calls."""
    for part in manuscript.parts:
        for block in part.printed_blocks:
            for piece in block.pieces:
                for mark in piece.marks:
                    if mark.kind == MarkKind.NOTE:
                        yield block.anchor, mark.target
            yield block.anchor, ""


def _uncalled(manuscript: Manuscript, book: Book) -> dict[str, tuple[str, ...]]:
    if not manuscript.notes:
        return {}
    called = {target for _, target in _calls(manuscript)}
    anchors = [line.anchor for each in book.chapters for line in _lines(each)]
    known = frozenset(anchors)
    waiting: dict[str, list[str]] = defaultdict(list)
    for note in manuscript.notes:
        if note.id not in called and anchors:
            waiting[note.anchor if note.anchor in known else anchors[-1]].append(note.id)
    return {anchor: tuple(names) for anchor, names in waiting.items()}


def _numbered(
    manuscript: Manuscript, uncalled: dict[str, tuple[str, ...]]
) -> dict[str, CalledNote]:
    """Give notes their numbers, in the order in which the text calls them."""
    if not manuscript.notes:
        return {}
    notes: dict[str, Note] = {note.id: note for note in manuscript.notes}
    order: dict[str, None] = {}
    for anchor, target in _calls(manuscript):
        names = (target,) if target else uncalled.get(anchor, ())
        order.update(dict.fromkeys(name for name in names if name in notes))
    return {name: CalledNote(number, notes[name].text) for number, name in enumerate(order, 1)}


def _lines(chapter: Chapter) -> Iterator[BookLine]:
    return (line for passage in chapter.passages for line in passage.lines)


def contents_of(volume: Volume) -> tuple[Heading, ...]:
    """Return the table of contents of the text: every chapter with its headings below.

    A heading that bears the chapter's title is the chapter's entry itself.
    """
    return tuple(_entry(chapter, volume.title_of(chapter)) for chapter in volume.book.chapters)


def _entry(chapter: Chapter, title: str) -> Heading:
    below = [
        Heading(line.text.strip(), line.anchor, line.level)
        for line in chapter.headings
        if not (chapter.titled and line.level == 1)
    ]
    return Heading(title, chapter.anchor, 1, _nested(below))


def _nested(flat: list[Heading]) -> tuple[Heading, ...]:
    """Put every heading below the last one of a lesser level."""
    nested: list[Heading] = []
    start = 0
    while start < len(flat):
        end = start + 1
        while end < len(flat) and flat[end].level > flat[start].level:
            end += 1
        head = flat[start]
        below = _nested(flat[start + 1 : end])
        nested.append(Heading(head.title, head.anchor, head.level, below))
        start = end
    return tuple(nested)
