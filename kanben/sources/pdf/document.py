"""Read the text layer of a PDF document with pdfium."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from kanben.errors import SourceError
from kanben.sources.pdf.glyphs import PdfGlyph, glyphs_of
from kanben.sources.pdf.lines import is_vertical, lines_of
from kanben.sources.printed import Bookmark, PrintedPage

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
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise SourceError("source.locked" if locked else "source.pdf", file=file) from error
        if not 0 < len(self._document) <= PAGES:
            raise SourceError("source.pages", file=file, limit=PAGES)

    def __enter__(self) -> "PdfSource":
        """Open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self._document.close()

    @property
    def title(self) -> str:
        """Return the title in the document's own data."""
        return str(self._document.get_metadata_value("Title") or "").strip()

    @property
    def creators(self) -> tuple[str, ...]:
        """Return the author in the document's own data."""
        author = str(self._document.get_metadata_value("Author") or "").strip()
        return (author,) if author else ()

    def bookmarks(self) -> Iterator[Bookmark]:
        """Yield the entries of the document's outline that lead to a page."""
        try:
            for entry in self._document.get_toc(max_depth=6):
                target = entry.get_dest()
                page = target.get_index() if target is not None else None
                if page is not None:
                    yield Bookmark(entry.get_title().strip(), entry.level + 1, page)
        except pypdfium2.PdfiumError:
            return

    def pages(self) -> list[PrintedPage]:
        """Read all pages. Raises SourceError, with the page, for a text that says nothing."""
        pages, glyphs, unreadable = [], 0, 0
        for number in range(len(self._document)):
            found, text, size = self._glyphs(number)
            vertical = is_vertical(found)
            lines = tuple(lines_of(text, found, vertical=vertical))
            label = str(self._document.get_page_label(number) or "")
            pages.append(PrintedPage(*size, lines, label=label, vertical=vertical))
            glyphs += sum(glyph.box is not None for glyph in found)
            unreadable += sum(_is_unreadable(glyph.char) for glyph in found)
        if not glyphs:
            raise SourceError("source.no_text_layer", file=self.file)
        if unreadable > _UNREADABLE * glyphs:
            raise SourceError(
                "source.unreadable_text_layer", file=self.file, share=f"{unreadable / glyphs:.0%}"
            )
        return pages

    def _glyphs(self, number: int) -> tuple[list[PdfGlyph], Any, tuple[float, float]]:
        try:
            page = self._document[number]
            width, height = page.get_size()
            text = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise SourceError("source.pdf_page", file=self.file, page=number + 1) from error
        if text.count_chars() > GLYPHS:
            raise SourceError("source.glyphs", file=self.file, page=number + 1, limit=GLYPHS)
        return list(glyphs_of(text, height)), text, (width, height)


def _is_unreadable(char: str) -> bool:
    return char == "\ufffd" or ord(char[0]) in _PRIVATE
