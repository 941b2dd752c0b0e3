"""Set a recognised page upright: deskew its pieces, turn a page of vertical lines 直排."""

import math
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from kanben.sources.ocr.corners import Point, box_of
from kanben.sources.printed import Box, PrintedLine, PrintedPage

_LONG = 5.0
"""A piece this many times longer than thick shows how the page was turned: shorter ones lie in
boxes whose corners are off by more than the page is."""
_TALL = 1.5
"""A piece this many times taller than wide is a vertical line; a single character is not."""


class SkewedPiece(Struct, frozen=True):
    """Hold what an engine found: a text, its corners clockwise from the upper left, its score."""

    text: str
    corners: tuple[Point, ...]
    score: float | None = None

    @property
    def width(self) -> float:
        """Return the length of the upper side."""
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """Return the length of the right side."""
        return math.dist(self.corners[1], self.corners[2])


def upright(pieces: Sequence[SkewedPiece]) -> PrintedPage:
    """Return the page with its lines along the x axis, in no order that could be believed."""
    pieces = [piece for piece in pieces if piece.text.strip()]
    vertical = is_vertical(pieces)
    angle = _angle(pieces, vertical=vertical)
    lines = tuple(
        PrintedLine(
            piece.text.strip(),
            _level(piece.corners, angle, vertical=vertical),
            confidence=piece.score,
            seen=box_of(piece.corners),
        )
        for piece in pieces
    )
    width = max((line.box.right for line in lines), default=0.0)
    height = max((line.box.bottom for line in lines), default=0.0)
    return PrintedPage(width, height, lines, ordered=False, vertical=vertical)


def is_vertical(pieces: Sequence[SkewedPiece]) -> bool:
    """Tell whether most of the text stands in pieces that are taller than wide."""
    tall = sum(len(piece.text) for piece in pieces if piece.height > _TALL * piece.width)
    return tall > sum(len(piece.text) for piece in pieces) / 2


def _angle(pieces: Sequence[SkewedPiece], *, vertical: bool) -> float:
    """Return the slope of the page's lines in radians, by the median of its long pieces."""
    slopes = []
    for piece in pieces:
        first, second, third, fourth = piece.corners
        if vertical and piece.height > _LONG * piece.width:
            across = fourth[0] + third[0] - first[0] - second[0]
            slopes.append(-math.atan2(across, fourth[1] + third[1] - first[1] - second[1]))
        elif not vertical and piece.width > _LONG * piece.height:
            down = second[1] + third[1] - first[1] - fourth[1]
            slopes.append(math.atan2(down, second[0] + third[0] - first[0] - fourth[0]))
    return median(slopes) if slopes else 0.0


def _level(corners: Sequence[Point], angle: float, *, vertical: bool) -> Box:
    """Return the box of corners turned back by `angle`; its sides lie in the middle of theirs.

    The right-hand column of a vertical page becomes its first line.
    """
    cosine, sine = math.cos(-angle), math.sin(-angle)
    turned = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in corners]
    across = sorted(x for x, _ in turned)
    down = sorted(y for _, y in turned)
    left, right = (across[0] + across[1]) / 2, (across[2] + across[3]) / 2
    top, bottom = (down[0] + down[1]) / 2, (down[2] + down[3]) / 2
    return Box(top, -right, bottom, -left) if vertical else Box(left, top, right, bottom)
