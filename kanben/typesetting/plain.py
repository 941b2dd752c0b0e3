"""Build the lines of a paragraph that is one run of text.

Most paragraphs of a book are; WeasyPrint's general way, with its search for the inline boxes
that a line cuts, costs more than the line itself.
"""

from typing import Any

from kanben.typesetting.lines import LinePiece
from kanben.typesetting.requests import LineRequest
from kanben.typesetting.seam import strut, text_align


def build_line(request: LineRequest, piece: LinePiece, *, justified: bool) -> Any:
    """Return a laid-out copy of the line box with the piece as its only child.

    The places are those that WeasyPrint's get_next_linebox gives a line with one text box at
    the baseline, where no float stands.
    """
    linebox, block = request.linebox, request.containing_block
    text = piece.box_like(piece.leaf.box)
    line_height, baseline = strut(linebox.style)
    top = max(baseline, text.baseline)
    line = linebox.copy_with_children((text,))
    line.position_x = block.content_box_x()
    line.position_y = request.position_y
    line.width = linebox.text_indent + piece.width
    line.height = top + max(line_height - baseline, text.margin_height() - text.baseline)
    line.baseline = top
    line.margin_top = line.margin_bottom = 0
    offset = (
        0 if justified else text_align(request.context, line, block.width, piece.resume is None)
    )
    text.position_x = line.position_x + linebox.text_indent + offset
    text.position_y = request.position_y + top - text.baseline
    line.position_x += offset
    return line
