"""Draw a font for characters that no installed font has: a box with the code point in it.

A reader sees which character is meant, and the text extracts as it is.
"""

from collections.abc import Iterable
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Kanben Code Points"

_EM = 1000
_ASCENT = 880
_BORDER = 24
_STROKE = 36
_SPACES = (0x20, 0xA0)
"""Pango sets a space in the font of the character before it."""
_SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "A": "abcefg",
    "B": "cdefg",
    "C": "adef",
    "D": "bcdeg",
    "E": "adefg",
    "F": "aefg",
}
"""Segments of a digit as displays draw it: a on top, then clockwise to f, g in the middle."""


def font_for(chars: Iterable[str]) -> bytes:
    """Return a TrueType font with a full-width box for each character."""
    glyphs = {f"u{ord(char):05X}": char for char in sorted(set(chars))}
    builder = FontBuilder(_EM, isTTF=True)
    order = [".notdef", *glyphs, "space"]
    builder.setupGlyphOrder(order)
    mapping = {ord(char): name for name, char in glyphs.items()}
    builder.setupCharacterMap({**mapping, **dict.fromkeys(_SPACES, "space")})
    outlines = {name: _box(f"{ord(char):04X}") for name, char in glyphs.items()}
    builder.setupGlyf({".notdef": _box(""), **outlines, "space": TTGlyphPen(None).glyph()})
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


def _box(digits: str) -> Glyph:
    pen = TTGlyphPen(None)
    _frame(pen)
    columns = 2 if len(digits) <= 4 else 3
    for place, digit in enumerate(digits.rjust(2 * columns, "0") if digits else ""):
        row, column = divmod(place, columns)
        _digit(pen, digit, column, row, 760 // columns)
    return pen.glyph()


def _frame(pen: TTGlyphPen) -> None:
    low, high = _ASCENT - _EM + 60, _ASCENT - 60
    _rectangle(pen, 60, low, _EM - 60, high)
    inner = (60 + _BORDER, low + _BORDER, _EM - 60 - _BORDER, high - _BORDER)
    left, bottom, right, top = inner
    pen.moveTo((left, bottom))
    for point in ((right, bottom), (right, top), (left, top)):
        pen.lineTo(point)
    pen.closePath()


def _digit(pen: TTGlyphPen, digit: str, column: int, row: int, width: int) -> None:
    left = 120 + column * width + width // 8
    right = 120 + (column + 1) * width - width // 8
    top = _ASCENT - 130 - row * 390
    middle, bottom = top - 160, top - 320
    bars = {
        "a": (left, top - _STROKE, right, top),
        "b": (right - _STROKE, middle, right, top),
        "c": (right - _STROKE, bottom, right, middle),
        "d": (left, bottom, right, bottom + _STROKE),
        "e": (left, bottom, left + _STROKE, middle),
        "f": (left, middle, left + _STROKE, top),
        "g": (left, middle - _STROKE // 2, right, middle + _STROKE // 2),
    }
    for segment in _SEGMENTS[digit]:
        _rectangle(pen, *bars[segment])


def _rectangle(pen: TTGlyphPen, left: int, bottom: int, right: int, top: int) -> None:
    """Draw clockwise, as TrueType fills; a counter-clockwise one would cut a hole."""
    pen.moveTo((left, bottom))
    for point in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(point)
    pen.closePath()
