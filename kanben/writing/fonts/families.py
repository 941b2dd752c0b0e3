"""Find the fonts of an edition, and what the text asks of them that they do not have."""

import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from enum import StrEnum
from functools import cache

from fontTools.ttLib import TTFont
from msgspec import Struct

from kanben.characters import is_blank
from kanben.errors import EngineError
from kanben.manuscript.variants import Glyphs, by_language
from kanben.writing.fonts.charmap import glyphs_of
from kanben.writing.fonts.fontconfig import ask, font_file


class Face(StrEnum):
    """Name the family that running text is set in: 宋体 or 黑体."""

    SERIF = "serif"
    SANS = "sans"


_FAMILIES = {Face.SERIF: "Noto Serif CJK", Face.SANS: "Noto Sans CJK"}
_KAI = {
    Glyphs.MAINLAND: ("LXGW WenKai",),
    Glyphs.TAIWAN: ("AR PL UKai TW",),
    Glyphs.HONG_KONG: ("AR PL UKai HK",),
}


class Weight(StrEnum):
    """Name a weight as fontconfig does."""

    REGULAR = "regular"
    BOLD = "bold"


class Font(Struct, frozen=True):
    """Describe an installed font: family, version, the number of the glyph of each code point.

    `index` counts the fonts of a collection in one file.
    """

    family: str
    version: str
    file: str
    index: int
    glyphs: dict[int, int]

    @property
    def name(self) -> str:
        """Return family and version."""
        return f"{self.family} {self.version}".strip()


class Faces(Struct, frozen=True):
    """Hold the fonts of an edition: for the text, for quotations 楷体 where one is installed."""

    text: Font
    kai: Font | None

    @property
    def names(self) -> list[str]:
        """Return the names for the colophon."""
        return [font.name for font in (self.text, self.kai) if font is not None]


def family_of(lang: str, face: Face) -> str:
    """Return the family that sets a language's text."""
    return f"{_FAMILIES[face]} {by_language(lang).glyphs}"


def faces(lang: str, face: Face) -> Faces:
    """Find the fonts for a language; raises EngineError if there is none to set the text in."""
    family = family_of(lang, face)
    text = installed(family)
    if text is None:
        raise EngineError("pdf.no_font", family=family)
    kai = next((font for name in _KAI[by_language(lang).glyphs] if (font := installed(name))), None)
    return Faces(text, kai)


@cache
def installed(family: str, weight: Weight = Weight.REGULAR) -> Font | None:
    """Read an installed font by the name of its family; None without it.

    Raises EngineError without fontconfig's programs.
    """
    place = font_file(family, weight)
    if place is None:
        return None
    with TTFont(place.file, fontNumber=place.number, lazy=True) as font:
        version = (font["name"].getDebugName(5) or "").removeprefix("Version ").split(";")[0]
        return Font(family, version, place.file, place.number, glyphs_of(font))


def missing(text: str, font: Font) -> dict[str, int]:
    """Count the characters of the text that no installed font can show."""
    counts = Counter(text)
    return {
        char: count
        for char, count in sorted(counts.items())
        if ord(char) not in font.glyphs and not is_blank(char) and not _is_shown(ord(char))
    }


def _is_shown(code: int) -> bool:
    """Tell whether some installed font has a code point."""
    ranges = _shown()
    place = bisect_right(ranges, (code, sys.maxunicode))
    return place > 0 and code <= ranges[place - 1][1]


@cache
def _shown() -> tuple[tuple[int, int], ...]:
    """Return the code points that installed fonts have, as ranges that do not touch.

    One question for all characters: a text may hold thousands that the book's font lacks.
    """
    found: set[tuple[int, int]] = set()
    for word in set(ask("fc-list", "--format=%{charset}\n").split()):
        first, _, last = word.partition("-")
        found.add((int(first, 16), int(last or first, 16)))
    ranges: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if ranges and begin <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((begin, end))
    return tuple(ranges)


def clashing(text: str, font: Font) -> frozenset[str]:
    """Return characters that share a glyph with a commoner one of the text.

    A PDF font maps a glyph to one code point: set in the same font, 〜 would be read back as ～.
    """
    counts = Counter(char for char in text if not is_blank(char))
    sharing: dict[int, list[str]] = defaultdict(list)
    for char in counts:
        if ord(char) in font.glyphs:
            sharing[font.glyphs[ord(char)]].append(char)
    return frozenset(
        char
        for chars in sharing.values()
        for char in sorted(chars, key=lambda char: (-counts[char], char))[1:]
    )
