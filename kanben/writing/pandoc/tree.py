"""Turn chapters into pandoc's tree; what differs between formats is left to subclasses."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from kanben.manuscript.blocks import BlockKind, Mark, MarkKind, Piece
from kanben.writing.book.flow import GROUPED, BookLine, Chapter, Passage, Row
from kanben.writing.book.structure import CalledNote, Volume
from kanben.writing.pandoc import engine as pandoc
from kanben.writing.pandoc.engine import Node

Marks = tuple[Mark, ...]

_SILENT = frozenset({MarkKind.PROTECTED})
"""Marks that speak to other stages and never show."""


class Tree(ABC):
    """Build the tree of one edition."""

    silent: frozenset[MarkKind] = _SILENT

    def __init__(self, volume: Volume) -> None:
        self.volume = volume

    def chapter(self, chapter: Chapter) -> list[Node]:
        """Return the blocks of a chapter, its title first."""
        blocks = [] if chapter.titled or not chapter.title else [self.title(chapter)]
        passages = list(chapter.passages)
        for number, passage in enumerate(passages):
            if self._is_legend(passages, number):
                continue
            if passage.kind == BlockKind.IMAGE:
                legend = self._is_legend(passages, number + 1)
                blocks.extend(self._picture(passage, passages[number + 1] if legend else None))
            else:
                blocks.extend(self.passage(passage))
        return blocks

    def _is_legend(self, passages: list[Passage], number: int) -> bool:
        """Tell whether the passage of this number is the caption of the picture before it."""
        return 0 < number < len(passages) and (
            passages[number].kind == BlockKind.CAPTION
            and passages[number - 1].kind == BlockKind.IMAGE
            and passages[number - 1].lines[0].image is not None
        )

    def _picture(self, passage: Passage, legend: Passage | None) -> Iterator[Node]:
        for line in passage.lines:
            if line.image is None:
                yield self.line(line, self.content(line))
                continue
            caption = legend.lines[0] if legend else line
            yield self.figure(line, caption, self.content(caption))

    def passage(self, passage: Passage) -> list[Node]:
        """Return the blocks of a passage; lines that stand together are held together."""
        if passage.kind == BlockKind.TABLE and passage.rows:
            return [self.table(passage.rows), *self._uncalled_in(passage)]
        blocks = [self._block(line) for line in passage.lines]
        return [self.group(passage.kind, blocks)] if passage.kind in GROUPED else blocks

    def _block(self, line: BookLine) -> Node:
        if line.level:
            return self.heading(line, self.content(line))
        return self.line(line, self.content(line))

    def _uncalled_in(self, table: Passage) -> Iterator[Node]:
        """Yield, below a table, the notes on its rows that nothing in the text calls."""
        for line in table.lines:
            names = self.volume.uncalled.get(line.anchor, ())
            if names:
                yield pandoc.paragraph(self.calls([self.volume.notes[name] for name in names]))

    def table(self, rows: Sequence[Row]) -> Node:
        """Return a table; its columns are as wide as they need."""
        return pandoc.table([self.cells(row) for row in rows], "")

    def cells(self, row: Row) -> list[list[Node]]:
        """Return the contents of a row's cells, the row's anchor in the first."""
        contents = [self.inlines(cell) for cell in row.cells]
        if row.anchor:
            contents[0] = [pandoc.span([], self.anchor(row.anchor)), *contents[0]]
        return contents

    def content(self, line: BookLine) -> list[Node]:
        """Return a line's text, with the calls of all notes on it."""
        return self.inlines(self.pieces(line))

    def pieces(self, line: BookLine) -> tuple[Piece, ...]:
        """Return a line's pieces; notes on it that nothing in the text calls are called last."""
        names = self.volume.uncalled.get(line.anchor, ())
        calls = tuple(Mark(MarkKind.NOTE, name) for name in names)
        return (*line.pieces, Piece("", marks=calls)) if calls else line.pieces

    def inlines(self, pieces: Iterable[Piece]) -> list[Node]:
        """Return the text of pieces; neighbours that look the same are one."""
        return [node for run, marks in self.runs(pieces) for node in self.run(run, marks)]

    def runs(self, pieces: Iterable[Piece]) -> Iterator[tuple[str, Marks]]:
        """Yield runs of one look: their text, the marks that show.

        A piece that has no text and only calls notes makes its calls part of the run before it.
        """
        silent = self.silent
        texts: list[str] = []
        look: Marks = ()
        for piece in pieces:
            marks = piece.marks
            if marks or look:
                marks = tuple([mark for mark in marks if mark.kind not in silent])
                if texts and not piece.text and _only_calls(marks):
                    look = (*look, *marks)
                    continue
                if marks != look:
                    if texts:
                        yield "".join(texts), look
                    texts, look = [], marks
            texts.append(piece.text)
        if texts:
            yield "".join(texts), look

    def run(self, run: str, marks: Marks) -> Iterator[Node]:
        """Yield a run of one look, the page that begins before it, the notes called after it."""
        if not marks:
            yield from self.text(run)
            return
        yield from (self.page(mark.target) for mark in marks if mark.kind == MarkKind.PAGE)
        content = self.text(run) if run else []
        for mark in _from_within(marks):
            content = self.marked(mark, content) if content else content
        yield from content
        notes = self.volume.notes
        called = [
            notes[mark.target]
            for mark in marks
            if mark.kind == MarkKind.NOTE and mark.target in notes
        ]
        if called:
            yield from self.calls(called)

    def text(self, run: str) -> list[Node]:
        """Return a run of text of one look."""
        return [pandoc.text(run)]

    def anchor(self, name: str) -> str:
        """Return the identifier of a block in this format, from its anchor."""
        return name

    @abstractmethod
    def title(self, chapter: Chapter) -> Node:
        """Return the heading of a chapter whose text does not print its title."""

    @abstractmethod
    def heading(self, line: BookLine, content: list[Node]) -> Node:
        """Return a heading of the text."""

    @abstractmethod
    def line(self, line: BookLine, content: list[Node]) -> Node:
        """Return a block of the text that is no heading."""

    @abstractmethod
    def group(self, kind: BlockKind, blocks: list[Node]) -> Node:
        """Return blocks held together: a poem, a list, a listing."""

    @abstractmethod
    def figure(self, line: BookLine, caption: BookLine, content: list[Node]) -> Node:
        """Return a picture with its caption, which may be a block of its own."""

    @abstractmethod
    def marked(self, mark: Mark, content: list[Node]) -> list[Node]:
        """Return content as a mark makes it look."""

    @abstractmethod
    def calls(self, called: Sequence[CalledNote]) -> list[Node]:
        """Return the calls of notes that are called at one place."""

    @abstractmethod
    def page(self, label: str) -> Node:
        """Return the place where a page of the print begins."""


def _only_calls(marks: Marks) -> bool:
    return bool(marks) and all(mark.kind == MarkKind.NOTE for mark in marks)


def _from_within(marks: Marks) -> Iterator[Mark]:
    """Yield the marks from the inmost: a reading belongs to the bare words, all else is around."""
    yield from (mark for mark in marks if mark.kind == MarkKind.RUBY)
    yield from (mark for mark in reversed(marks) if mark.kind != MarkKind.RUBY)
