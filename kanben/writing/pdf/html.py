"""Fill in the templates of the book: front matter, text, back matter."""

from msgspec import Struct, structs

from kanben.messages import word
from kanben.templates import read, render
from kanben.writing.book.apparatus import NotesOfPart
from kanben.writing.book.book import Book
from kanben.writing.book.colophon import ColophonRow
from kanben.writing.book.fragments import Fragments
from kanben.writing.book.printed_index import SetGroup
from kanben.writing.book.sheets import set_for
from kanben.writing.designs import Design, PageLayout, Sides


class ContentsLine(Struct, frozen=True):
    """Hold a line of the table of contents, its title in rows; `page` is a page label."""

    level: int
    anchor: str
    rows: tuple[str, ...]
    page: str


class BackMatter(Struct, frozen=True):
    """Hold what stands after the text: apparatus, pages for the index, a newspaper's colophon.

    `summary` tells what the apparatus has no notes on, `sheets` is the number of the index's pages.
    """

    apparatus: tuple[NotesOfPart, ...]
    summary: str
    sheets: int
    colophon: tuple[ColophonRow, ...]


class Pagesetter(Struct, frozen=True):
    """Fill in the templates for one book in one design; `created` is an ISO 8601 time, or empty."""

    fragments: Fragments
    design: Design
    created: str = ""

    @property
    def book(self) -> Book:
        """Return the book."""
        return self.fragments.book

    @property
    def bare(self) -> bool:
        """Tell whether the text opens at once: a newspaper has its colophon at the end."""
        return self.design.layout == PageLayout.NEWSPAPER

    @property
    def style(self) -> str:
        """Return the style sheets with the design's tokens."""
        sheets = [self.design.tokens(), read("print.css")]
        if self.design.sides == Sides.SINGLE:
            sheets.append(read("single.css"))
        if self.bare:
            sheets.append(read("newspaper.css"))
        if self.book.vertical:
            sheets.append(read("vertical.css"))
            if self.design.sides == Sides.FACING:
                sheets.append(read("vertical-facing.css"))
        return set_for("\n".join(sheets), self.book.lang)

    def body(self) -> str:
        """Return the text pages as a document."""
        return self._fill("body.html")

    def index(self, index: tuple[SetGroup, ...], first: int = 0, label: str = "") -> str:
        """Return entries of the index as one narrow column, a document of its own.

        `first` is the number of the first one, `label` that of the group which it goes on with.
        """
        return self._fill("index_columns.html", index=index, first=first, label=label)

    def back(self, matter: BackMatter) -> str:
        """Return the matter after the text; empty without any."""
        if not (matter.sheets or matter.apparatus or matter.colophon):
            return ""
        title = word("apparatus", self.book.lang)
        return self._fill("back.html", notes_title=title, **structs.asdict(matter))

    def front(self, contents: tuple[ContentsLine, ...], colophon: tuple[ColophonRow, ...]) -> str:
        """Return half title, title page, colophon, contents as a document."""
        return self._fill("front.html", contents=contents, colophon=colophon)

    def _fill(self, template: str, **values: object) -> str:
        return render(
            template,
            **self.fragments.helpers(),
            design=self.design,
            created=self.created,
            **values,
        )
