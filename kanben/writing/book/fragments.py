"""Offer templates what they need to set a book's text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from kanben.manuscript.blocks import Image
from kanben.messages import word
from kanben.writing.book.book import Book
from kanben.writing.book.calls import bracketed, call_texts, numeral
from kanben.writing.book.latin import western_language
from kanben.writing.book.phrases import PHONE, is_figure, is_whole, phrases_of
from kanben.writing.book.printed_index import SEPARATOR, continued_name, group_name
from kanben.writing.images.lying import lying_uri
from kanben.writing.images.pictures import read_picture


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
            "is_figure": lambda runs: is_figure("".join(run.text for run in runs)),
            "western_language": western_language,
            "phrases_of": lambda runs: phrases_of(runs, self.room),
            "number_of": lambda number: bracketed(numeral(number, vertical=book.vertical)),
            "footnotes": book.footnotes,
            "foot_notes": book.foot_notes,
            "segments": self._segments,
            "picture": self._picture,
            "separator": SEPARATOR,
            "group_name": lambda label: group_name(label, book.lang),
            "continued": lambda label: continued_name(label, book.lang),
        }

    def _call_texts(self, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
        vertical = self.book.vertical
        numbers = {note.id: numeral(note.number, vertical=vertical) for note in self.book.notes}
        return zip(ids, call_texts([numbers[id_] for id_ in ids]), strict=True)

    def _segments(self, text: str) -> Iterator[Segment]:
        if self.apart.isdisjoint(text):
            yield Segment(text, apart=False)
            return
        for apart, chars in groupby(text, self.apart.__contains__):
            yield Segment("".join(chars), apart)

    def _picture(self, image: Image) -> str:
        if self.folder is None:
            return ""
        picture = read_picture(image, self.folder)
        return lying_uri(picture) if self.book.vertical else picture.data_uri
