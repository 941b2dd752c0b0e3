"""Write DOCX editions."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from kanben.manuscript.archive import whole_file
from kanben.manuscript.formats import Commission
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages, cited_pages
from kanben.messages import word
from kanben.templates import render
from kanben.typesetting.collecting import seldom_collecting
from kanben.writing.book.colophon import ColophonRow
from kanben.writing.book.imprint import imprint_of
from kanben.writing.book.references import sections_of
from kanben.writing.book.structure import Heading, Volume, contents_of, volume_of
from kanben.writing.designs import Design, PartOpening, page_design
from kanben.writing.docx import openxml
from kanben.writing.docx.matter import ReferenceWords, contents_field, index_field, page_references
from kanben.writing.docx.reference import (
    HEADS,
    Heads,
    page_of,
    word_language,
    word_number,
    write_reference,
)
from kanben.writing.docx.tree import DocxTree, words_of
from kanben.writing.images.pictures import Picture, pictures_of
from kanben.writing.pandoc import engine as pandoc
from kanben.writing.pandoc.engine import Document, Node

_OPENINGS = {PartOpening.RECTO: "oddPage", PartOpening.PAGE: "nextPage"}


def publish(manuscript: Manuscript, edition: Path, commission: Commission) -> None:
    """Write a DOCX that shows the pages of the PDF until a word processor counts its own."""
    design, pages = page_design(commission.design), cited_pages(commission.pages)
    write(manuscript, edition, design, pages=pages, folder=commission.folder)


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
    pictures = pictures_of(manuscript, folder)
    with seldom_collecting():
        volume = volume_of(manuscript)
        binder = _Binder(volume, design, pages, pictures)
        document = binder.document()
    with tempfile.TemporaryDirectory() as scratch, whole_file(path) as draft:
        reference = Path(scratch) / "reference.docx"
        write_reference(reference, volume.language, volume.book.title, design)
        frame = Path(scratch) / "document.openxml"
        frame.write_text(binder.frame(), encoding="utf-8")
        options = (f"--reference-doc={reference}", f"--template={frame}")
        pandoc.write_file(document, "docx", draft, *options)


def document_of(volume: Volume, design: Design, pages: Pages | None = None) -> Document:
    """Return the tree of the whole document."""
    return _Binder(volume, design, pages).document()


class _Binder:
    """Gather the matter of one edition."""

    def __init__(
        self,
        volume: Volume,
        design: Design,
        pages: Pages | None,
        pictures: Mapping[str, Picture] | None = None,
    ) -> None:
        self.volume = volume
        self.page = page_of(design)
        self.pages = pages
        self.opening = _OPENINGS[design.opening]
        addresses = {name: each.data_uri for name, each in (pictures or {}).items()}
        self.tree = DocxTree(volume, design.size, addresses)

    def document(self) -> Document:
        """Return the whole document but for its last section's properties."""
        blocks = [*self._title_page(), *self._preliminaries(), *self._text(), *self._index()]
        return Document(self._properties(), blocks)

    def frame(self) -> str:
        """Return pandoc's template: the document element, with the last section's properties."""
        if self.volume.manuscript.index:
            section = self._section(kind="continuous", columns=2)
        else:
            section = self._chapter_section(len(self.volume.book.chapters) - 1)
        return render("docx/body.openxml", section=Markup(section))

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

    def _title_page(self) -> Iterator[Node]:
        book = self.volume.book
        yield _styled("Title", book.title)
        if book.subtitle:
            yield _styled("Subtitle", book.subtitle)
        for person in book.creators:
            yield _styled("Author", "　".join(filter(None, (person.name, person.role))))
        for text in filter(None, (book.publisher, book.date)):
            yield _styled("Imprint", text)
        yield _section_end(self._section(heads=None))

    def _preliminaries(self) -> Iterator[Node]:
        """Yield colophon and contents."""
        yield _styled("TOC Heading", self._word("colophon"))
        for row in imprint_of(self.volume):
            yield _statement(row)
        chapters = zip(self.volume.book.chapters, contents_of(self.volume), strict=True)
        headings = [
            heading
            for chapter, entry in chapters
            for heading in ((entry,) if chapter.title else entry.below)
        ]
        if self.volume.manuscript.index:
            headings.append(Heading(self._word("index"), "index", 1))
        if headings:
            yield _styled("TOC Heading", self._word("contents"))
            yield _raw(contents_field(headings, self.pages))
        yield _section_end(self._section(numbers="lowerRoman"))

    def _text(self) -> Iterator[Node]:
        """Yield the chapters, each a section that opens on a page of its own."""
        for number, chapter in enumerate(self.volume.book.chapters):
            if number:
                yield _section_end(self._chapter_section(number - 1))
            yield from self.tree.chapter(chapter)

    def _index(self) -> Iterator[Node]:
        index = self.volume.manuscript.index
        if not index:
            return
        yield _section_end(self._chapter_section(len(self.volume.book.chapters) - 1))
        content = [pandoc.text(self._word("index"))]
        yield pandoc.heading(1, content, openxml.bookmark_name("index"))
        yield _section_end(self._section(kind=self.opening))
        refer = page_references(self.volume, self.pages, self.tree.occurrences)
        sections = sections_of(index, refer)
        language = word_number(self.volume.language)
        words = ReferenceWords(self._word("see"), self._word("see_also"), language)
        yield _raw(index_field(sections, words))

    def _chapter_section(self, number: int) -> str:
        """Return the properties of a chapter's section; the first begins to count pages."""
        return self._section(kind=self.opening, numbers="" if number else "decimal")

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
            vertical=self.volume.vertical,
            kind=kind,
            heads=heads,
            numbers=numbers,
            columns=columns,
        )


def _section_end(section: str) -> Node:
    return _raw(openxml.section_end(section))


def _raw(markup: str) -> Node:
    return pandoc.raw_block("openxml", markup)


def _styled(style: str, text: str) -> Node:
    """Return a paragraph in a style, named as word processors show it."""
    return _in_style(style, words_of(text))


def _statement(row: ColophonRow) -> Node:
    """Return a row of the colophon, its values one below the other."""
    lines = [node for each in row.values for node in (pandoc.LINE_BREAK, *words_of(each))]
    tab = pandoc.raw_inline("openxml", openxml.tab())
    return _in_style("Colophon", [pandoc.text(row.label), tab, *lines[1:]])


def _in_style(style: str, content: list[Node]) -> Node:
    return pandoc.division([pandoc.paragraph(content)], pairs={"custom-style": style})
