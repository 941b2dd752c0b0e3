"""Print the book: lay out text, index and front matter with WeasyPrint, join them into a PDF."""

import logging
import os
from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import weasyprint
from msgspec import Struct
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from kanben.manuscript.archive import whole_file
from kanben.manuscript.formats import Commission
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages, save_pages
from kanben.messages import say, word
from kanben.typesetting.composer import composed
from kanben.typesetting.rules import LastLine, Rules
from kanben.typesetting.seam import element_tree
from kanben.writing.book.book import Book, book_of, text_of
from kanben.writing.book.colophon import ColophonRow, colophon
from kanben.writing.book.fragments import Fragments
from kanben.writing.book.identity import EPOCH, moment
from kanben.writing.book.printed_index import SetGroup
from kanben.writing.book.summary import repairs_sentence
from kanben.writing.designs import Design, Sides, page_design
from kanben.writing.fonts import lastresort
from kanben.writing.fonts.families import Faces, clashing, faces, missing
from kanben.writing.pdf.artifacts import label_pages, mark_artifacts
from kanben.writing.pdf.columns import pour
from kanben.writing.pdf.html import ContentsLine, Pagesetter
from kanben.writing.pdf.layout import places, starts, stretches
from kanben.writing.pdf.links import PageLink, add_links, find_links
from kanben.writing.pdf.locators import Occurrence, Stretches, occurrences, set_index
from kanben.writing.pdf.record import anchored, record

_CONTENTS_DEPTH = 3
_RULES = Rules(last_line=LastLine.BELOW)
_BLANK = "<!doctype html><html lang=zh><title></title><body class=blank>"

_log = logging.getLogger("kanben.writing")


class Conformance(StrEnum):
    """Name the standard that the file conforms to: for every reader, or for the archive."""

    ACCESSIBLE = "pdf/ua-1"
    ARCHIVE = "pdf/a-2u"


_FOR = {"everyone": Conformance.ACCESSIBLE, "archive": Conformance.ARCHIVE}


class Fount(Struct, frozen=True):
    """Hold the fonts of an edition, and the characters that they lack or cannot tell apart."""

    faces: Faces
    lacking: dict[str, int]
    apart: frozenset[str]


class _Press:
    """Lay out documents of one edition in one style."""

    def __init__(self, setter: Pagesetter, fount: Fount) -> None:
        self.setter = setter
        self.fonts = FontConfiguration()
        self.counters = CounterStyle()
        style = _face_for(fount.lacking) + setter.style
        self.style = self._css(style)

    def _css(self, style: str) -> Any:
        fetcher = URLFetcher(allowed_protocols=("data",))
        return weasyprint.CSS(
            string=style,
            font_config=self.fonts,
            counter_style=self.counters,
            url_fetcher=fetcher,
        )

    def lay_out(self, html: str, first_page: int = 1, style: str = "") -> Any:
        """Lay out a document whose first page bears the number `first_page`, in a style more."""
        start = self._css(f"@page :first {{ counter-reset: page {first_page} }} {style}")
        source = weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))
        return source.render(
            stylesheets=[self.style, start],
            font_config=self.fonts,
            counter_style=self.counters,
        )

    def padded(self, pages: list[Any]) -> list[Any]:
        """Let the next matter open on a right-hand page where pages face each other."""
        if self.setter.design.sides == Sides.SINGLE or len(pages) % 2 == 0:
            return pages
        return [*pages, self.lay_out(_BLANK).pages[0]]


class _Text(Struct, frozen=True):
    """Hold the laid-out text, with the places of its blocks and terms, pages counted from 0.

    `identifier` is a digest of the text's document.
    """

    identifier: bytes
    document: Any
    pages: list[Any]
    stretches: dict[str, Stretches]
    occurrences: dict[str, list[Occurrence]]


class _Bound(Struct, frozen=True):
    """Hold the book: its pages, the number of those before the text, its index and the links."""

    identifier: bytes
    document: Any
    front: int
    index: int
    links: list[PageLink]


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
    fount = choose_fount(book, design)
    _report(fount, path)
    engines = {"WeasyPrint": weasyprint.__version__}
    rows = colophon(manuscript, engines, fount.faces.names, tuple(fount.lacking))
    fragments = Fragments(book, fount.apart, folder, design.room)
    press = _Press(Pagesetter(fragments, design, _created()), fount)
    with composed(_RULES):
        text = _set_text(press, manuscript)
        body = press.padded(text.pages)
        back = _set_back(press, manuscript, text, rows, len(body))
        contents = _contents(book, starts(body), starts(back.pages, len(body)))
        front = _set_front(press, contents, rows)
        pages = [*front, *body, *back.pages]
        index = len(front) + len(body) + back.index
        bound = _Bound(text.identifier, text.document.copy(pages), len(front), index, back.links)
        _print(bound, path, conformance)
    return record(
        manuscript,
        [starts(pages) for pages in (front, body, back.pages)],
        [len(pages) for pages in (front, body, back.pages)],
        text.stretches,
        text.occurrences,
    )


