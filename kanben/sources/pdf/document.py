"""Read the text layer of a PDF document with pdfium."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from kanben.errors import SourceError
from kanben.sources.area import WHOLE, Area
from kanben.sources.pdf.glyphs import glyphs_of
from kanben.sources.pdf.lines import is_vertical, lines_of
from kanben.sources.pdf.opening import open_pdf
from kanben.sources.pdf.rules import rules_of
from kanben.sources.pdf.tables import tables_of, with_tables
from kanben.sources.printed import Bookmark, PrintedDocument, PrintedPage
from kanben.sources.stated import names_in

PAGES = 20_000
"""Pages of the longest document that is read."""
GLYPHS = 200_000
"""Glyphs on one page that are read: a sheet of newspaper has 20,000."""
_UNREADABLE = 0.3
"""Share of glyphs without a character that makes a text layer useless."""
_PRIVATE = range(0xE000, 0xF900)


class PdfSource:
    """Hold an open document; close it with ``with``."""

    def __init__(self, content: bytes, file: Path) -> None:
        """Open the document. Raises SourceError for one that is broken, locked or endless."""
        self.file = file
        self._document = open_pdf(content, file)
        if not 0 < len(self._document) <= PAGES:
            raise SourceError("source.pages", file=file, limit=PAGES)

    def __enter__(self) -> "PdfSource":
        """Open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self._document.close()

    def read(self, area: Area = WHOLE) -> PrintedDocument:
        """Read the pages of an area; one that is damaged is named, and stops no other.

        Raises SourceError for a text layer that says nothing, or if every page is damaged.
        """
        pages, damaged, glyphs, unreadable = [], [], 0, 0
        for number in range(len(self._document)):
            found = self._page(number) if area.holds(number + 1) else _NOTHING
            if found is None:
                damaged.append(number)
                found = _NOTHING
            page, shown, bad = found
            pages.append(page)
            glyphs += shown
            unreadable += bad
        if damaged and not glyphs:
            raise SourceError("source.pdf_page", file=self.file, page=damaged[0] + 1)
        if not glyphs:
            raise SourceError("source.no_text_layer", file=self.file)
        if unreadable > _UNREADABLE * glyphs:
            share = f"{unreadable / glyphs:.0%}"
            raise SourceError("source.unreadable_text_layer", file=self.file, share=share)
        return PrintedDocument(
            tuple(pages),
            tuple(self._bookmarks()),
            typeset=True,
            damaged=tuple(damaged),
            title=self._field("Title"),
            creators=tuple(names_in(self._field("Author"))),
        )

    def _field(self, name: str) -> str:
        return str(self._document.get_metadata_value(name) or "").strip()

    def _bookmarks(self) -> Iterator[Bookmark]:
        """Yield the entries of the document's outline that lead to a page."""
        try:
            for entry in self._document.get_toc(max_depth=6):
                target = entry.get_dest()
                page = target.get_index() if target is not None else None
                if page is not None:
                    yield Bookmark(entry.get_title().strip(), entry.level + 1, page)
        except pypdfium2.PdfiumError:
            return

    def _page(self, number: int) -> "_Found | None":
        """Return a page, how many glyphs it shows, how many say nothing; None if it is damaged."""
        try:
            page = self._document[number]
            width, height = page.get_size()
            text = page.get_textpage()
            label = str(self._document.get_page_label(number) or "")
        except pypdfium2.PdfiumError:
            return None
        if text.count_chars() > GLYPHS:
            raise SourceError("source.glyphs", file=self.file, page=number + 1, limit=GLYPHS)
        found = list(glyphs_of(text, height))
        vertical = is_vertical(found)
        tables = [] if vertical else tables_of(rules_of(page, height))
        lines = tuple(
            with_tables(text, found, tables) if tables else lines_of(text, found, vertical=vertical)
        )
        return (
            PrintedPage(width, height, lines, label=label, vertical=vertical),
            sum(glyph.box is not None for glyph in found),
            sum(_is_unreadable(glyph.char) for glyph in found),
        )


_Found = tuple[PrintedPage, int, int]
_NOTHING: _Found = PrintedPage(0.0, 0.0, ()), 0, 0


def _is_unreadable(char: str) -> bool:
    return char == "\ufffd" or ord(char[0]) in _PRIVATE
