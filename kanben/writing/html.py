"""Fill in the templates of the book: front matter, text, back matter."""

from msgspec import Struct

from kanben.manuscript.manuscript import Manuscript
from kanben.messages import word
from kanben.templates import read, render
from kanben.writing.book import Book, book_of
from kanben.writing.colophon import Row
from kanben.writing.designs import Design
from kanben.writing.locators import SetGroup


class ContentsLine(Struct, frozen=True):
    """Hold a line of the table of contents; `page` is a page label."""

    level: int
    anchor: str
    text: str
    page: str


class Pagesetter(Struct, frozen=True):
    """Fill in the templates for one manuscript in one design; `created` is an ISO 8601 time."""

    book: Book
    design: Design
    created: str

    @property
    def style(self) -> str:
        """Return the style sheet with the design's tokens."""
        return self.design.tokens() + read("print.css")

    def _fill(self, template: str, **values: object) -> str:
        book = self.book
        return render(
            template,
            book=book,
            design=self.design,
            created=self.created,
            word=lambda key: word(key, book.lang),
            numbers={note.id: note.number for note in book.notes},
            footnotes=book.footnotes,
            **values,
        )

    def body(self) -> str:
        """Return the text pages as a document."""
        return self._fill("body.html")

    def back(self, index: tuple[SetGroup, ...], summary: str) -> str:
        """Return apparatus and index as a document; empty if there is neither."""
        if not (index or self.book.notes):
            return ""
        return self._fill("back.html", index=index, summary=summary)

    def front(self, contents: tuple[ContentsLine, ...], colophon: tuple[Row, ...]) -> str:
        """Return half title, title page, colophon, contents as a document."""
        return self._fill("front.html", contents=contents, colophon=colophon)


def pagesetter(manuscript: Manuscript, design: Design, created: str) -> Pagesetter:
    """Arrange the manuscript and make the templates ready."""
    return Pagesetter(book_of(manuscript), design, created)
