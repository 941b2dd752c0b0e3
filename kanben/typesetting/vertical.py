"""Set the characters of a vertical line 直排 upright.

A vertical page is laid out lying on its left side: its lines run from left to right and follow
one another downwards. Once the page is turned upright by a quarter, they run from top to bottom
and follow one another to the left, and a letter lies on its side, as it should. What is Chinese
must stand: it is drawn with the vertical forms of its font (OpenType's ``vert``) in the writing
mode that PDF has for it (ISO 32000-1, 9.7.4.3), turned back by the quarter.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kanben.characters import cell_width
from kanben.typesetting.clreq import CLOSING, CONNECTOR, DASH, ELLIPSIS, OPENING, class_of
from kanben.typesetting.drawing import ComposedText, aims_of, face_runs, hexadecimal, tell_glyphs
from kanben.typesetting.postures import upright_cells
from kanben.typesetting.seam import STANDING_FONT, ComputedStyle, nominal_glyph, pango
from kanben.typesetting.shaping import Shaped, SizedFont, shape

_EM = 1000
_MIDDLE = 0.38
"""em: the middle of a character's cell above the baseline; Chinese fonts have 0.88 above it and
0.12 below, which is also where PDF puts the middle of a cell in vertical writing."""
_FULL = 900
"""Thousandths of an em: what is narrower is no character of a full cell."""
_TURNING = frozenset((OPENING, CLOSING, DASH, ELLIPSIS, CONNECTOR))
"""Classes that must have a vertical form, or lie (UAX #50, Tr and R)."""


class VerticalRun(NamedTuple):
    """Show glyphs of one face, standing or lying.

    `at` is where they begin, `aside` how far right of the line's middle they stand, in px; `squeeze`
    is the share of their width that they keep. `array` is that of a PDF's TJ operator.
    """

    face: SizedFont
    standing: bool
    at: float
    array: str
    aside: float = 0.0
    squeeze: float = 1.0


class StandingText(ComposedText):
    """A piece of a vertical line, ready to be drawn."""

    __slots__ = ("middle", "turned")

    def __init__(
        self, text: str, turned: Sequence[VerticalRun], style: ComputedStyle, max_width: float
    ) -> None:
        super().__init__(text, (), style, max_width)
        self.turned = turned
        self.middle = _MIDDLE * float(style["font_size"])

    def draw(self, stream: Any, matrix: Any) -> None:
        """Show the text at the place that `matrix` names, on a page whose y grows downwards."""
        *_, x, y = matrix.values
        for run in self.turned:
            font, size = stream.add_font(run.face.font)
            tell_glyphs(run.face, font)
            if run.standing:
                stream.set_font_size(font.hash + STANDING_FONT, size)
                place = (x + run.at, y - self.middle - run.aside)
                stream.set_text_matrix(0, -run.squeeze, -1, 0, *place)
            else:
                stream.set_font_size(font.hash, size)
                stream.set_text_matrix(1, 0, 0, -1, x + run.at, y)
            stream.show_text(run.array)


def standing_text(text: str, style: ComputedStyle) -> StandingText | None:
    """Set a text that WeasyPrint placed itself, with the advances it has by nature.

    Return None for what only WeasyPrint can draw.
    """
    shaped = shape(text, style)
    if shaped is None:
        return None
    shaped.upright = {start: end for start, end in upright_cells(text) if end - start > 1}
    runs = compose_vertical(shaped, 0, len(text), shaped.advances, {}, style["font_size"])
    return StandingText(text, runs, style, 0.0)


def stand_upright(shaped: Shaped, size: float) -> Iterator[tuple[int, int]]:
    """Give each short number a cell of its own; yield their starts and ends."""
    for start, end in upright_cells(shaped.text):
        shaped.upright[start] = end
        shaped.advances[start:end] = [size, *[0.0] * (end - start - 1)]
        yield start, end


def compose_vertical(
    shaped: Shaped,
    start: int,
    end: int,
    advances: Sequence[float],
    shifts: dict[int, float],
    size: float,
) -> tuple[VerticalRun, ...]:
    """Return the runs that put characters `start` to before `end` at their places in the line.

    The measures are those of `drawing.compose`.
    """
    aims = aims_of(shaped, start, end, advances, shifts, size)
    found: list[VerticalRun] = []
    for first, last, face in face_runs(shaped, start, end):
        for begin, stop, standing in _stretches(shaped, face, start + first, start + last):
            piece = slice(begin - start, stop - start)
            at = aims[begin - start] * size / _EM
            if begin in shaped.upright:
                cell = (at, sum(advances[piece]), size)
                found.extend(_beside_each_other(shaped, face, begin, stop, cell))
                continue
            codes, places = shaped.codes[begin:stop], aims[piece]
            if standing:
                array = hexadecimal(codes, [_EM] * len(codes), places, ahead=-1)
            else:
                array = hexadecimal(codes, shaped.widths[begin:stop], places)
            found.append(VerticalRun(face, standing, at, array))
    return tuple(found)


def _beside_each_other(
    shaped: Shaped, face: SizedFont, begin: int, stop: int, cell: tuple[float, float, float]
) -> Iterator[VerticalRun]:
    """Yield the glyphs that share a cell, as narrow as it wants them.

    Of the `cell` are known its place, its length along the line and its breadth, in px.
    """
    at, length, breadth = cell
    widths = [width * breadth / _EM for width in shaped.widths[begin:stop]]
    squeeze = min(1.0, breadth / sum(widths))
    aside = -squeeze * sum(widths) / 2
    for code, width in zip(shaped.codes[begin:stop], widths, strict=True):
        middle = aside + squeeze * width / 2
        place = at + (length - breadth) / 2
        yield VerticalRun(face, True, place, f"<{code}>", middle, squeeze)  # noqa: FBT003
        aside += squeeze * width


def _stretches(
    shaped: Shaped, face: SizedFont, start: int, end: int
) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of a part that are drawn in one way, and whether they stand."""
    at = start
    while at < end:
        begin = at
        if at in shaped.upright and shaped.upright[at] <= end:
            at = shaped.upright[at]
            yield begin, at, True
            continue
        standing = _stands(shaped, face, at)
        at += 1
        while at < end and at not in shaped.upright:
            if shaped.codes[at] and _stands(shaped, face, at) != standing:
                break
            at += 1
        yield begin, at, standing


def _stands(shaped: Shaped, face: SizedFont, at: int) -> bool:
    """Tell whether a character stands: it fills a cell, and needs no form that its font lacks."""
    char, code = shaped.text[at], shaped.codes[at]
    if not code or shaped.widths[at] < _FULL or cell_width(char) < 1:
        return False
    if class_of(char) not in _TURNING:
        return True
    glyph = int(code, 16)
    return glyph != pango.PANGO_GLYPH_EMPTY and glyph != nominal_glyph(face.font, char)
