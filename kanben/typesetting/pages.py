"""Keep pages even: a last line may hang below, a figure takes whole lines.

W3C CLREQ (Widow and orphan control) asks that a paragraph's last line does not stand alone on a
new page, and offers letting it hang below the type area: no page then ends high for its sake.
"""

from collections.abc import Callable
from math import ceil
from typing import Any

from kanben.typesetting.rules import LastLine, Rules

WHOLE_LINES = "data-whole-lines"
"""The attribute of an element whose height is to be a whole number of its own line heights."""

_NEARLY = 1e-3
"""px: the rounding of sums of floats."""


def hang_last_line(context: Any, line: Any, bottom_space: float, rules: Rules) -> None:
    """Let the page hold a paragraph's last line that would be the first below its type area.

    Lines in columns have no white below them, and a page with footnotes has them there.
    """
    if rules.last_line is LastLine.CARRIED or context.in_column or context.current_page_footnotes:
        return
    bottom = context.page_bottom - bottom_space
    if line.position_y <= bottom + _NEARLY < line.position_y + line.height:
        context.hung = (context.current_page, line.position_y + line.height)


def with_hanging_lines(stock: Callable[..., Any]) -> Callable[[Any, float, float], bool]:
    """Return WeasyPrint's test whether something overflows a page, lines that may hang aside."""

    def overflows_page(self: Any, bottom_space: float, position_y: float) -> bool:
        return bool(stock(self, bottom_space, position_y)) and not _hangs(self, position_y)

    return overflows_page


def _hangs(context: Any, position_y: float) -> bool:
    """Tell whether a place below the type area is that of the line that hangs there."""
    page, bottom = getattr(context, "hung", (None, 0.0))
    return bool(page == context.current_page and position_y <= bottom + _NEARLY)


def whole_lines(box: Any) -> None:
    """Heighten a block whose element asks for it to whole lines."""
    if box.element is None or box.element.get(WHOLE_LINES) is None:
        return
    height, line_height = box.margin_height(), box.style["line_height"]
    unit = line_height.value if hasattr(line_height, "value") else float(line_height)
    if unit > 0:
        box.height += (ceil(height / unit - _NEARLY) * unit) - height
