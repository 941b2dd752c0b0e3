"""Read the glyphs of a PDF page in the order in which they were drawn."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from kanben.sources.printed import Box

_LIGATURES = dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00))
"""Presentation forms that only shape letters (Unicode, Alphabetic Presentation Forms)."""
_HYPHENS = frozenset({0x02, 0xFFFE})
"""What pdfium reports for a hyphen at a line's end."""
_FIXED_PITCH = 1
"""Flag of a font's descriptor (ISO 32000, table 121)."""


class PdfGlyph(Struct, frozen=True, gc=False):
    """Hold a character as drawn: its box, its place among the page's; no box for pdfium's own."""

    char: str
    index: int
    box: Box | None


class Type(Struct, frozen=True, gc=False):
    """Describe the type that a glyph is set in: its body in points, whether of one width."""

    size: float
    fixed: bool
    bold: bool


def glyphs_of(text: Any, height: float) -> Iterator[PdfGlyph]:
    """Yield the glyphs of a text page of pdfium, y downward from the page's top."""
    rectangle = pdfium.FS_RECTF()
    raw = text.raw
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _HYPHENS:
            code = 0x2D
        if not code:
            continue
        char = _LIGATURES.get(code) or (chr(code) if code < 0x110000 else "\ufffd")
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            yield PdfGlyph(char, index, None)
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(rectangle))
        yield PdfGlyph(
            char,
            index,
            Box(rectangle.left, height - rectangle.top, rectangle.right, height - rectangle.bottom),
        )


def type_of(text: Any, index: int) -> Type:
    """Return the type in which the glyph at `index` is set."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix)):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text.raw, index, name, 128, ctypes.byref(flags))
    lower = name.value.lower()
    fixed = bool(flags.value & _FIXED_PITCH) or any(word in lower for word in _FIXED_NAMES)
    bold = pdfium.FPDFText_GetFontWeight(text.raw, index) >= _BOLD or any(
        word in lower for word in _DARK_NAMES
    )
    return Type(pdfium.FPDFText_GetFontSize(text.raw, index) * scale, fixed, bold)


_FIXED_NAMES = (b"mono", b"courier", b"consol", b"cmtt", b"lmtt", b"inconsolata", b"menlo")
"""Families of one width whose descriptors often fail to say so."""
_BOLD = 600
"""Weight of semi-bold type, the lightest that headings have (CSS Fonts)."""
_DARK_NAMES = (b"bold", b"black", b"heavy", b"hei", b"gothic", b"sans")
"""Faces in which Chinese print sets what stands out from its Song type: 黑体 above all."""
