"""Lay out the documents of an edition, all in one style and one fount."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import weasyprint
from msgspec import Struct
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from kanben.writing.book.calls import numeral
from kanben.writing.designs import Sides
from kanben.writing.fonts import lastresort
from kanben.writing.fonts.families import Faces
from kanben.writing.pdf.html import Pagesetter

_BLANK = "<!doctype html><html lang=zh><title></title><body class=blank>"


class Fount(Struct, frozen=True):
    """Hold the fonts of an edition, and the characters that they lack or cannot tell apart."""

    faces: Faces
    lacking: dict[str, int]
    apart: frozenset[str]


class PagePress:
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

    def folio(self, page: int) -> str:
        """Return the folio of a page of the text, counted from 0."""
        return numeral(page + 1, vertical=self.setter.book.vertical)

    def padded(self, pages: list[Any]) -> list[Any]:
        """Let the next matter open on a right-hand page where pages face each other."""
        if self.setter.design.sides == Sides.SINGLE or len(pages) % 2 == 0:
            return pages
        return [*pages, self.lay_out(_BLANK).pages[0]]


def _face_for(lacking: Mapping[str, int]) -> str:
    """Return the style rule that brings in the font of last resort, if it is needed."""
    if not lacking:
        return ""
    content = b64encode(lastresort.font_for(lacking)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{lastresort.FAMILY}"; '
        f"src: url(data:font/ttf;base64,{content}) }}"
    )
