"""Set the characters of a vertical line 直排 upright.

A vertical page is laid out lying on its left side: its lines run from left to right and follow
one another downwards. Once the page is turned upright by a quarter, they run from top to bottom
and follow one another to the left, and a letter lies on its side, as it should. What is Chinese
must stand: it is drawn with the vertical forms of its font (OpenType's ``vert``) in the writing
mode that PDF has for it (ISO 32000-1, 9.7.4.3), turned back by the quarter.
"""

from collections.abc import Iterator, Sequence
from operator import add
from typing import Any, NamedTuple

from kanben.characters import cell_width
from kanben.typesetting.clreq import (
    CLOSING,
    CONNECTOR,
    DASH,
    ELLIPSIS,
    MIDDLE_DOT,
    OPENING,
    class_of,
)
from kanben.typesetting.drawing import ComposedText, aims_of, face_runs, hexadecimal, tell_glyphs
from kanben.typesetting.justification import SetLine
from kanben.typesetting.postures import upright_cells
from kanben.typesetting.seam import STANDING_FONT, ComputedStyle, nominal_glyph, pango
from kanben.typesetting.shaping import Shaped, SizedFont, shape
from kanben.typesetting.telling import read_as

_EM = 1000
_MIDDLE = 0.38
"""em: the middle of a character's cell above the baseline; Chinese fonts have 0.88 above it and
0.12 below, which is also where PDF puts the middle of a cell in vertical writing."""
_FULL = 900
"""Thousandths of an em: what is narrower is no character of a full cell."""
_SHORT = 3
"""Characters of a line whose last one stands where an indented line begins."""
_TURNING = frozenset((OPENING, CLOSING, DASH, ELLIPSIS, CONNECTOR))
"""Classes that must have a vertical form, or lie (UAX #50, Tr and R)."""


class VerticalRun(NamedTuple):
    """Show glyphs of one face, standing or lying, `at` px from the start of the text.

    `shown` are arrays of a PDF's TJ operator, with how far right of the line's middle each
    stands, in px. `squeeze` is the share of their width that glyphs keep; `text` is what those
    read that stand beside each other.
    """

    face: SizedFont
    standing: bool
    at: float
    shown: tuple[tuple[str, float], ...]
    squeeze: float = 1.0
    text: str = ""


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
                with read_as(stream, run.text):
                    self._stand(stream, run, x + run.at, y - self.middle)
            else:
                stream.set_font_size(font.hash, size)
                stream.set_text_matrix(1, 0, 0, -1, x + run.at, y)
                stream.show_text(run.shown[0][0])

    def _stand(self, stream: Any, run: VerticalRun, x: float, y: float) -> None:
        for array, aside in run.shown:
            stream.set_text_matrix(0, -run.squeeze, -1, 0, x, y - aside)
            stream.show_text(array)


def standing_text(text: str, style: ComputedStyle) -> StandingText | None:
    """Set a text that WeasyPrint placed itself, with the advances it has by nature.

    Return None for what only WeasyPrint can draw.
    """
    shaped = shape(text, style) if text.strip() else None
    if shaped is None:
        return None
    shaped.upright = {start: end for start, end in upright_cells(text) if end - start > 1}
    runs = compose_vertical(shaped, SetLine(0, shaped.advances, {}), style["font_size"])
    return StandingText(text, runs, style, 0.0)


def parting_of(line: SetLine) -> int:
    """Return the character before which a line that is one text is parted in two; -1 for none.

    PDFium takes texts that follow each other and begin at one height for parts of a horizontal
    line, and would read lines from left to right. So a line's last text begins far below the
    place where the next line may begin: the top, or two characters below it.
    """
    length = line.end - line.start
    if length > _SHORT:
        return line.end - 1
    return line.start + 1 if length == _SHORT else -1


def stand_upright(shaped: Shaped, size: float) -> Iterator[tuple[int, int]]:
    """Give each short number a cell of its own; yield their starts and ends."""
    for start, end in upright_cells(shaped.text):
        shaped.upright[start] = end
        shaped.advances[start:end] = [size, *[0.0] * (end - start - 1)]
        yield start, end


def compose_vertical(
    shaped: Shaped, line: SetLine, size: float, parted: int = -1
) -> tuple[VerticalRun, ...]:
    """Return the runs that put the characters of a line at their places.

    No run goes on over the character `parted`. `size` is the font's, in px.
    """
    start, end = line.start, line.end
    aims = aims_of(shaped, line, size)
    found: list[VerticalRun] = []
    for first, last, face in face_runs(shaped, start, end):
        for begin, stop, standing in _stretches(
            shaped, face, (start + first, start + last), parted
        ):
            piece = slice(begin - start, stop - start)
            at = aims[begin - start] * size / _EM
            if begin in shaped.upright:
                cell = (at, sum(line.advances[piece]), size)
                found.append(_beside_each_other(shaped, face, begin, cell))
                continue
            codes, places = shaped.codes[begin:stop], aims[piece]
            widths = shaped.widths[begin:stop]
            if standing:
                narrow = [(width - _EM) // 2 if width < _FULL else 0 for width in widths]
                places = list(map(add, places, narrow))
                at, widths = places[0] * size / _EM, [_EM] * len(codes)
            array = hexadecimal(codes, widths, places, ahead=-1 if standing else 1)
            found.append(VerticalRun(face, standing, at, ((array, 0.0),)))
    return tuple(found)


def _beside_each_other(
    shaped: Shaped, face: SizedFont, begin: int, cell: tuple[float, float, float]
) -> VerticalRun:
    """Return the glyphs that share a cell, as narrow as it wants them.

    Of the `cell` are known its place, its length along the line and its breadth, in px.
    """
    at, length, breadth = cell
    stop = shaped.upright[begin]
    widths = [width * breadth / _EM for width in shaped.widths[begin:stop]]
    squeeze = min(1.0, breadth / sum(widths))
    shown = []
    aside = -squeeze * sum(widths) / 2
    for code, width in zip(shaped.codes[begin:stop], widths, strict=True):
        shown.append((f"<{code}>", aside + squeeze * width / 2))
        aside += squeeze * width
    text = shaped.text[begin:stop] if stop - begin > 1 else ""
    place = at + (length - breadth) / 2
    return VerticalRun(face, True, place, tuple(shown), squeeze, text)  # noqa: FBT003


def _stretches(
    shaped: Shaped, face: SizedFont, part: tuple[int, int], parted: int
) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of a part that are drawn in one way, and whether they stand.

    No stretch runs over the character `parted`.
    """
    at, end = part
    while at < end:
        begin = at
        if at in shaped.upright and shaped.upright[at] <= end:
            at = shaped.upright[at]
            yield begin, at, True
            continue
        standing = _stands(shaped, face, at)
        at += 1
        while at < end and at != parted and at not in shaped.upright:
            if shaped.codes[at] and _stands(shaped, face, at) != standing:
                break
            at += 1
        yield begin, at, standing


def _stands(shaped: Shaped, face: SizedFont, at: int) -> bool:
    """Tell whether a character stands: it fills a cell, and needs no form that its font lacks."""
    char, code = shaped.text[at], shaped.codes[at]
    if not code or cell_width(char) < 1:
        return False
    if shaped.widths[at] < _FULL:
        return class_of(char) == MIDDLE_DOT
    if class_of(char) not in _TURNING:
        return True
    glyph = int(code, 16)
    return glyph != pango.PANGO_GLYPH_EMPTY and glyph != nominal_glyph(face.font, char)
