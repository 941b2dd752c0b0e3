"""Set small pages for the tests of typesetting."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from kanben.typesetting.composer import composed
from kanben.typesetting.rules import DEFAULT, Rules

SIZE = 20
"""px: the font's size, so that an em is easy to divide."""


class Line(NamedTuple):
    """A set line: its text, its left edge and its width in em from the page's left."""

    page: int
    text: str
    left: float
    width: float
    height: float


def page(body: str, *, ems: float, lang: str = "zh-Hans", css: str = "", height: int = 2000) -> str:
    """Return an HTML document whose page is `ems` wide."""
    return f"""<html lang="{lang}"><style>
      @page {{ size: {ems * SIZE}px {height}px; margin: 0 }}
      html {{ font: {SIZE}px/1.5 "Noto Serif CJK SC"; text-align: justify }}
      body, p, h1, div {{ margin: 0 }}
      {css}</style><body>{body}</body></html>"""


def set_lines(html: str, rules: Rules = DEFAULT) -> list[Line]:
    """Lay an HTML document out with the composer and return its lines."""
    with composed(rules):
        document = HTML(string=html).render()
    return list(_lines(document))


def _lines(document: Any) -> Iterator[Line]:
    for number, laid_out in enumerate(document.pages):
        for box in laid_out._page_box.descendants():
            if isinstance(box, boxes.LineBox):
                yield Line(
                    number,
                    "".join(_texts(box)),
                    round(box.position_x / SIZE, 3),
                    round(box.width / SIZE, 3),
                    box.height,
                )


def _texts(parent: Any) -> Iterator[str]:
    """Yield a line's own texts: a box in it has lines of its own."""
    for box in parent.children:
        if isinstance(box, boxes.TextBox):
            yield box.text
        elif isinstance(box, boxes.InlineBox):
            yield from _texts(box)
