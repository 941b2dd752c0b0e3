"""Hold what WeasyPrint asks with, each of its parameters by name and in its order."""

from typing import Any, NamedTuple


class LineRequest(NamedTuple):
    """Ask for the next line of a line box, which begins at `skip_stack`."""

    context: Any
    linebox: Any
    position_y: float
    bottom_space: float
    skip_stack: Any
    containing_block: Any
    absolute_boxes: Any
    fixed_boxes: Any
    first_letter_style: Any
    first_line_style: Any


class SplitRequest(NamedTuple):
    """Ask for what a text can begin a line with; `max_width` is px, or None."""

    text: str
    style: Any
    context: Any
    max_width: Any
    justification_spacing: float
    is_line_start: bool = True
    minimum: bool = False


class DrawRequest(NamedTuple):
    """Ask for the one line of a text box to be drawn."""

    stream: Any
    textbox: Any
    text_overflow: Any
    block_ellipsis: Any
    matrix: Any
