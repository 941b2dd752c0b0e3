"""Keep the colophon on one page: set it closer where a row or two would spill."""

from collections.abc import Sequence
from typing import Any

from kanben.typesetting.seam import page_box
from kanben.writing.pdf.layout import starts

TIGHTER = (
    ".colophon { line-height: 1.25 } .colophon h1 { padding-top: 0 }",
    ".colophon { line-height: 1.15 } .colophon h1 { margin-bottom: 0; padding-top: 0 }"
    ".colophon th, .colophon td { padding-top: 0; padding-bottom: 0 }",
)
"""Styles to try one after the other; the type keeps its size, for readers with low vision."""


def is_spilt(pages: Sequence[Any]) -> bool:
    """Tell whether the colophon runs on to a second page of the front matter."""
    after = starts(list(pages)).get("colophon", len(pages)) + 1
    return after < len(pages) and any(
        _is_of_colophon(box.element) for box in page_box(pages[after]).descendants()
    )


def _is_of_colophon(element: Any) -> bool:
    return element is not None and element.get("class") == "colophon"
