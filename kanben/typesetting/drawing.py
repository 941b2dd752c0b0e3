"""Write composed text into a PDF's content stream."""

from bisect import bisect_right
from itertools import accumulate, islice
from typing import Any
from weakref import WeakKeyDictionary

from kanben.typesetting.justification import SetLine
from kanben.typesetting.seam import ComputedStyle, Layout, pango
from kanben.typesetting.shaping import Shaped, SizedFont

_TOLD: WeakKeyDictionary[Any, dict[int, int]] = WeakKeyDictionary()


_DECORATION = (
    "ascent",
    "underline_position",
    "underline_thickness",
    "strikethrough_position",
    "strikethrough_thickness",
)


class ComposedText:
    """A piece of a line, ready to be drawn; stands where WeasyPrint keeps a Pango layout.

    `runs` are (face, array of a PDF's TJ operator).
    """

    first_line_direction = 0
    justification_spacing = 0

    __slots__ = (*_DECORATION, "max_width", "runs", "text")

    def __init__(
        self,
        text: str,
        runs: tuple[tuple[SizedFont, str], ...],
        style: ComputedStyle,
        max_width: float,
    ) -> None:
        self.text = text
        self.runs = runs
        self.max_width = max_width
        if style["text_decoration_line"] != "none":
            layout = Layout(style)
            for name in _DECORATION:
                setattr(self, name, getattr(layout, name))

    def reactivate(self, style: ComputedStyle) -> None:
        """Do nothing: the glyphs are known."""

    def deactivate(self) -> None:
        """Do nothing: no Pango object is held."""

    def laid_out(self, style: ComputedStyle) -> Layout:
        """Return WeasyPrint's own layout of the text, for what cannot be drawn from here."""
        layout = Layout(style, 0, self.max_width)
        layout.set_text(self.text)
        return layout

    def draw(self, stream: Any, matrix: Any) -> None:
        """Show the text at the place that `matrix` names."""
        stream.set_text_matrix(*matrix.values)
        for face, array in self.runs:
            font, size = stream.add_font(face.font)
            tell_glyphs(face, font)
            stream.set_font_size(font.hash, size)
            stream.show_text(array)


def tell_glyphs(face: SizedFont, font: Any) -> None:
    """Tell the PDF's font of the glyphs met since it was last told."""
    told = _TOLD.setdefault(font, {})
    known = told.get(id(face), 0)
    if known == len(face.texts):
        return
    for glyph, text in islice(face.texts.items(), known, None):
        if glyph != pango.PANGO_GLYPH_EMPTY:
            font.to_unicode.setdefault(glyph, text)
            font.widths.setdefault(glyph, face.widths[glyph])
    told[id(face)] = len(face.texts)


def compose(shaped: Shaped, line: SetLine, size: float) -> tuple[tuple[SizedFont, str], ...]:
    """Return the TJ arrays that put the characters of a line at their places.

    `size` is the font's, in px.
    """
    start, end = line.start, line.end
    aims = aims_of(shaped, line, size)
    codes, widths = shaped.codes[start:end], shaped.widths[start:end]
    runs = []
    pen = 0
    for first, last, face in face_runs(shaped, start, end):
        array = hexadecimal(codes[first:last], widths[first:last], aims[first:last])
        runs.append((face, array if pen == aims[first] else f"{pen - aims[first]}{array}"))
        pen = aims[last - 1] + widths[last - 1]
    return tuple(runs)


def aims_of(shaped: Shaped, line: SetLine, size: float) -> list[int]:
    """Return the places of characters along the line, in thousandths of an em.

    Places are rounded, not the gaps between them: no error adds up along the line.
    """
    start, end = line.start, line.end
    unit = 1000 / size
    aims = [round(place * unit) for place in accumulate(line.advances, initial=0.0)]
    for place, shift in line.shifts.items():
        aims[place] -= round(shift * unit)
    if shaped.offsets:
        for place in range(start, end):
            aims[place - start] += round(shaped.offsets.get(place, 0.0) * unit)
    return aims


def hexadecimal(codes: list[str], widths: list[int], aims: list[int], ahead: int = 1) -> str:
    """Return hexadecimal glyphs with the moves, in thousandths of an em, that lie between.

    A move goes back in a horizontal line; in a vertical one it goes on, `ahead` is -1.
    """
    parts = [
        code if aim + width == following else f"{code}>{ahead * (aim + width - following)}<"
        for code, width, aim, following in zip(codes, widths, aims, aims[1:], strict=False)
    ]
    return f"<{''.join(parts)}{codes[-1]}>"


def face_runs(shaped: Shaped, start: int, end: int) -> list[tuple[int, int, SizedFont]]:
    """Return the faces of a part of the text, their bounds counted from its start."""
    runs = []
    faces = shaped.faces
    number = max(0, bisect_right(faces, start, key=_first) - 1)
    while number < len(faces) and faces[number][0] < end:
        first, face = faces[number]
        number += 1
        last = faces[number][0] if number < len(faces) else len(shaped.text)
        if last > start:
            runs.append((max(first, start) - start, min(last, end) - start, face))
    return runs


def _first(run: tuple[int, SizedFont]) -> int:
    return run[0]
