"""Decode the fonts of a PDF, and ask of each that its file draws what it is used for."""

import re
import struct
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from msgspec import Struct

from kanben.proving.matter import Fault
from kanben.proving.readers.outlines import family_of, without_outline

_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_NUMBER = re.compile(rb"<([0-9A-Fa-f]+)>\s*(\d+)")
_NUMBERS = re.compile(rb"begincidchar(.*?)endcidchar", re.DOTALL)
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd")
"""Signs that Unicode counts among letters and symbols and that show nothing, or no one thing."""
_INKED = frozenset("LNPS")
"""Classes of characters that leave ink."""


class PdfFont(Struct):
    """Hold a font as pages use it.

    `texts` are what its codes stand for, `width` the bytes of a code; `used` are the codes met.
    """

    name: str
    family: str
    texts: dict[int, str]
    width: int
    content: bytes | None
    glyphs: dict[int, int]
    used: set[int]

    def numbers(self, codes: bytes) -> Sequence[int]:
        """Return the codes that are shown; half a code at the end is none."""
        if self.width == 1:
            return codes
        count = len(codes) // 2
        return struct.unpack(f">{count}H", codes[: 2 * count])


class Fonts:
    """Decode the fonts of a document, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], PdfFont] = {}

    def of(self, page: Any) -> dict[str, PdfFont]:
        """Return the fonts of a page by its names for them."""
        fonts = page.obj.get("/Resources", {}).get("/Font", {})
        return {name: self._font(font) for name, font in fonts.items()}

    def _font(self, font: Any) -> PdfFont:
        key = font.objgen
        if key not in self._known:
            self._known[key] = _decoded(font)
        return self._known[key]

    def faults(self) -> Iterator[Fault]:
        """Yield fonts that are missing, draw nothing for what they say, or are another's."""
        fonts = self._known.values()
        families = {font.family for font in fonts}
        for font in fonts:
            if font.content == b"":
                yield Fault("font-missing", found=font.name)
            elif font.content is not None and not _draws(font, font.content, families):
                yield Fault("font-missing", expected=font.name, found=font.family)


def _decoded(font: Any) -> PdfFont:
    descendant = font.get("/DescendantFonts", [font])[0]
    descriptor = descendant.get("/FontDescriptor", {})
    files = (descriptor[key].read_bytes() for key in _FILES if key in descriptor)
    texts = _to_unicode(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else {}
    encoding = font.get("/Encoding")
    return PdfFont(
        name=str(font.get("/BaseFont", "")).lstrip("/"),
        family=str(descriptor.get("/FontFamily", "")),
        texts=texts,
        width=2 if font.get("/Subtype") == "/Type0" else 1,
        content=None if font.get("/Subtype") == "/Type3" else next(files, b""),
        glyphs=_glyphs(encoding.read_bytes()) if isinstance(encoding, pikepdf.Stream) else {},
        used=set(),
    )


def _draws(font: PdfFont, content: bytes, families: set[str]) -> bool:
    """Tell whether a file has an outline for every sign it shows, and is not another font's."""
    inked = [code for code in font.used if _leaves_ink(font.texts.get(code, ""))]
    glyphs = [font.glyphs.get(code, code) for code in inked]
    family = family_of(content)
    other = family != font.family and family in families
    return not other and not without_outline(content, glyphs)


def _leaves_ink(text: str) -> bool:
    return any(unicodedata.category(char)[0] in _INKED and char not in _BLANK for char in text)


def _to_unicode(cmap: bytes) -> dict[int, str]:
    found = {}
    for passage in _CHARS.findall(cmap):
        for code, text in _CHAR.findall(passage):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    for passage in _RANGES.findall(cmap):
        for first, last, text in _RANGE.findall(passage):
            start = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Return the glyphs of codes that are not their own."""
    passages = _NUMBERS.findall(cmap)
    pairs = (pair for passage in passages for pair in _NUMBER.findall(passage))
    return {int(code, 16): int(glyph) for code, glyph in pairs}
