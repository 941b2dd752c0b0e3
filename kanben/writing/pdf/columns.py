"""Set columns side by side that were laid out as pages of their own.

WeasyPrint lays out the rest of a text again for every column that it fills, so that a long index
in CSS columns takes time with the square of its length. Narrow pages take none.
"""

from typing import Any

from kanben.typesetting.seam import page_box, with_box

_PIXELS_PER_POINT = 96 / 72
"""A pixel of CSS is the 96th part of an inch, a point the 72nd."""


def pour(columns: list[Any], sheets: list[Any], count: int, step: float) -> list[Any]:
    """Return the sheets with `count` columns set on each, `step` pt from one to the next.

    `columns` and `sheets` are WeasyPrint's pages; the first column stands where the sheet's own
    text does.
    """
    return [
        _filled(sheet, columns[number * count : (number + 1) * count], step * _PIXELS_PER_POINT)
        for number, sheet in enumerate(sheets)
    ]


def _filled(sheet: Any, columns: list[Any], step: float) -> Any:
    page = page_box(sheet)
    own, *margins = page.children
    texts = [page_box(column).children[0] for column in columns]
    for place, text in enumerate(texts):
        text.translate(own.position_x + place * step - text.position_x, 0)
    page.children = [own, *texts, *margins]
    return with_box(sheet, page)
