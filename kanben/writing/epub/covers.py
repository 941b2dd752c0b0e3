"""Design a cover for an edition: cloth in a quiet colour, a title slip 题签, vertical type.

The same shapes become SVG (glyphs as outlines, so that no font is needed to show it) and PNG.
"""

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from kanben.errors import EngineError
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.variants import by_language
from kanben.templates import render
from kanben.writing.book.book import Book, book_of
from kanben.writing.fonts.families import Face, Font, Weight, family_of, installed

WIDTH, HEIGHT = 1600, 2400
"""Pixels: the two to three of e-book shops; the units of the shapes, too."""

_CLOTHS = ("#2f4a5e", "#5b3a34", "#37503f", "#4a3f5c", "#6b5a3a", "#3b3f45")
"""Muted indigo, tea, pine, mulberry, straw, ink: dyes of cloth-bound books."""
_PAPER = "#f5f1e6"
_INK = "#1d1b18"

_SLIP_LEFT, _SLIP_TOP, _SLIP_WIDTH, _SLIP_HEIGHT = 190, 190, 420, 1500
"""Place and size of the title slip: at the upper left, as on thread-bound books."""
_RULE = 5
"""Width of the rules that frame the slip."""
_LARGEST = 190
"""Size of the largest title: two characters stand side by side on the slip."""
_SMALL = 64
"""Size of the names beside it, a third of that."""
_MISSING = "〓"
"""The compositor's sign for a sort that is not in the case."""

_VERTICAL = str.maketrans(
    "《》〈〉（）“”‘’「」『』—…，。、：；！？·", "︽︾︿﹀︵︶﹃﹄﹁﹂﹁﹂﹃﹄︱︙︐︒︑︓︔︕︖·"
)
_PARTING = re.compile(r"[：:\s—]+")


class Rectangle(Struct, frozen=True):
    """Fill a rectangle; lengths in pixels."""

    left: float
    top: float
    width: float
    height: float
    colour: str


class CoverGlyph(Struct, frozen=True):
    """Set a character with its baseline's left end at (left, baseline)."""

    char: str
    left: float
    baseline: float
    size: float
    colour: str


class Cover(Struct, frozen=True):
    """Hold the shapes of a cover, from back to front, and what it says."""

    title: str
    shapes: tuple[Rectangle | CoverGlyph, ...]
    font: Font


def design_cover(manuscript: Manuscript) -> Cover:
    """Design the cover of a manuscript's editions; raises EngineError without a font."""
    book = book_of(manuscript)
    family = family_of(book.lang, Face.SERIF)
    font = installed(family, Weight.BOLD) or installed(family)
    if font is None:
        raise EngineError("pdf.no_font", family=family)
    return Cover(book.title, tuple(_shapes(book, manuscript.name)), font)


def _shapes(book: Book, name: str) -> Iterator[Rectangle | CoverGlyph]:
    cloth = _CLOTHS[sha256(name.encode()).digest()[0] % len(_CLOTHS)]
    yield Rectangle(0, 0, WIDTH, HEIGHT, cloth)
    yield Rectangle(_SLIP_LEFT, _SLIP_TOP, _SLIP_WIDTH, _SLIP_HEIGHT, _PAPER)
    yield from _frame()
    yield from _title(book.title)
    names = "　".join(f"{person.name} {person.role}".strip() for person in book.creators)
    right = WIDTH - _SLIP_LEFT - _SMALL
    if names:
        yield from _set(names, _Column(right, _SLIP_TOP, _SMALL, _SLIP_HEIGHT), _PAPER)
    foot = "　".join(filter(None, (book.publisher, book.date, by_language(book.lang).label)))
    yield from _row(foot, HEIGHT - _SLIP_LEFT, _SMALL * 0.75)


