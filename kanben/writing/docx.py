"""Write DOCX editions."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from kanben import __version__
from kanben.manuscript.archive import whole_file
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages
from kanben.messages import word
from kanben.templates import render
from kanben.writing import openxml, pandoc
from kanben.writing.colophon import colophon
from kanben.writing.designs import Design
from kanben.writing.docx_matter import contents_field, index_paragraphs, page_references
from kanben.writing.docx_tree import DocxTree
from kanben.writing.pandoc import Document, Node
from kanben.writing.pictures import pictures_of
from kanben.writing.reference import HEADS, Heads, page_of, word_language, write_reference
from kanben.writing.references import sections_of
from kanben.writing.structure import Heading, Volume, contents_of, volume_of


def write(
    manuscript: Manuscript,
    path: Path,
    design: Design,
    *,
    pages: Pages | None = None,
    folder: Path | None = None,
) -> None:
    """Write the manuscript as a DOCX on the pages of a design.

    `pages` are those of the PDF edition: the numbers that contents and index show until a word
    processor counts for itself. `folder` is the publication's, for its pictures. Raises
    PublicationError for a picture that cannot be used, EngineError if pandoc fails.
    """
    volume = volume_of(manuscript)
    pictures_of(manuscript, folder)
    binder = _Binder(volume, design, pages)
    document = binder.document()
    with tempfile.TemporaryDirectory() as scratch, whole_file(path) as draft:
        reference = Path(scratch) / "reference.docx"
        write_reference(reference, volume.language, volume.book.title, design)
        frame = Path(scratch) / "document.openxml"
        frame.write_text(binder.frame(), encoding="utf-8")
        options = (f"--reference-doc={reference}", f"--template={frame}")
        pandoc.write_file(document, "docx", draft, *options, folder=folder)


class _Binder:
    """Gather the matter of one edition."""

    def __init__(self, volume: Volume, design: Design, pages: Pages | None) -> None:
        self.volume = volume
        self.page = page_of(design)
        self.pages = pages
        self.tree = DocxTree(volume, design.size)

    def document(self) -> Document:
        """Return the whole document."""
        chapters = [node for each in self.volume.book.chapters for node in self.tree.chapter(each)]
        blocks = [*self._front(), *chapters, *self._index(), *self._colophon()]
        return Document(self._properties(), blocks)

    def frame(self) -> str:
        """Return pandoc's template: the document element, with the last section's properties."""
        numbers = "" if self.volume.manuscript.index else "decimal"
        section = Markup(self._section(numbers=numbers))
        return render("docx/body.openxml", section=section)

    def _word(self, key: str) -> str:
        return word(key, self.volume.language)

    def _properties(self) -> dict[str, Node]:
        book = self.volume.book
        found = {
            "title": pandoc.string(book.title),
            "subject": pandoc.string(book.subtitle),
            "author": pandoc.strings(book.authors),
            "keywords": pandoc.strings(book.keywords),
            "description": pandoc.string(book.description),
            "lang": pandoc.string(word_language(self.volume.language)),
        }
        return {name: value for name, value in found.items() if value.c}

    def _front(self) -> Iterator[Node]:
        book = self.volume.book
        yield _styled("Title", book.title)
        if book.subtitle:
            yield _styled("Subtitle", book.subtitle)
        for person in book.creators:
            yield _styled("Author", "　".join(filter(None, (person.name, person.role))))
        for text in filter(None, (book.publisher, book.date)):
            yield _styled("Imprint", text)
        yield self._section_end(heads=None)
        yield _styled("TOC Heading", self._word("contents"))
        back = ["index"] if self.volume.manuscript.index else []
        matter = [Heading(self._word(name), name, 1) for name in (*back, "colophon")]
        yield _raw(contents_field([*contents_of(self.volume), *matter], self.pages))
        yield self._section_end(numbers="lowerRoman")

    def _index(self) -> Iterator[Node]:
        index = self.volume.manuscript.index
        if index:
            yield self._heading("index")
            yield self._section_end(numbers="decimal")
            refer = page_references(self.volume, self.pages, self.tree.occurrences)
            sections = sections_of(index, refer)
            yield _raw(index_paragraphs(sections, self._word("see"), self._word("see_also")))
            yield self._section_end(kind="continuous", columns=2)

    def _colophon(self) -> Iterator[Node]:
        yield self._heading("colophon")
        engines = {"Kanben": __version__, "pandoc": pandoc.version()}
        for row in colophon(self.volume.manuscript, engines, []):
            lines = (f"{row.label}　{row.values[0]}", *row.values[1:])
            yield _styled("Colophon", *lines)

    def _heading(self, name: str) -> Node:
        content = [pandoc.text(self._word(name))]
        return pandoc.heading(1, content, openxml.bookmark_name(name))

    def _section(
        self,
        *,
        kind: str = "nextPage",
        heads: Heads | None = HEADS,
        numbers: str = "",
        columns: int = 1,
    ) -> str:
        """Return a section's properties; `numbers` is the form of page numbers that restart."""
        return render(
            "docx/section.xml",
            page=self.page,
            kind=kind,
            heads=heads,
            numbers=numbers,
            columns=columns,
        )

    def _section_end(
        self,
        *,
        kind: str = "nextPage",
        heads: Heads | None = HEADS,
        numbers: str = "",
        columns: int = 1,
    ) -> Node:
        section = self._section(kind=kind, heads=heads, numbers=numbers, columns=columns)
        return _raw(openxml.section_end(section))


def _raw(markup: str) -> Node:
    return pandoc.raw_block("openxml", markup)


def _styled(style: str, *lines: str) -> Node:
    """Return a paragraph of lines in a style, named as word processors show it."""
    content = [node for line in lines for node in (pandoc.LINE_BREAK, pandoc.text(line))]
    block = pandoc.paragraph(content[1:])
    return pandoc.division([block], pairs={"custom-style": style})
