"""Set columns side by side that were laid out as pages of their own.

WeasyPrint lays out the rest of a text again for every column that it fills, so that a long index
in CSS columns takes time with the square of its length. Narrow pages take none.
"""

from typing import Any

from kanben.typesetting.seam import page_box, with_box
from kanben.writing.designs import Design

_PIXELS_PER_POINT = 96 / 72
"""A pixel of CSS is the 96th part of an inch, a point the 72nd."""


def pour(columns: list[Any], sheets: list[Any], design: Design) -> list[Any]:
    """Return the sheets with the columns of a design's index set on each.

    `columns` and `sheets` are WeasyPrint's pages; the first column stands where the sheet's own
    text does. What stands above a column that goes on with a group comes along.
    """
    count = design.index.count
    return [
        _filled(sheet, columns[number * count : (number + 1) * count], design)
        for number, sheet in enumerate(sheets)
    ]


def _filled(sheet: Any, columns: list[Any], design: Design) -> Any:
    page = page_box(sheet)
    own, *margins = page.children
    step = (design.index.width + design.index.gap) * _PIXELS_PER_POINT
    texts: list[Any] = []
    heads: list[Any] = []
    for place, column in enumerate(columns):
        text, *around = page_box(column).children
        moved = (
            own.position_x + place * step - text.position_x,
            own.position_y - design.upper * _PIXELS_PER_POINT,
        )
        texts.append(text)
        heads += [] if _begins_group(text) else around
        for box in (text, *around):
            box.translate(*moved)
    page.children = [own, *texts, *heads, *margins]
    return with_box(sheet, page)


def _begins_group(text: Any) -> bool:
    """Tell whether a column begins with a group's label."""
    tags = (box.element_tag for box in text.descendants())
    return next((tag == "h2" for tag in tags if tag in ("h2", "p")), False)
