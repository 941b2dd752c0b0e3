"""Print the book: lay out text, index and front matter with WeasyPrint, join them into a PDF."""

import logging
import os
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import weasyprint
from msgspec import Struct

from kanben.manuscript.archive import whole_file
from kanben.manuscript.formats import Commission
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages, save_pages
from kanben.messages import say, word
from kanben.typesetting.composer import composed
from kanben.typesetting.rules import LastLine, Rules, WritingMode
from kanben.typesetting.seam import element_tree
from kanben.writing.book.apparatus import apparatus_of
from kanben.writing.book.book import Book, book_of, text_of
from kanben.writing.book.colophon import ColophonRow, colophon
from kanben.writing.book.fragments import Fragments
from kanben.writing.book.identity import EPOCH, moment
from kanben.writing.book.summary import summary_of
from kanben.writing.designs import Design, page_design
from kanben.writing.fonts.families import clashing, faces, missing
from kanben.writing.pdf.artifacts import label_pages, mark_artifacts
from kanben.writing.pdf.callplaces import call_places, place_text
from kanben.writing.pdf.colophon_page import TIGHTER, is_spilt
from kanben.writing.pdf.columns import pour
from kanben.writing.pdf.contents import rows_of
from kanben.writing.pdf.html import BackMatter, ContentsLine, Pagesetter
from kanben.writing.pdf.index_columns import index_columns
from kanben.writing.pdf.layout import places, starts, stretches
from kanben.writing.pdf.links import PageLink, add_links, find_links, placed
from kanben.writing.pdf.locators import Occurrence, Stretches, occurrences, set_index
from kanben.writing.pdf.pagepress import Fount, PagePress
from kanben.writing.pdf.record import LaidMatter, anchored, record
from kanben.writing.pdf.tagging import describe_links, mend_tags
from kanben.writing.pdf.turning import turn_pages
from kanben.writing.pdf.wraps import mark_wraps

_CONTENTS_DEPTH = 3
"""Ranks of headings that contents name: one more would fill pages."""

_log = logging.getLogger("kanben.writing")


class Conformance(StrEnum):
    """Name the standard that the file conforms to: for every reader, or for the archive."""

    ACCESSIBLE = "pdf/ua-1"
    ARCHIVE = "pdf/a-2u"


_FOR = {"everyone": Conformance.ACCESSIBLE, "archive": Conformance.ARCHIVE}


class _Text(Struct, frozen=True):
    """Hold the laid-out text, with the places of its blocks and terms, pages counted from 0.

    `identifier` is a digest of the text's document, `calls` says where notes are called.
    """

    identifier: bytes
    document: Any
    pages: list[Any]
    stretches: dict[str, Stretches]
    occurrences: dict[str, list[Occurrence]]
    calls: dict[str, str]


class _Bound(Struct, frozen=True):
    """Hold the book: its pages, the number of those before the text, its index and the links."""

    identifier: bytes
    document: Any
    front: int
    index: int
    links: list[PageLink]
    vertical: bool


class _Back(Struct, frozen=True):
    """Hold the pages after the text, the links of the index, and its first page among them."""

    pages: list[Any]
    links: list[PageLink]
    index: int


def publish(manuscript: Manuscript, edition: Path, commission: Commission) -> None:
    """Write a PDF; leave the page of everything in it for the formats that cite it."""
    design = page_design(commission.design)
    conformance = _FOR[commission.audience or "everyone"]
    pages = write(manuscript, edition, design, commission.folder, conformance)
    if commission.pages:
        save_pages(pages, commission.pages)


def write(
    manuscript: Manuscript,
    path: Path,
    design: Design,
    folder: Path | None = None,
    conformance: Conformance = Conformance.ACCESSIBLE,
) -> Pages:
    """Write the manuscript as a PDF book and return where everything stands in it.

    `folder` is the publication's, for its pictures. The bytes depend on the manuscript, the
    design, fonts and engines, and on SOURCE_DATE_EPOCH. Raises EngineError if the fonts are not
    installed, PublicationError for a picture that cannot be used.
    """
    book = book_of(manuscript)
    if book.vertical:
        design = design.lying
    fount = choose_fount(book, design)
    _report(fount, path)
    engines = {"WeasyPrint": weasyprint.__version__}
    rows = colophon(manuscript, engines, fount.faces.names, tuple(fount.lacking))
    fragments = Fragments(book, fount.apart, folder, design.room)
    press = PagePress(Pagesetter(fragments, design, _created()), fount)
    mode = WritingMode.VERTICAL if book.vertical else WritingMode.HORIZONTAL
    with composed(Rules(last_line=LastLine.BELOW, mode=mode)):
        text = _set_text(press, manuscript)
        back = _set_back(press, manuscript, text, rows)
        contents = _contents(press, starts(text.pages), starts(back.pages, len(text.pages)))
        front = _set_front(press, contents, rows)
        pages = [*front, *text.pages, *back.pages]
        index = len(front) + len(text.pages) + back.index
        document = text.document.copy(pages)
        bound = _Bound(text.identifier, document, len(front), index, back.links, book.vertical)
        _print(bound, path, conformance)
    matters = [LaidMatter(starts(pages), len(pages)) for pages in (front, text.pages, back.pages)]
    return record(manuscript, matters, text.stretches, text.occurrences)


