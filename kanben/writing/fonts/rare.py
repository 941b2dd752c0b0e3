"""Embed a font for the characters that the fonts of reading devices may lack.

Devices have fonts for the characters of national standards: the Unified Ideographs as first
published. What came later, in the extensions and beyond the Basic Multilingual Plane, many show
as an empty box. Only fonts whose licence allows embedding are taken.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from msgspec import Struct

from kanben.manuscript.variants import by_language
from kanben.writing.fonts.fontconfig import font_file

FAMILY = "Kanben Rare"

_RARE = re.compile("[\u3400-\u4dbf\u9fa6-\u9fff\ue000-\uf8ff\U00020000-\U0003fffd]")
_FAMILIES = ("HanaMinA", "HanaMinB", "Jigmo", "Jigmo2", "Jigmo3", "LXGW WenKai")
"""Free fonts with many rare characters, looked for after the text's own; a kai is the last."""


class Subset(Struct, frozen=True):
    """Hold a font with nothing but the characters that it is embedded for."""

    characters: str
    content: bytes

    @property
    def unicode_range(self) -> str:
        """Return the characters as a style sheet names them."""
        return ", ".join(f"U+{ord(char):X}" for char in self.characters)


def rare_characters(text: str) -> str:
    """Return the rare characters of a text, each once, in order of code points."""
    return "".join(sorted(set(_RARE.findall(text))))


def subsets(characters: str, lang: str) -> list[Subset]:
    """Return fonts for the characters, as far as installed free fonts have them.

    `lang` chooses the regional shapes. Returns an empty list without characters or fonts.
    """
    found: list[Subset] = []
    missing = set(characters)
    for family in (f"Noto Serif CJK {by_language(lang).glyphs}", *_FAMILIES):
        if missing:
            found += _from_family(family, missing)
    return found


def _from_family(family: str, missing: set[str]) -> Iterator[Subset]:
    """Yield a subset of an installed font; what it has is taken from `missing`."""
    place = font_file(family)
    if place is None:
        return
    with TTFont(place.file, fontNumber=place.number, lazy=True, recalcTimestamp=False) as font:
        has = "".join(char for char in sorted(missing) if ord(char) in font.getBestCmap())
        if has:
            missing.difference_update(has)
            yield Subset(has, _subset(font, has))


def _subset(font: TTFont, characters: Iterable[str]) -> bytes:
    options = Options()
    options.layout_features = ["vert", "vrt2"]
    options.name_IDs = [0, 1, 2, 5, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    target = BytesIO()
    font.save(target)
    return target.getvalue()