def _frame() -> Iterator[Rectangle]:
    for inset, rule in ((24, _RULE * 2), (44, _RULE)):
        left, top = _SLIP_LEFT + inset, _SLIP_TOP + inset
        width, height = _SLIP_WIDTH - 2 * inset, _SLIP_HEIGHT - 2 * inset
        yield Rectangle(left, top, width, rule, _INK)
        yield Rectangle(left, top + height - rule, width, rule, _INK)
        yield Rectangle(left, top, rule, height, _INK)
        yield Rectangle(left + width - rule, top, rule, height, _INK)


def _title(title: str) -> Iterator[CoverGlyph]:
    """Set the title in one column, or its two halves in two, from the right.

    A title of nothing but what parts titles is set as it stands.
    """
    head, *others = [half for half in _PARTING.split(title) if half] or [title]
    rest = "　".join(others)
    top, room = _SLIP_TOP + 120, _SLIP_HEIGHT - 240
    middle = _SLIP_LEFT + _SLIP_WIDTH / 2
    if not rest:
        size = min(_LARGEST, room / len(head))
        yield from _set(head, _Column(middle - size / 2, top, size, room), _INK)
        return
    size = min(_LARGEST * 0.8, room / len(head))
    yield from _set(head, _Column(middle - 4, top, size, room), _INK)
    small = min(_LARGEST * 0.55, (room - size) / len(rest))
    yield from _set(rest, _Column(middle - small - 36, top + size, small, room - size), _INK)


class _Column(Struct, frozen=True):
    """Place a column of text: its left and upper edge, the size of its type, its height."""

    left: float
    top: float
    size: float
    room: float


def _set(text: str, column: _Column, colour: str) -> Iterator[CoverGlyph]:
    """Set text from top to bottom; it is spaced out a little where there is room."""
    left, top, size = column.left, column.top, column.size
    step = min(size * 1.12, column.room / len(text))
    for place, char in enumerate(text.translate(_VERTICAL)):
        width = 0.5 if ord(char) < 0x2000 else 1.0
        shift = (1 - width) / 2 * size
        yield CoverGlyph(char, left + shift, top + place * step + size * 0.88, size, colour)


def _row(text: str, baseline: float, size: float) -> Iterator[CoverGlyph]:
    left = float(_SLIP_LEFT)
    for char in text:
        yield CoverGlyph(char, left, baseline, size, _PAPER)
        left += size * (0.56 if ord(char) < 0x2000 else 1.0)


def svg(cover: Cover) -> str:
    """Draw the cover as SVG."""
    with TTFont(cover.font.file, fontNumber=cover.font.index, lazy=True) as font:
        glyphs = font.getGlyphSet()
        em = font["head"].unitsPerEm

        def outline(glyph: CoverGlyph) -> str:
            pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:g}")
            glyphs[font.getGlyphName(_glyph_of(glyph.char, cover.font))].draw(pen)
            return str(pen.getCommands())

        drawn = [
            (shape, outline(shape) if isinstance(shape, CoverGlyph) and shape.char.strip() else "")
            for shape in cover.shapes
        ]
    return render("cover.svg", title=cover.title, shapes=drawn, em=em, width=WIDTH, height=HEIGHT)


def png(cover: Cover) -> bytes:
    """Draw the cover as PNG of `WIDTH` by `HEIGHT` pixels.

    Flat colours are told by how long they run: that takes half the time of looking for whatever
    else comes back, and less room.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT))
    canvas = ImageDraw.Draw(image)
    for shape in cover.shapes:
        if isinstance(shape, Rectangle):
            corner = (shape.left + shape.width - 1, shape.top + shape.height - 1)
            canvas.rectangle((shape.left, shape.top, *corner), fill=shape.colour)
        elif shape.char.strip():
            font = ImageFont.truetype(cover.font.file, shape.size, index=cover.font.index)
            char = shape.char if ord(shape.char) in cover.font.glyphs else _MISSING
            canvas.text((shape.left, shape.baseline), char, shape.colour, font, anchor="ls")
    target = BytesIO()
    image.save(target, "PNG", compress_type=zlib.Z_RLE)
    return target.getvalue()


def _glyph_of(char: str, font: Font) -> int:
    return font.glyphs.get(ord(char)) or font.glyphs[ord(_MISSING)]
