"""Make the reference document that gives DOCX editions their styles, page and running heads."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct, structs

from kanben.characters import CLOSING, OPENING, PAUSES, SENTENCE_END
from kanben.manuscript.variants import by_language
from kanben.templates import read, render
from kanben.writing.book.zips import Member, write_zip
from kanben.writing.designs import Design, Sides

_TWIPS_PER_MM = 1440 / 25.4
"""A twip is the 1440th part of an inch of 25.4 mm."""
_TWIPS_PER_POINT = 20
"""A twip is the 20th part of a point."""
_POINTS_PER_MM = 72 / 25.4
"""A point is the 72nd part of an inch of 25.4 mm."""
_HEAD_SHARE = 0.55
"""Where running heads and folios stand in the white above and below the text: past the middle."""


class WordFace(Struct, frozen=True):
    """Name the fonts of one face: for Latin, for Chinese."""

    latin: str
    chinese: str


class WordStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Define a style; templates/docx/styles.toml says what each value means."""

    id: str
    name: str
    kind: Literal["paragraph", "character"] = "paragraph"
    based_on: str = ""
    next: str = ""
    default: bool = False
    quick: bool = False
    face: str = ""
    size: float = 0.0
    scale: float = 0.0
    bold: bool = False
    align: str = ""
    before: float = 0.0
    after: float = 0.0
    leading: float = 0.0
    first_line: int | None = None
    left: int = 0
    right: int = 0
    hanging: int = 0
    keep_next: bool = False
    page_break: bool = False
    outline: int | None = None
    leader: bool = False
    underline: str = ""
    raised: bool = False
    emphasis: str = ""

    @property
    def spaced(self) -> bool:
        """Tell whether the style sets the white around its lines."""
        return bool(self.before or self.after or self.leading)

    @property
    def indented(self) -> bool:
        """Tell whether the style sets indents."""
        return bool(self.left or self.right or self.hanging or self.first_line is not None)

    def twips(self, hundredths: int, size: float) -> int:
        """Return the width of so many hundredths of a character; `size` is the text's own."""
        return round(hundredths / 100 * (self.size or size) * _TWIPS_PER_POINT)

    def sized(self, size: float) -> "WordStyle":
        """Return the style with its size, if it is a share of the text's `size`, in half points."""
        if not self.scale:
            return self
        return structs.replace(self, size=round(2 * self.scale * size) / 2)


class WordPage(Struct, frozen=True):
    """Measure a page in twips, twentieths of a point."""

    width: int
    height: int
    inner: int
    outer: int
    top: int
    bottom: int
    header: int
    footer: int
    pitch: int
    facing: bool

    @property
    def measure(self) -> int:
        """Return the width of the text."""
        return self.width - self.inner - self.outer


class Heads(Struct, frozen=True):
    """Name the relationships of running heads and folios, as sections refer to them."""

    even: str = "rId90"
    odd: str = "rId91"
    foot: str = "rId92"


HEADS = Heads()


class _Definition(Struct, frozen=True):
    faces: dict[str, dict[str, str]]
    style: tuple[WordStyle, ...]


def page_of(design: Design) -> WordPage:
    """Return a design's page, its text area where the PDF has it."""
    white = design.width * _POINTS_PER_MM - design.measure
    tall = design.height * _POINTS_PER_MM - design.lines * design.leading
    top, bottom = tall * design.head, tall * (1 - design.head)
    return WordPage(
        width=round(design.width * _TWIPS_PER_MM),
        height=round(design.height * _TWIPS_PER_MM),
        inner=_twips(white * design.inner),
        outer=_twips(white * (1 - design.inner)),
        top=_twips(top),
        bottom=_twips(bottom),
        header=_twips(top * _HEAD_SHARE),
        footer=_twips(bottom * _HEAD_SHARE),
        pitch=_twips(design.leading),
        facing=design.sides == Sides.FACING,
    )


def _twips(points: float) -> int:
    return round(points * _TWIPS_PER_POINT)


def _faces(definition: _Definition, lang: str) -> dict[str, WordFace]:
    """Return the fonts of every face in a language, the most specific tag first."""
    faces = {}
    for name, fonts in definition.faces.items():
        tag = by_language(lang).customs
        while tag not in fonts and "-" in tag:
            tag = tag.rpartition("-")[0]
        faces[name] = WordFace(fonts["latin"], fonts[tag])
    return faces


class _Part(Struct, frozen=True):
    """Place a file in the package: its stem, its template, its relationship's number and type."""

    stem: str
    template: str
    number: int
    type: str

    @property
    def id(self) -> str:
        return f"rId{self.number}"

    @property
    def content_type(self) -> str:
        theme = "officeDocument.theme"
        return theme if self.type == "theme" else f"officeDocument.wordprocessingml.{self.type}"


_PARTS = (
    *(
        _Part(name, name, number, name)
        for number, name in enumerate(
            ("styles", "settings", "fontTable", "numbering", "footnotes"), 1
        )
    ),
    _Part("theme/theme1", "theme", 6, "theme"),
    _Part("header1", "header-even", 90, "header"),
    _Part("header2", "header-odd", 91, "header"),
    _Part("footer1", "footer", 92, "footer"),
)


def write_reference(path: Path, lang: str, title: str, design: Design) -> None:
    """Write the reference document for a book in a language, a BCP 47 tag."""
    definition = msgspec.convert(tomllib.loads(read("docx/styles.toml")), _Definition)
    faces = _faces(definition, lang)
    values = {
        "lang": word_language(lang),
        "title": title,
        "faces": faces,
        "fonts": sorted({name for face in faces.values() for name in (face.latin, face.chinese)}),
        "styles": tuple(style.sized(design.size) for style in definition.style),
        "size": design.size,
        "leading": design.leading,
        "page": page_of(design),
        "parts": _PARTS,
        "opening": "".join(sorted(OPENING)),
        "closing": "".join(sorted(CLOSING | PAUSES | SENTENCE_END)),
    }
    write_zip(path, _members(values))


def _members(values: dict[str, Any]) -> Iterator[Member]:
    places = {
        "[Content_Types].xml": "content-types",
        "_rels/.rels": "package-rels",
        "word/document.xml": "document",
        "word/_rels/document.xml.rels": "document-rels",
        "docProps/app.xml": "app",
        "docProps/core.xml": "core",
        **{f"word/{part.stem}.xml": part.template for part in _PARTS},
    }
    for name, template in places.items():
        yield Member(name, render(f"docx/{template}.xml", **values).encode())


_WORD_NUMBERS = {"zh-CN": 2052, "zh-TW": 1028, "zh-HK": 3076, "zh-SG": 4100, "zh-MO": 5124}
"""Word's numbers of languages ([MS-LCID]): they choose the order in which it sorts."""


def word_number(lang: str) -> int:
    """Return Word's number of a language; of a region that has none, that of its script's home."""
    home = "zh-TW" if "Hant" in lang else "zh-CN"
    return _WORD_NUMBERS.get(word_language(lang), _WORD_NUMBERS[home])


def word_language(lang: str) -> str:
    """Return the language as Word names it: zh-CN, zh-TW, zh-HK."""
    return f"zh-{by_language(lang).region}"
