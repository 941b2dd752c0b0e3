"""Write the TEI edition of a manuscript: header, title page, text, and all behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from kanben.manuscript.archive import whole_file
from kanben.manuscript.formats import Commission
from kanben.manuscript.index import Entry
from kanben.manuscript.manuscript import Manuscript
from kanben.writing.book.book import Book
from kanben.writing.book.colophon import colophon
from kanben.writing.book.structure import volume_of
from kanben.writing.tei.back import write_apparatus, write_colophon, write_index, write_notes
from kanben.writing.tei.elements import LANG, add, root
from kanben.writing.tei.header import write_header
from kanben.writing.tei.text import TeiBody


def publish(
    manuscript: Manuscript,
    edition: Path,
    commission: Commission,  # noqa: ARG001 — TEI holds no design, no pictures, no pages
) -> None:
    """Write a manuscript as one TEI document."""
    volume = volume_of(manuscript)
    document = root()
    document.set(LANG, volume.language)
    write_header(document, manuscript)
    text = add(document, "text")
    _title_page(add(text, "front"), volume.book)
    body = TeiBody(volume, frozenset(_terms(manuscript)))
    chapters = add(text, "body")
    for chapter in volume.book.chapters:
        body.chapter(chapters, chapter)
    back = add(text, "back")
    write_notes(back, volume)
    write_index(back, volume)
    write_apparatus(back, manuscript, body.shown)
    write_colophon(back, colophon(manuscript, {}, []), volume.language)
    content = etree.tostring(document, encoding="utf-8", xml_declaration=True)
    with whole_file(edition) as draft:
        draft.write_bytes(content + b"\n")


def _terms(manuscript: Manuscript) -> Iterator[str]:
    def below(entries: tuple[Entry, ...]) -> Iterator[str]:
        for entry in entries:
            yield entry.term
            yield from below(entry.subentries)

    for group in manuscript.index:
        yield from filter(None, below(group.entries))


def _title_page(front: Any, book: Book) -> None:
    page = add(front, "titlePage")
    title = add(page, "docTitle")
    add(title, "titlePart", book.title, type="main")
    if book.subtitle:
        add(title, "titlePart", book.subtitle, type="sub")
    for person in book.creators:
        byline = add(page, "byline")
        author = add(byline, "docAuthor", person.name)
        author.tail = f"　{person.role}" if person.role else None
    imprint = [("publisher", book.publisher), ("docDate", book.date)]
    if any(text for _, text in imprint):
        stated = add(page, "docImprint")
        for name, said in imprint:
            if said:
                add(stated, name, said)