def choose_fount(book: Book, design: Design) -> Fount:
    """Find the fonts for a book and check its text against them."""
    chosen = faces(book.lang, design.face)
    text = text_of(book)
    return Fount(chosen, missing(text, chosen.text), clashing(text, chosen.text))


def _report(fount: Fount, path: Path) -> None:
    for char, count in fount.lacking.items():
        code = f"U+{ord(char):04X}"
        _log.warning(say("pdf.no_glyph", file=path.name, char=char, code=code, count=count))


def _set_text(press: _Press, manuscript: Manuscript) -> _Text:
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
    return _Text(identifier, document, document.pages, found, terms)


def _set_back(
    press: _Press, manuscript: Manuscript, text: _Text, rows: tuple[ColophonRow, ...], before: int
) -> _Back:
    index = set_index(manuscript.index, text.occurrences, _folio)
    columns = _set_columns(press, index)
    form = press.setter.design.index
    sheets = -(-len(columns) // form.count)
    summary = repairs_sentence(manuscript.emendations, press.setter.book.lang)
    html = press.setter.back(summary, sheets, rows if press.setter.bare else ())
    if not html:
        return _Back([], [], 0)
    pages: list[Any] = press.lay_out(html, before + 1).pages
    first = starts(pages).get("index", 0)
    filled = pour(columns, pages[first : first + sheets], form.count, form.width + form.gap)
    pages[first : first + sheets] = filled
    return _Back(pages, find_links(index, filled), first)


def _set_columns(press: _Press, index: tuple[SetGroup, ...]) -> list[Any]:
    """Lay out the index as pages of one column, lower where they share a page with its title."""
    if not index:
        return []
    first = ", ".join(f":nth({n})" for n in range(1, press.setter.design.index.count + 1))
    drop = f"@page {first} {{ margin-top: calc(var(--head) + var(--drop) * var(--leading)) }}"
    pages: list[Any] = press.lay_out(press.setter.index(index), style=drop).pages
    return pages


def _folio(page: int) -> str:
    return str(page + 1)


def _contents(
    book: Book, body: Mapping[str, int], back: Mapping[str, int]
) -> tuple[ContentsLine, ...]:
    lines = []
    for chapter in book.chapters:
        if chapter.title and not chapter.titled:
            lines.append((1, chapter.anchor, chapter.title))
        lines += [(line.level, line.anchor, line.text) for line in chapter.headings]
    pages = {**back, **body}
    for matter in ("apparatus", "index"):
        if matter in back:
            lines.append((1, matter, word(matter, book.lang)))
    return tuple(
        ContentsLine(level, anchor, title, str(pages[anchor] + 1))
        for level, anchor, title in lines
        if level <= _CONTENTS_DEPTH
    )


def _set_front(
    press: _Press, contents: tuple[ContentsLine, ...], rows: tuple[ColophonRow, ...]
) -> list[Any]:
    if press.setter.bare:
        return []
    return press.padded(press.lay_out(press.setter.front(contents, rows)).pages)


def _print(bound: _Bound, path: Path, conformance: Conformance) -> None:
    def finish(document: Any, pdf: Any) -> None:
        label_pages(pdf, bound.front)
        add_links(pdf, bound.links, bound.front, bound.index, places(document.pages))
        mark_artifacts(pdf)

    with whole_file(path) as draft:
        bound.document.write_pdf(
            draft,
            finisher=finish,
            pdf_variant=conformance.value,
            pdf_tags=True,
            pdf_identifier=bound.identifier,
        )


def _face_for(lacking: Mapping[str, int]) -> str:
    """Return the style rule that brings in the font of last resort, if it is needed."""
    if not lacking:
        return ""
    content = b64encode(lastresort.font_for(lacking)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{lastresort.FAMILY}"; '
        f"src: url(data:font/ttf;base64,{content}) }}"
    )


def _created() -> str:
    return moment().strftime("%Y-%m-%dT%H:%M:%SZ") if os.environ.get(EPOCH) else ""
