"""State the script variants of editions: one entry for each, which everything that differs reads.

How to add one: docs/extending.md.
"""

from enum import StrEnum

from msgspec import Struct, structs

from kanben.errors import ConfigError

AS_PRINTED = "as-printed"
_SET_VERTICALLY = "-vertical"


class Glyphs(StrEnum):
    """Name the regional shapes of characters as the Noto and Source Han families do."""

    MAINLAND = "SC"
    TAIWAN = "TC"
    HONG_KONG = "HK"


class Variant(Struct, frozen=True):
    """Describe a script variant.

    `language` is the BCP 47 tag of its text. `opencc` names for each script of a source the
    dictionaries that lead here; the text stays as it is where the name is empty. `style` is the
    house style that is taken when none is asked for, `order` the usual order of the index.

    `kin` is the language whose customs hold where this one has none stated: house styles,
    regional words, choices by context, fonts. A variant without kin has its own.
    """

    language: str
    label: str
    opencc: dict[str, str]
    style: str
    order: str
    glyphs: Glyphs
    kin: str = ""
    usual: bool = False
    """Whether it is made when nobody asks for others."""
    may_be_vertical: bool = False
    """Whether it is offered in vertical lines 直排 too."""
    vertical: bool = False

    @property
    def tag(self) -> str:
        """Return what editors and file names call the variant."""
        return self.language + _SET_VERTICALLY * self.vertical

    @property
    def script(self) -> str:
        """Return ``Hans`` or ``Hant``."""
        return self.language.split("-")[1]

    @property
    def region(self) -> str:
        """Return the region (ISO 3166); for print of no region, that of its customs."""
        subtags = self.language.split("-") + self.customs.split("-")[2:]
        return subtags[2]

    @property
    def customs(self) -> str:
        """Return the language whose customs hold."""
        return self.kin or self.language


_ALL = (
    Variant(
        "zh-Hans-CN",
        "简体",
        {"Hans": "", "Hant": "tw2s"},
        style="cn",
        order="pinyin",
        glyphs=Glyphs.MAINLAND,
        usual=True,
    ),
    Variant(
        "zh-Hant-TW",
        "繁體 · 臺灣",
        {"Hans": "s2tw", "Hant": "t2tw"},
        style="tw-press",
        order="strokes",
        glyphs=Glyphs.TAIWAN,
        usual=True,
        may_be_vertical=True,
    ),
    Variant(
        "zh-Hant-HK",
        "繁體 · 香港",
        {"Hans": "s2hk", "Hant": "t2hk"},
        style="hk-press",
        order="strokes",
        glyphs=Glyphs.HONG_KONG,
        usual=True,
        may_be_vertical=True,
    ),
    Variant(
        "zh-Hant-MO",
        "繁體 · 澳門",
        {"Hans": "s2hk", "Hant": "t2hk"},
        style="hk-press",
        order="strokes",
        glyphs=Glyphs.HONG_KONG,
        kin="zh-Hant-HK",
        may_be_vertical=True,
    ),
    Variant(
        "zh-Hans-SG",
        "简体 · 新加坡",
        {"Hans": "", "Hant": "tw2s"},
        style="cn",
        order="pinyin",
        glyphs=Glyphs.MAINLAND,
        kin="zh-Hans-CN",
    ),
)

VARIANTS = {variant.language: variant for variant in _ALL}
"""What a text can be converted to, by language, in the order of the catalogue."""

_VERTICAL = tuple(
    structs.replace(each, vertical=True, label=f"{each.label} · 直排", usual=False)
    for each in _ALL
    if each.may_be_vertical
)
_DIRECTED = {variant.tag: variant for variant in (*_ALL, *_VERTICAL)}

_PRINTED = {
    script: structs.replace(
        first, language=f"zh-{script}", label=label, kin=first.language, may_be_vertical=False
    )
    for script, label in (("Hans", "原本字体"), ("Hant", "原本字體"))
    for first in [next(each for each in _ALL if each.script == script)]
}
"""The print's own forms, by script: set with the customs of the script's first variant."""

TAGS = (*_DIRECTED, AS_PRINTED)
"""What editors may ask for."""

USUAL_VARIANTS = tuple(tag for tag, variant in VARIANTS.items() if variant.usual)


def variant_of(tag: str, script: str) -> Variant:
    """Return the variant of that tag, with the text's `script` for print left as it is.

    Raises ConfigError for an unknown tag.
    """
    if tag in ("", AS_PRINTED):
        return _PRINTED[script]
    if tag not in _DIRECTED:
        raise ConfigError("variants.unknown", variant=tag, known=", ".join(_DIRECTED))
    return _DIRECTED[tag]


def target_variant(tag: str) -> Variant:
    """Return the variant that a text can be converted to; raises ConfigError for another tag."""
    if tag == AS_PRINTED:
        raise ConfigError("variants.unknown", variant=tag, known=", ".join(_DIRECTED))
    return variant_of(tag, "")


def by_language(language: str) -> Variant:
    """Return the variant of a language's text; for a language of no region, its script's first."""
    if language in VARIANTS:
        return VARIANTS[language]
    return _PRINTED["Hant" if language.startswith("zh-Hant") else "Hans"]


def label_of(tag: str, script: str = "Hans") -> str:
    """Return what readers see as the name of a variant."""
    return variant_of(tag, script).label
