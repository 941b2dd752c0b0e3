"""Draw a font for characters that no installed font has: the mark of a lacking sort, framed.

The line shows no codes; the colophon lists the characters, and the text extracts as it is.
"""

from collections.abc import Iterable
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Kanben Code Points"

_EM = 1000
"""Units of the em; all lengths are in it."""
_ASCENT = 880
"""Height over the baseline, as Chinese fonts have it."""
_BORDER = 24
"""Width of the frame: thin, so that it reads as no character."""
_BAR = 120
"""Height of each of the two bars of 〓."""
_SPACES = (0x20, 0xA0)
"""Pango sets a space in the font of the character before it."""


def font_for(chars: Iterable[str]) -> bytes:
    """Return a TrueType font with a full-width mark for each character."""
    glyphs = {f"u{ord(char):05X}": char for char in sorted(set(chars))}
    builder = FontBuilder(_EM, isTTF=True)
    order = [".notdef", *glyphs, "space"]
    builder.setupGlyphOrder(order)
    mapping = {ord(char): name for name, char in glyphs.items()}
    builder.setupCharacterMap({**mapping, **dict.fromkeys(_SPACES, "space")})
    outlines = {name: _mark() for name in (".notdef", *glyphs)}
    builder.setupGlyf({**outlines, "space": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({**dict.fromkeys(order, (_EM, 60)), "space": (_EM // 4, 0)})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_ASCENT - _EM)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_ASCENT - _EM)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    target = BytesIO()
    builder.save(target)
    return target.getvalue()


def _mark() -> Glyph:
    """Draw two bars in a frame: 〓, the foot of a sort turned upside down where one is lacking."""
    pen = TTGlyphPen(None)
    _frame(pen)
    middle = _ASCENT - _EM // 2
    for low in (middle + _BAR // 2, middle - _BAR // 2 - _BAR):
        _rectangle(pen, (200, low), (_EM - 200, low + _BAR))
    return pen.glyph()


def _frame(pen: TTGlyphPen) -> None:
    low, high = _ASCENT - _EM + 60, _ASCENT - 60
    _rectangle(pen, (60, low), (_EM - 60, high))
    inner = (60 + _BORDER, low + _BORDER, _EM - 60 - _BORDER, high - _BORDER)
    left, bottom, right, top = inner
    pen.moveTo((left, bottom))
    for point in ((right, bottom), (right, top), (left, top)):
        pen.lineTo(point)
    pen.closePath()


def _rectangle(pen: TTGlyphPen, low: tuple[int, int], high: tuple[int, int]) -> None:
    """Draw clockwise, as TrueType fills; a counter-clockwise one would cut a hole."""
    (left, bottom), (right, top) = low, high
    pen.moveTo((left, bottom))
    for point in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(point)
    pen.closePath()
