"""Fill in the templates of the book: front matter, text, back matter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct, structs

from kanben.manuscript.blocks import Image
from kanben.messages import word
from kanben.templates import read, render
from kanben.writing.book.apparatus import NotesOfPart
from kanben.writing.book.book import Book, NumberedNote
from kanben.writing.book.calls import bracketed, call_texts, numeral
from kanben.writing.book.colophon import ColophonRow
from kanben.writing.book.phrases import PHONE, is_whole, phrases_of
from kanben.writing.designs import Design, PageLayout, Sides
from kanben.writing.fonts.families import set_for
from kanben.writing.images.pictures import data_uri
from kanben.writing.pdf.locators import SEPARATOR, SetGroup


class ContentsLine(Struct, frozen=True):
    """Hold a line of the table of contents; `page` is a page label."""

    level: int
    anchor: str
    text: str
    page: str


class BackMatter(Struct, frozen=True):
    """Hold what stands after the text: apparatus, pages for the index, a newspaper's colophon.

    `summary` tells what the apparatus has no notes on, `sheets` is the number of the index's pages.
    """

    apparatus: tuple[NotesOfPart, ...]
    summary: str
    sheets: int
    colophon: tuple[ColophonRow, ...]


class Segment(Struct, frozen=True):
    """Hold text for one font; `apart` asks for a font of its own."""

    text: str
    apart: bool


class Fragments(Struct, frozen=True):
    """Offer what templates need to set a book's text.

    `apart` are characters to set in a font of their own. `folder` holds the pictures; without
    it, their captions stand alone. `room` is the length of a title that surely fits into a line.
    """

    book: Book
    apart: frozenset[str] = frozenset()
    folder: Path | None = None
    room: float = PHONE

    def helpers(self) -> dict[str, object]:
        """Return the values that every template of the book knows."""
        book = self.book
        return {
            "book": book,
            "word": lambda key: word(key, book.lang),
            "numbers": {note.id: note.number for note in book.notes},
            "call_texts": self._call_texts,
            "is_whole": is_whole,
            "phrases_of": lambda runs: phrases_of(runs, self.room),
            "bracketed": bracketed,
            "footnotes": book.footnotes,
            "foot_notes": self.foot_notes,
            "segments": self._segments,
            "picture": self._picture,
            "separator": SEPARATOR,
        }

    @property
    def foot_notes(self) -> Mapping[str, NumberedNote]:
        """Return the numbered notes that are set at the foot of the page."""
        return self.book.foot_notes

    def _call_texts(self, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
        numbers = {note.id: note.number for note in self.book.notes}
        return zip(ids, call_texts([numeral(numbers[id_]) for id_ in ids]), strict=True)

    def _segments(self, text: str) -> Iterator[Segment]:
        if self.apart.isdisjoint(text):
            yield Segment(text, apart=False)
            return
        for apart, chars in groupby(text, self.apart.__contains__):
            yield Segment("".join(chars), apart)

    def _picture(self, image: Image) -> str:
        return data_uri(image, self.folder) if self.folder is not None else ""


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
        return set_for("\n".join(sheets), self.book.lang)

    def body(self) -> str:
        """Return the text pages as a document."""
        return self._fill("body.html")

    def index(self, index: tuple[SetGroup, ...]) -> str:
        """Return the entries of the index as one narrow column, a document of its own."""
        return self._fill("index_columns.html", index=index)

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
