"""Turn chapters into XHTML, through pandoc's tree."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from kanben.manuscript.blocks import BlockKind, Mark, MarkKind
from kanben.manuscript.pages import Pages
from kanben.manuscript.pieces import texts_between
from kanben.typesetting.postures import postures
from kanben.writing.book.calls import call_texts, numeral
from kanben.writing.book.flow import BookLine, Chapter
from kanben.writing.book.phrases import PHONE, is_whole, words_of
from kanben.writing.book.structure import CalledNote, Volume
from kanben.writing.epub.files import File
from kanben.writing.epub.navigation import address
from kanben.writing.pandoc import engine as pandoc
from kanben.writing.pandoc.engine import Document, Node
from kanben.writing.pandoc.tree import Tree

_BOUNDARY = "<!-- kanben: the next file begins -->"
"""Stands between files in pandoc's output. Text cannot hold it: pandoc escapes its ``<``."""

_CLASSES = {
    MarkKind.PROPER_NAME: "proper-name",
    MarkKind.BOOK_TITLE: "book-title",
    MarkKind.ADDITION: "addition",
}
NOTES = "notes.xhtml"
"""The file that gathers the notes."""

_TITLE_LIKE = frozenset({BlockKind.KICKER, BlockKind.BYLINE})
"""Kinds that are broken between phrases, as titles are."""

_ROLES = {BlockKind.LIST: ("list", "listitem")}


class PageStart(Struct, frozen=True):
    """Name a page that begins in the text: its label, its anchor, the file that it begins in."""

    label: str
    anchor: str
    file: str


