"""Turn chapters into pandoc's tree for DOCX: styles, bookmarks, hidden index entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from kanben.characters import cells
from kanben.manuscript.blocks import BlockKind, Mark, MarkKind, Piece
from kanben.manuscript.index import Entry
from kanben.writing.book.calls import call_texts
from kanben.writing.book.flow import BookLine, Chapter, Row
from kanben.writing.book.structure import CalledNote, Volume
from kanben.writing.docx import openxml
from kanben.writing.pandoc import engine as pandoc
from kanben.writing.pandoc.engine import Node
from kanben.writing.pandoc.tree import Marks, Tree

_SOFT_HYPHEN = "\u00ad"
_WESTERN_TOO = frozenset("“”‘’·…—")
"""Marks of Chinese and of Western text alike; by Western rules “ may end a line."""

_STYLES = {
    BlockKind.KICKER: "Kicker",
    BlockKind.BYLINE: "Byline",
    BlockKind.CAPTION: "caption",
    BlockKind.VERSE: "Verse",
    BlockKind.LIST: "Item",
    BlockKind.QUOTE: "Block Text",
    BlockKind.CODE: "Source Code",
    BlockKind.SCENE_BREAK: "Scene Break",
    BlockKind.FOOTNOTE: "Printed Note",
    BlockKind.NOTE: "Printed Note",
}
_CHARACTER_STYLES = {
    MarkKind.EMPHASIS: "Emphasis",
    MarkKind.STRONG: "Strong",
    MarkKind.PROPER_NAME: "Proper Name",
    MarkKind.BOOK_TITLE: "Book Title Mark",
    MarkKind.ADDITION: "Addition",
}


class WordOccurrence(Struct, frozen=True):
    """Name the bookmark on an occurrence of a term, and the anchor of the block around it."""

    bookmark: str
    anchor: str


class _Marked(Struct, frozen=True):
    """Know of an indexed term its number, and its entry with the headings above it."""

    number: int
    entry: Entry
    path: tuple[str, ...]


class DocxTree(Tree):
    """Build the tree for DOCX; `occurrences` lists those of every indexed term met so far.

    `size` is that of the text in points; `pictures` gives addresses by the names of files.
    """

    silent = Tree.silent | {MarkKind.PAGE}

    def __init__(
        self, volume: Volume, size: float, pictures: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(volume)
        self.pictures = pictures or {}
        self.size = size
        self.occurrences: dict[str, list[WordOccurrence]] = defaultdict(list)
        self._terms = {
            entry.term: _Marked(number, entry, path)
            for number, (entry, path) in enumerate(_paths(volume), 1)
            if entry.term
        }
        self._title_anchor = ""
        self._anchor = ""
        self._number = 0

    def anchor(self, name: str) -> str:
        """Return the name of the anchor's bookmark."""
        return openxml.bookmark_name(name)

    def chapter(self, chapter: Chapter) -> list[Node]:
        """Return a chapter's blocks; a heading that bears its title has the chapter's bookmark."""
        self._title_anchor = chapter.anchor if chapter.titled else ""
        return super().chapter(chapter)

    def title(self, chapter: Chapter) -> Node:
        """Return the chapter's title as a heading of the first level."""
        return pandoc.heading(1, self.text(chapter.title), self.anchor(chapter.anchor))

    def heading(self, line: BookLine, content: list[Node]) -> Node:
        """Return a heading under a bookmark."""
        anchor = line.anchor
        if line.level == 1 and self._title_anchor:
            anchor, self._title_anchor = self._title_anchor, ""
        return pandoc.heading(line.level, content, self.anchor(anchor))

    def content(self, line: BookLine) -> list[Node]:
        """Return a line's text, its terms bookmarked."""
        self._anchor = line.anchor
        return super().content(line)

    def line(self, line: BookLine, content: list[Node]) -> Node:
        """Return a paragraph in the style of its kind."""
        style = _STYLES.get(line.kind)
        block = pandoc.paragraph(content)
        return pandoc.division([block], pairs={"custom-style": style}) if style else block

    def group(self, kind: BlockKind, blocks: list[Node]) -> Node:
        """Return lines that stand together; in DOCX their style holds them together."""
        return pandoc.division(blocks)

    def figure(self, line: BookLine, caption: BookLine, content: list[Node]) -> Node:
        """Return a picture over its caption."""
        if line.image is None:
            return self.line(line, content)
        file = line.image.file
        picture = pandoc.image(self.pictures.get(file, file), line.image.alt)
        return pandoc.figure(picture, content, "")

    def table(self, rows: Sequence[Row]) -> Node:
        """Return a table that fills the measure, its columns as wide as their longest cells."""
        columns = zip_longest(*(row.texts for row in rows), fillvalue="")
        longest = [max(cells(cell) for cell in column) + 1 for column in columns]
        shares = [width / sum(longest) for width in longest]
        return pandoc.table([self.cells(row) for row in rows], "", shares)

    def cells(self, row: Row) -> list[list[Node]]:
        """Return the contents of a row's cells; terms in them are bookmarked at its anchor."""
        self._anchor = row.anchor or self._anchor
        return super().cells(row)

    def inlines(self, pieces: Iterable[Piece]) -> list[Node]:
        """Return the text of pieces, every occurrence of an indexed term between bookmarks.

        A term that runs over several pieces is one occurrence, also where a page of the print
        begins inside it.
        """
        nodes: list[Node] = []
        running: dict[str, int] = {}
        for run, marks in self.runs(pieces):
            if run and (marks or running):
                nodes.extend(self._bookmarks(marks, running))
                marks = tuple([mark for mark in marks if mark.kind != MarkKind.TERM])
            nodes.extend(self.run(run, marks))
        nodes.extend(self._bookmarks((), running))
        return nodes

    def _bookmarks(self, marks: Marks, running: dict[str, int]) -> Iterator[Node]:
        """Yield the ends of the bookmarks that are over, the starts of those that begin.

        `running` gives the number of the open bookmark by its term, and is kept up to date.
        """
        indexed = self._terms
        terms = [
            mark.target for mark in marks if mark.kind == MarkKind.TERM and mark.target in indexed
        ]
        for term in tuple(running):
            if term not in terms:
                yield _raw(openxml.bookmark_end(running.pop(term)))
        for term in terms:
            if term not in running:
                yield _raw(self._occurrence(term))
                running[term] = self._number

    def _occurrence(self, term: str) -> str:
        """Begin the bookmark of a term's next occurrence, its hidden index entry inside."""
        found = self.occurrences[term]
        marked = self._terms[term]
        name = f"x_{marked.number}_{len(found) + 1}"
        entry = marked.entry
        first = all(each.anchor != self._anchor for each in found)
        main = first and self._anchor == entry.main
        found.append(WordOccurrence(name, self._anchor))
        self._number += 1
        field = openxml.index_field(marked.path, entry.reading, main=main)
        return openxml.bookmark_start(name, self._number) + field

    def run(self, run: str, marks: Marks) -> Iterator[Node]:
        """Yield a run; one of nothing but marks is told to be Chinese, which pandoc does not do."""
        if _is_bare_marks(run) and all(mark.kind == MarkKind.NOTE for mark in marks):
            yield _raw(openxml.run(run))
            run = ""
        if run or marks:
            yield from super().run(run, marks)

    def text(self, run: str) -> list[Node]:
        """Return a run of text of one look."""
        return words_of(run)

    def marked(self, mark: Mark, content: list[Node]) -> list[Node]:
        """Return content in the character style of a mark."""
        if mark.kind == MarkKind.LANGUAGE:
            return [pandoc.span(content, pairs={"lang": mark.target})]
        if mark.kind == MarkKind.RUBY:
            base = _said(content)
            return [_raw(openxml.ruby(base, mark.target, self.size))]
        if mark.kind in _CHARACTER_STYLES:
            style = _CHARACTER_STYLES[mark.kind]
            content = [_restyled(node, style.replace(" ", "")) for node in content]
            return [pandoc.span(content, pairs={"custom-style": style})]
        return content

    def calls(self, called: Sequence[CalledNote]) -> list[Node]:
        """Return footnotes; Word numbers them, so only the signs around the numbers are set."""
        nodes: list[Node] = []
        for each, sign in zip(called, call_texts([""] * len(called)), strict=True):
            opening, closing = sign[:1], sign[1:]
            nodes.append(_raw(openxml.run(opening, "FootnoteReference")))
            nodes.append(pandoc.footnote([pandoc.paragraph(words_of(each.text))]))
            if closing:
                nodes.append(_raw(openxml.run(closing, "FootnoteReference")))
        return nodes

    def page(self, label: str) -> Node:
        """Return nothing to be seen: a DOCX knows only its own pages."""
        return _raw("")


