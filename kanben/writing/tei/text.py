"""Write the text of a book as TEI: divisions by headings, every change with what was printed."""

from collections.abc import Iterable, Iterator
from typing import Any

from kanben.manuscript.blocks import BlockKind, MarkKind, Piece
from kanben.manuscript.emendations import EDITOR as BY_EDITOR
from kanben.manuscript.emendations import TEXTUAL
from kanben.writing.book.flow import BookLine, Chapter, Passage
from kanben.writing.book.structure import Volume
from kanben.writing.tei.elements import add, append, name_of
from kanben.writing.tei.header import EDITOR, PROGRAM, witness_of

LEVEL = "level-"
"""How the type of a division begins that a heading opens; its rank follows."""
_LOOKS = {
    MarkKind.EMPHASIS: ("hi", {"rend": "emphasis"}),
    MarkKind.STRONG: ("hi", {"rend": "strong"}),
    MarkKind.PROPER_NAME: ("name", {}),
    MarkKind.BOOK_TITLE: ("title", {}),
    MarkKind.ADDITION: ("supplied", {"resp": f"#{EDITOR}"}),
}


class TeiBody:
    """Write chapters; `shown` gathers the numbers of the changes that stand in the text."""

    def __init__(self, volume: Volume, entries: frozenset[str]) -> None:
        self.volume = volume
        self.entries = entries
        self.shown: set[int] = set()

    def chapter(self, parent: Any, chapter: Chapter) -> None:
        """Add a chapter, its title first if no block of it bears it."""
        division = add(parent, "div", type="chapter", id=name_of(chapter.anchor))
        if chapter.title and not chapter.titled:
            add(division, "head", chapter.title)
        open_: list[tuple[int, Any]] = [(0, division)]
        for passage in chapter.passages:
            rank = passage.lines[0].level
            if rank:
                while open_[-1][0] >= rank:
                    open_.pop()
                below = add(open_[-1][1], "div", type=f"{LEVEL}{rank}")
                open_.append((rank, below))
                self._line(below, "head", passage.lines[0])
            else:
                self._passage(open_[-1][1], passage)

    def _passage(self, parent: Any, passage: Passage) -> None:
        match passage.kind:
            case BlockKind.VERSE:
                self._lines(add(parent, "lg"), "l", passage.lines)
            case BlockKind.LIST:
                self._lines(add(parent, "list"), "item", passage.lines)
            case BlockKind.TABLE if passage.rows:
                self._table(add(parent, "table"), passage)
            case BlockKind.QUOTE:
                self._lines(add(parent, "quote"), "p", passage.lines)
            case BlockKind.PARAGRAPH:
                self._lines(parent, "p", passage.lines)
            case BlockKind.IMAGE:
                self._pictures(parent, passage.lines)
            case kind:
                self._lines(parent, "ab", passage.lines, type=kind.value)

    def _lines(self, parent: Any, name: str, lines: Iterable[BookLine], **given: str) -> None:
        for line in lines:
            self._line(parent, name, line, **given)

    def _line(self, parent: Any, name: str, line: BookLine, **given: str) -> None:
        element = add(parent, name, id=name_of(line.anchor), **given)
        self.pieces(element, line.pieces)
        self._uncalled(element, line.anchor)

    def _pictures(self, parent: Any, lines: Iterable[BookLine]) -> None:
        for line in lines:
            if line.image is not None:
                figure = add(parent, "figure", id=name_of(line.anchor, "f"))
                add(figure, "graphic", url=line.image.file)
                add(figure, "figDesc", line.image.alt)
            if line.text.strip():
                self._line(parent, "ab", line, type="caption")

    def _table(self, table: Any, passage: Passage) -> None:
        for row in passage.rows:
            element = add(table, "row", id=name_of(row.anchor) if row.anchor else "")
            cell = None
            for pieces in row.cells:
                cell = add(element, "cell")
                self.pieces(cell, pieces)
            if cell is not None and row.anchor:
                self._uncalled(cell, row.anchor)

    def pieces(self, parent: Any, pieces: Iterable[Piece]) -> None:
        """Write pieces of text, with what was printed where it was changed."""
        for piece in pieces:
            for mark in piece.marks:
                if mark.kind == MarkKind.PAGE:
                    add(parent, "pb", n=mark.target)
            if piece.text:
                self._text(self._changed(parent, piece), piece)
            called = [m.target for m in piece.marks if m.kind == MarkKind.NOTE]
            self._calls(parent, called)

    def _changed(self, parent: Any, piece: Piece) -> Any:
        """Return where the text of a piece goes: into the apparatus, if it was changed."""
        number = piece.emendation
        manuscript = self.volume.manuscript
        if number is None or number in self.shown:
            return parent
        change = manuscript.emendations[number]
        if change.change not in TEXTUAL:
            return parent
        self.shown.add(number)
        app = add(parent, "app", type=change.change.value)
        author = EDITOR if change.by == BY_EDITOR else PROGRAM
        lemma = add(app, "lem", resp=f"#{author}")
        witness = witness_of(manuscript.sources[change.at.source])
        add(app, "rdg", change.before, wit=f"#{witness}")
        return lemma

    def _text(self, parent: Any, piece: Piece) -> None:
        place = parent
        reading = ""
        for mark in piece.marks:
            if mark.kind in _LOOKS:
                name, given = _LOOKS[mark.kind]
                place = add(place, name, **given)
            elif mark.kind == MarkKind.LANGUAGE:
                place = add(place, "foreign", lang=mark.target)
            elif mark.kind == MarkKind.TERM:
                reference = f"#{name_of(mark.target, 'i')}" if mark.target in self.entries else ""
                place = add(place, "term", ref=reference)
            elif mark.kind == MarkKind.RUBY:
                place, reading = add(place, "seg", type="ruby"), mark.target
        append(place, piece.text)
        if reading:
            add(place, "note", reading, type="reading", place="above")

    def _uncalled(self, parent: Any, anchor: str) -> None:
        self._calls(parent, self.volume.uncalled.get(anchor, ()))

    def _calls(self, parent: Any, names: Iterable[str]) -> None:
        for name in names:
            if name in self.volume.notes:
                number = str(self.volume.notes[name].number)
                add(parent, "ref", number, type="noteAnchor", target=f"#{name_of(name, 'n')}")


def lines_of(chapters: Iterable[Chapter]) -> Iterator[BookLine]:
    """Yield the lines of chapters."""
    return (line for each in chapters for passage in each.passages for line in passage.lines)