class XhtmlTree(Tree):
    """Build the tree for XHTML.

    `pictures` gives pictures' names in the edition by the names of their files; `pages` are
    those of the PDF edition. `print_pages` and `edition_pages` list the pages met so far, `called`
    the notes, each with the file that calls it first.
    """

    silent = Tree.silent | {MarkKind.TERM}

    def __init__(
        self, volume: Volume, pictures: Mapping[str, str], pages: Pages | None = None
    ) -> None:
        super().__init__(volume)
        self.pictures = pictures
        self.pages = pages
        self.print_pages: list[PageStart] = []
        self._print_starts = 0
        self.edition_pages: list[PageStart] = []
        self.called: dict[int, File] = {}

    def file(self, file: File) -> list[Node]:
        """Return the blocks of a file."""
        self._file = file
        return self.chapter(file.chapter)

    def text(self, run: str) -> list[Node]:
        """Return a run of text; in vertical lines, with what stands upright."""
        if not self.volume.vertical:
            return super().text(run)
        return [
            pandoc.span([pandoc.text(part)], classes=[posture]) if posture else pandoc.text(part)
            for part, posture in postures(run)
        ]

    def title(self, chapter: Chapter) -> Node:
        """Return the chapter's title as a heading of the first level."""
        return pandoc.heading(1, self._phrased(self.text(chapter.title)), "")

    def heading(self, line: BookLine, content: list[Node]) -> Node:
        """Return a heading that keeps its anchor and says what it is."""
        return pandoc.heading(line.level, self._phrased(content), line.anchor, [line.kind])

    def _phrased(self, content: list[Node]) -> list[Node]:
        """Return a title's content with a span for each phrase, for each word of a long one."""
        phrases: list[list[Node]] = [[]]
        for node in content:
            if node.t != "Str":
                phrases[-1].append(node)
                continue
            first, *others = str(node.c).split(" ")
            phrases[-1].extend(_words(first))
            phrases.extend(list(_words(other)) for other in others)
        spans = [pandoc.span(phrase, classes=["phrase"]) for phrase in phrases if phrase]
        return [node for span in spans for node in (pandoc.text(" "), span)][1:]

    def line(self, line: BookLine, content: list[Node]) -> Node:
        """Return a paragraph with its anchor; its class is the block's kind."""
        if line.kind in _TITLE_LIKE:
            content = self._phrased(content)
        classes = [] if line.kind == BlockKind.PARAGRAPH else [line.kind]
        pairs = {"wrapper": "1"}
        if line.kind in _ROLES:
            pairs["role"] = _ROLES[line.kind][1]
        return pandoc.division([pandoc.paragraph(content)], line.anchor, classes, pairs)

    def group(self, kind: BlockKind, blocks: list[Node]) -> Node:
        """Return lines in a division whose class names the group."""
        pairs = {"role": _ROLES[kind][0]} if kind in _ROLES else {}
        return pandoc.division(blocks, "", [f"{kind}-group"], pairs)

    def figure(self, line: BookLine, caption: BookLine, content: list[Node]) -> Node:
        """Return a figure; a caption that is a block of its own keeps its anchor."""
        if line.image is None:
            return self.line(line, content)
        picture = pandoc.image(self.pictures[line.image.file], line.image.alt)
        legend = [pandoc.span(content, caption.anchor)] if caption is not line else content
        return pandoc.figure(picture, legend, line.anchor)

    def marked(self, mark: Mark, content: list[Node]) -> list[Node]:
        """Return content in the elements and classes that the style sheet knows."""
        match mark.kind:
            case MarkKind.EMPHASIS:
                return [pandoc.emphasis(content)]
            case MarkKind.STRONG:
                return [pandoc.strong(content)]
            case MarkKind.LANGUAGE:
                return [_spoken(content, mark.target)]
            case MarkKind.RUBY:
                return _ruby(content, mark.target)
            case kind if kind in _CLASSES:
                return [pandoc.span(content, classes=[_CLASSES[kind]])]
        return content

    def calls(self, called: Sequence[CalledNote]) -> list[Node]:
        """Return links to the notes, which stand in a file of their own."""
        numerals = [numeral(each.number, vertical=self.volume.vertical) for each in called]
        links = [
            self._call(each.number, text)
            for each, text in zip(called, call_texts(numerals), strict=True)
        ]
        return [pandoc.span(links, classes=["calls"])]

    def _call(self, number: int, text: str) -> Node:
        again = number in self.called
        self.called.setdefault(number, self._file)
        pairs = {"role": "doc-noteref", "epub:type": "noteref"}
        anchor = "" if again else f"call-{number}"
        target = address(NOTES, f"note-{number}")
        named = pandoc.attributes(anchor, ["noteref"], pairs)
        return pandoc.link([pandoc.text(text)], target, named)

    def page(self, label: str) -> Node:
        """Return an empty element where a page of the print begins.

        It says so itself only if the edition counts no pages of its own: reading systems know
        one sequence of pages; nor if nothing numbers it.
        """
        self._print_starts += 1
        start = PageStart(label, f"print-{self._print_starts}", self._file.name)
        if label:
            self.print_pages.append(start)
        return _page_break(start) if label and self.pages is None else pandoc.span([], start.anchor)

    def content(self, line: BookLine) -> list[Node]:
        """Return a line's text with the places where pages of the PDF begin."""
        cuts = list(self._page_starts(line))
        if not cuts:
            return super().content(line)
        pieces = self.pieces(line)
        nodes: list[Node] = []
        for (offset, start), (end, _) in pairwise([*cuts, (len(line.text) + 1, None)]):
            nodes += self.inlines(texts_between(pieces, 0, offset)) if not nodes else []
            nodes += [_page_break(start)] if start else []
            nodes += self.inlines(texts_between(pieces, offset, end))
        return nodes

    def _page_starts(self, line: BookLine) -> Iterator[tuple[int, PageStart]]:
        """Yield the offsets where pages begin in a line, each page once in the book."""
        if self.pages is None or line.anchor not in self.pages.anchors:
            return
        first = (0, self.pages.anchors[line.anchor])
        for offset, page in (first, *self.pages.runs.get(line.anchor, ())):
            label = self.pages.labels[page]
            if not self.edition_pages or self.edition_pages[-1].label != label:
                start = PageStart(label, f"page-{len(self.edition_pages) + 1}", self._file.name)
                self.edition_pages.append(start)
                yield offset, start


def _page_break(start: PageStart) -> Node:
    pairs = {"role": "doc-pagebreak", "epub:type": "pagebreak", "aria-label": start.label}
    return pandoc.span([], start.anchor, pairs=pairs)


def _words(phrase: str) -> Iterator[Node]:
    """Yield a phrase, or the words of a long one."""
    words = words_of(phrase, PHONE)
    for word in words:
        if len(words) > 1 and is_whole(word):
            yield pandoc.span([pandoc.text(word)], classes=["word"])
        elif word:
            yield pandoc.text(word)


def _spoken(content: list[Node], language: str) -> Node:
    return pandoc.span(content, pairs={"lang": language, "xml:lang": language})


def _ruby(content: list[Node], reading: str) -> list[Node]:
    return [
        pandoc.raw_inline("html", "<ruby>"),
        *content,
        pandoc.raw_inline("html", "<rt>"),
        pandoc.text(reading),
        pandoc.raw_inline("html", "</rt></ruby>"),
    ]


def write_files(tree: XhtmlTree, files: Sequence[File]) -> list[str]:
    """Return the XHTML of every file, written by pandoc in one run."""
    blocks: list[Node] = []
    for file in files:
        blocks.extend(tree.file(file))
        blocks.append(pandoc.raw_block("html", _BOUNDARY))
    written = pandoc.write_fragment(Document({}, blocks), "html5")
    return written.split(_BOUNDARY)[:-1]