def _is_bare_marks(text: str) -> bool:
    """Tell whether a text is of marks that Word takes for Western ones unless it is told."""
    return not _WESTERN_TOO.isdisjoint(text) and not any(char.isalnum() for char in text)


def _raw(markup: str) -> Node:
    return pandoc.raw_inline("openxml", markup)


def _restyled(node: Node, style: str) -> Node:
    """Return markup of our own in a character style, which pandoc gives only to its own."""
    match node:
        case Node(t="RawInline", c=(_, markup)):
            return _raw(openxml.styled(markup, style))
    return node


def _paths(volume: Volume) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Yield the index's entries with their headings, from the top one down."""
    for group in volume.manuscript.index:
        for entry in group.entries:
            yield from _below(entry, ())


def _below(entry: Entry, above: tuple[str, ...]) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    path = (*above, entry.heading)
    yield entry, path
    for subentry in entry.subentries:
        yield from _below(subentry, path)


def words_of(text: str) -> list[Node]:
    """Return text as nodes, each soft hyphen one of its own.

    Pandoc 3 drops one at the end of a string, and all but one of several.
    """
    first, *others = text.split(_SOFT_HYPHEN)
    nodes = [pandoc.text(first)] if first or not others else []
    for each in others:
        nodes.append(_raw(openxml.soft_hyphen()))
        nodes += [pandoc.text(each)] if each else []
    return nodes


def _said(nodes: Iterable[Node]) -> str:
    hyphen = _raw(openxml.soft_hyphen())
    return "".join(
        _SOFT_HYPHEN if node == hyphen else str(node.c)
        for node in nodes
        if node == hyphen or node.t == "Str"
    )
