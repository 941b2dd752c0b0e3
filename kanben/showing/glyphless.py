"""Write invisible text into a PDF: a font for every character, to be drawn in no ink."""

from functools import cache
from io import BytesIO
from typing import Any

import pydyf

from kanben.characters import cell_width

_EM = 1000
"""Units of the em, of which a wide character takes all, a narrow one half."""
_ROWS = 100
"""Rows of a table of a CMap, at the most (Adobe Technical Note 5014)."""
_NAME = "KanbenGlyphless"
_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


class GlyphlessFont:
    """Give each character of a document a code, in the order of first use; 0 stands for none."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        """Begin with no character."""
        self._pdf = pdf
        self._codes: dict[str, int] = {}
        self._font = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type0"})
        pdf.add_object(self._font)

    @property
    def reference(self) -> bytes:
        """Return how the document's other objects name the font."""
        reference: bytes = self._font.reference
        return reference

    def codes(self, text: str) -> str:
        """Return the text's codes as the hexadecimal digits of a PDF string."""
        return "".join(f"{self._codes.setdefault(char, len(self._codes) + 1):04x}" for char in text)

    def finish(self) -> None:
        """Write the font into the document, when all its text is there."""
        program = self._added(
            pydyf.Stream([_program()], {"Length1": len(_program())}, compress=True)
        )
        descriptor = self._added(
            pydyf.Dictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": f"/{_NAME}",
                    "Flags": 5,
                    "FontBBox": pydyf.Array([0, 0, _EM, _EM]),
                    "ItalicAngle": 0,
                    "Ascent": _EM,
                    "Descent": 0,
                    "CapHeight": _EM,
                    "StemV": 80,
                    "FontFile2": program.reference,
                }
            )
        )
        glyphs = self._added(pydyf.Stream([bytes(2 * (len(self._codes) + 1))], compress=True))
        descendant = self._added(
            pydyf.Dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/CIDFontType2",
                    "BaseFont": f"/{_NAME}",
                    "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
                    "FontDescriptor": descriptor.reference,
                    "DW": _EM,
                    "W": pydyf.Array(self._widths()),
                    "CIDToGIDMap": glyphs.reference,
                }
            )
        )
        unicode = self._added(pydyf.Stream([self._to_unicode()], compress=True))
        self._font["BaseFont"] = f"/{_NAME}"
        self._font["Encoding"] = "/Identity-H"
        self._font["DescendantFonts"] = pydyf.Array([descendant.reference])
        self._font["ToUnicode"] = unicode.reference

    def _added(self, thing: Any) -> Any:
        self._pdf.add_object(thing)
        return thing

    def _widths(self) -> list[object]:
        """Return the codes of characters that are no full cell, each with its width."""
        narrow = [(code, cell_width(char)) for char, code in self._codes.items()]
        return [
            item
            for code, width in narrow
            if width < 1
            for item in (code, pydyf.Array([round(width * _EM)]))
        ]

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in self._codes.items()
        ]
        tables = [rows[first : first + _ROWS] for first in range(0, len(rows), _ROWS)]
        body = "".join(
            f"{len(table)} beginbfchar\n" + "\n".join(table) + "\nendbfchar\n" for table in tables
        )
        return (_HEAD + body + _FOOT).encode()


@cache
def _program() -> bytes:
    """Return a TrueType font whose only glyph is a box: readers pass over text without extent."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, _EM), (_EM // 2, _EM), (_EM // 2, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(_EM, isTTF=True)
    font.setupGlyphOrder([".notdef"])
    font.setupCharacterMap({})
    font.setupGlyf({".notdef": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (_EM, 0)})
    font.setupHorizontalHeader(ascent=_EM, descent=0)
    font.setupNameTable({"familyName": _NAME, "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    written = BytesIO()
    font.save(written)
    return written.getvalue()