def choose_fount(book: Book, design: Design) -> Fount:
    """Find the fonts for a book and check its text against them."""
    chosen = faces(book.lang, design.face)
    text = text_of(book)
    return Fount(chosen, missing(text, chosen.text), clashing(text, chosen.text))


def _report(fount: Fount, path: Path) -> None:
    for char, count in fount.lacking.items():
        code = f"U+{ord(char):04X}"
        _log.warning(say("pdf.no_glyph", file=path.name, char=char, code=code, count=count))


def _set_text(press: PagePress, manuscript: Manuscript) -> _Text:
    body = press.setter.body()
    document = press.lay_out(body)
    blocks = list(anchored(manuscript))
    root = element_tree(document)
    found = stretches(document.pages, root, frozenset(block.anchor for block in blocks))
    terms: dict[str, list[Occurrence]] = defaultdict(list)
    for block in blocks:
        if block.anchor in found:
            for occurrence in occurrences(block, found[block.anchor]):
                terms[occurrence.term].append(occurrence)
    identifier = sha256(body.encode()).digest()[:16]
    calls = _call_texts(press, document.pages)
    pages = press.padded(document.pages)
    return _Text(identifier, document, pages, found, terms, calls)


def _call_texts(press: PagePress, pages: list[Any]) -> dict[str, str]:
    book, design = press.setter.book, press.setter.design
    if not book.end_notes:
        return {}
    places = call_places(pages, design.column_step)
    return {
        name: place_text(place, press.folio(place.page), design.columns, book)
        for name, place in places.items()
    }


def _set_back(
    press: PagePress, manuscript: Manuscript, text: _Text, rows: tuple[ColophonRow, ...]
) -> _Back:
    index = set_index(manuscript.index, text.occurrences, press.folio)
    columns = index_columns(press, index)
    design = press.setter.design
    sheets = -(-len(columns) // design.index.count)
    matter = BackMatter(
        apparatus=apparatus_of(press.setter.book, press.setter.book.end_notes, text.calls),
        summary=summary_of(manuscript),
        sheets=sheets,
        colophon=rows if press.setter.bare else (),
    )
    html = press.setter.back(matter)
    if not html:
        return _Back([], [], 0)
    pages: list[Any] = press.lay_out(html, len(text.pages) + 1).pages
    first = starts(pages).get("index", 0)
    filled = pour(columns, pages[first : first + sheets], design)
    pages[first : first + sheets] = filled
    return _Back(pages, find_links(index, filled), first)


def _contents(
    press: PagePress, body: Mapping[str, int], back: Mapping[str, int]
) -> tuple[ContentsLine, ...]:
    book = press.setter.book
    lines = []
    for chapter in book.chapters:
        if chapter.title and not chapter.titled:
            lines.append((1, chapter.anchor, chapter.title))
        lines += [(line.level, line.anchor, line.text) for line in chapter.headings]
    pages, characters = {**back, **body}, press.setter.design.characters
    for matter in ("apparatus", "index"):
        if matter in back:
            lines.append((1, matter, word(matter, book.lang)))
    return tuple(
        ContentsLine(level, anchor, rows_of(title, level, characters), press.folio(pages[anchor]))
        for level, anchor, title in lines
        if level <= _CONTENTS_DEPTH
    )


def _set_front(
    press: PagePress, contents: tuple[ContentsLine, ...], rows: tuple[ColophonRow, ...]
) -> list[Any]:
    if press.setter.bare:
        return []
    html = press.setter.front(contents, rows)
    pages: list[Any] = press.lay_out(html).pages
    for style in TIGHTER:
        if not is_spilt(pages):
            break
        closer: list[Any] = press.lay_out(html, style=style).pages
        pages = pages if is_spilt(closer) else closer
    return press.padded(pages)


def _print(bound: _Bound, path: Path, conformance: Conformance) -> None:
    def finish(document: Any, pdf: Any) -> None:
        label_pages(pdf, bound.front, vertical=bound.vertical)
        describe_links(document.pages)
        mend_tags(pdf)
        links = placed(bound.links, bound.front, bound.index)
        add_links(pdf, links, places(document.pages))
        mark_artifacts(pdf)
        mark_wraps(pdf, document.pages)
        if bound.vertical:
            turn_pages(pdf)

    with whole_file(path) as draft:
        bound.document.write_pdf(
            draft,
            finisher=finish,
            pdf_variant=conformance.value,
            pdf_tags=True,
            pdf_identifier=bound.identifier,
        )


def _created() -> str:
    return moment().strftime("%Y-%m-%dT%H:%M:%SZ") if os.environ.get(EPOCH) else ""
