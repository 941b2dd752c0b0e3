"""Draw one page of the book that a manuscript makes, as the PDF edition would print it now."""

import tempfile
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages

_HEIGHT = 1400
"""Pixels of a page's height: text of any design can be read on a screen."""


class SetBook(Struct, frozen=True):
    """Hold a book as it was set: the PDF, and the page of everything in it."""

    pdf: bytes
    pages: Pages


class PageProof(Struct, frozen=True):
    """Hold one page as PNG, which one it is, from 1, and of how many."""

    png: bytes
    page: int
    pages: int


def set_book(manuscript: Manuscript, folder: Path, design: str) -> SetBook:
    """Set a manuscript in a design; raises the errors of writing a PDF."""
    from kanben.writing.designs import page_design
    from kanben.writing.pdf.edition import write

    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "book.pdf"
        pages = write(manuscript, path, page_design(design), folder)
        return SetBook(path.read_bytes(), pages)


def draw_page(book: SetBook, wanted: str) -> PageProof:
    """Draw the page of that number, or the one that the block of that anchor begins on.

    A number beyond the last page is the last page; what stands on no page is on the first.
    """
    from kanben.sources.pdf.opening import open_pdf

    document = open_pdf(book.pdf, Path("book.pdf"))
    try:
        pages = len(document)
        number = int(wanted) if wanted.isdecimal() else book.pages.anchors.get(wanted, 0) + 1
        number = min(max(number, 1), pages)
        page = document[number - 1]
        out = BytesIO()
        page.render(scale=_HEIGHT / page.get_height()).to_pil().convert("RGB").save(out, "PNG")
        return PageProof(out.getvalue(), number, pages)
    finally:
        document.close()
