"""Hold the house styles: which glyphs and which quotation marks a house prints."""

import tomllib
from enum import StrEnum
from functools import cache

import msgspec
from msgspec import Struct

from kanben.errors import ConfigError
from kanben.manuscript.variants import target_variant
from kanben.tables import read_text
from kanben.variants.quotation import CORNER, CURLY, Quotes


class QuoteMarks(StrEnum):
    """Name a set of quotation marks."""

    CORNER = "corner"
    CURLY = "curly"


class HouseStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Describe a house style of one variant.

    `glyphs` maps a glyph of the region's standard to the one that the house prints; `words`
    respells whole words after that, length for length.
    """

    variant: str
    quotes: QuoteMarks
    glyphs: dict[str, str]
    words: dict[str, str] = {}

    @property
    def quotation(self) -> Quotes:
        """Return the quotation marks of the house."""
        return CORNER if self.quotes is QuoteMarks.CORNER else CURLY


@cache
def styles() -> dict[str, HouseStyle]:
    """Return all styles by name."""
    return msgspec.convert(tomllib.loads(read_text("styles.toml")), dict[str, HouseStyle])


def style_of(name: str, variant: str) -> HouseStyle:
    """Return the style `name`, or the variant's default for an empty name.

    The styles of a variant's kin are its own too. Raises ConfigError for a name that does not
    exist or belongs to another variant.
    """
    known = target_variant(variant)
    own = (known.language, known.kin)
    fitting = {each: style for each, style in styles().items() if style.variant in own}
    name = name or known.style
    if name not in fitting:
        raise ConfigError(
            "variants.style", name=name, variant=variant, known=", ".join(sorted(fitting))
        )
    return fitting[name]
