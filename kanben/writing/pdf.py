"""Print the book: lay out text, index and front matter with WeasyPrint, join them into a PDF."""

import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pydyf
import weasyprint
from msgspec import Struct
from weasyprint.text.fonts import FontConfiguration

from kanben.manuscript.archive import whole_file
from kanben.manuscript.blocks import Block
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages
from kanben.messages import word
from kanben.writing.book import Book
from kanben.writing.colophon import colophon
from kanben.writing.designs import Design, Sides
from kanben.writing.html import ContentsLine, Pagesetter, pagesetter
from kanben.writing.layout import stretches
from kanben.writing.locators import Occurrence, Stretches, occurrences, set_index
from kanben.writing.numbering import roman

_BLANK = "<!doctype html><html lang=zh><title></title><body class=blank>"


class _Text(Struct, frozen=True):
    """Hold the laid-out text pages and what was found on them."""

    pages: list[Any]
    document: Any
    starts: dict[str, int]
    stretches: dict[str, Stretches]
    occurrences: dict[str, list[Occurrence]]


class _Press:
    """Lay out documents of one edition with one set of fonts."""

    def __init__(self, setter: Pagesetter) -> None:
        self.setter = setter
        self.fonts = FontConfiguration()
        self.style = weasyprint.CSS(string=setter.style, font_config=self.fonts)

    def lay_out(self, html: str, first_page: int = 1) -> Any:
        """Lay out a document whose first page bears the number `first_page`."""
        start = weasyprint.CSS(string=f"@page :first {{ counter-reset: page {first_page} }}")
        source = weasyprint.HTML(string=html)
        return source.render(stylesheets=[self.style, start], font_config=self.fonts)

    def padded(self, pages: list[Any]) -> list[Any]:
        """Let the next matter open on a right-hand page where pages face each other."""
        if self.setter.design.sides == Sides.SINGLE or len(pages) % 2 == 0:
            return pages
        return [*pages, self.lay_out(_BLANK).pages[0]]


def write(
    manuscript: Manuscript,
    path: Path,
    design: Design,
) -> Pages:
    """Write the manuscript as a PDF book and return where everything stands in it.

    The bytes depend on the manuscript, the design, fonts and engines, and on SOURCE_DATE_EPOCH.
    """
    press = _Press(pagesetter(manuscript, design, _created()))
    text = _set_text(press, manuscript)
    body = press.padded(text.pages)
    index = set_index(manuscript.index, text.occurrences, lambda page: str(page + 1))
    back_html = press.setter.back(index, "")
    back = press.lay_out(back_html, len(body) + 1).pages if back_html else []
    matter = _matter(press.setter.book, text, back, len(body))
    front = _front(press, manuscript, matter)
    document = text.document.copy([*front, *body, *back])
    with whole_file(path) as draft:
        document.write_pdf(
            draft,
            pdf_variant="pdf/ua-1",
            pdf_identifier=_identifier(manuscript, press.setter.design),
            finisher=lambda _, pdf: _label_pages(pdf, len(front)),
        )
    return _pages(manuscript, text, matter, len(front), len(body) + len(back), front)


def _set_text(press: _Press, manuscript: Manuscript) -> _Text:
    source = press.setter.body()
    document = press.lay_out(source)
    blocks = list(_anchored(manuscript))
    found = stretches(
        document.pages, document._html.etree_element, frozenset(block.anchor for block in blocks)
    )
    terms: dict[str, list[Occurrence]] = defaultdict(list)
    for block in blocks:
        if block.anchor in found:
            for occurrence in occurrences(block, found[block.anchor]):
                terms[occurrence.term].append(occurrence)
    return _Text(document.pages, document, _starts(document.pages), found, terms)


def _anchored(manuscript: Manuscript) -> Iterator[Block]:
    for part in manuscript.parts:
        for block in part.printed_blocks:
            if block.anchor:
                yield block


def _starts(pages: list[Any], first: int = 0) -> dict[str, int]:
    starts: dict[str, int] = {}
    for number, page in enumerate(pages, first):
        for anchor in page.anchors:
            starts.setdefault(anchor, number)
    return starts


def _matter(book: Book, text: _Text, back: list[Any], body: int) -> tuple[ContentsLine, ...]:
    lines = []
    for chapter in book.chapters:
        if chapter.title and not chapter.titled:
            lines.append((1, chapter.anchor, chapter.title))
        lines += [(line.level, line.anchor, line.text) for line in chapter.headings]
    starts = {**_starts(back, body), **text.starts}
    for anchor in ("apparatus", "index"):
        if anchor in starts:
            lines.append((1, anchor, word(anchor, book.lang)))
    return tuple(
        ContentsLine(level, anchor, title, str(starts[anchor] + 1))
        for level, anchor, title in lines
        if level <= 2
    )


def _front(press: _Press, manuscript: Manuscript, contents: tuple[ContentsLine, ...]) -> list[Any]:
    engines = {"WeasyPrint": weasyprint.__version__}
    rows = colophon(manuscript, engines, [])
    return press.padded(press.lay_out(press.setter.front(contents, rows)).pages)


def _label_pages(pdf: Any, front: int) -> None:
    nums = [0, pydyf.Dictionary({"S": "/r"}), front, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(nums)})


def _pages(
    manuscript: Manuscript,
    text: _Text,
    matter: tuple[ContentsLine, ...],
    front_count: int,
    rest: int,
    front: list[Any],
) -> Pages:
    labels = [roman(number) for number in range(1, front_count + 1)]
    labels += [str(number) for number in range(1, rest + 1)]
    anchors = {**_starts(front)}
    anchors |= {anchor: front_count + page for anchor, page in text.starts.items()}
    anchors |= {line.anchor: front_count + int(line.page) - 1 for line in matter}
    return Pages(
        labels=tuple(labels),
        anchors=anchors,
        runs={
            block.anchor: _runs(block, text.stretches[block.anchor], front_count)
            for block in _anchored(manuscript)
            if len(text.stretches.get(block.anchor, ())) > 1
        },
        terms={
            term: tuple(front_count + occurrence.page for occurrence in found)
            for term, found in text.occurrences.items()
        },
    )


def _runs(block: Block, found: Stretches, front_count: int) -> tuple[tuple[int, int], ...]:
    places = [place for place, char in enumerate(block.text) if not char.isspace()]
    return tuple((places[offset], front_count + page) for offset, page in found[1:])


def _created() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return ""
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _identifier(manuscript: Manuscript, chosen: Design) -> bytes:
    digest = sha256(manuscript.name.encode())
    for part in (manuscript.variant, chosen.name, *(s.sha256 for s in manuscript.sources)):
        digest.update(part.encode())
    return digest.digest()[:16]
