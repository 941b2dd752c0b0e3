"""Offer page designs: page, type area and type, as data."""

import tomllib
from enum import StrEnum
from functools import cache

import msgspec
from msgspec import Struct, structs

from kanben.errors import ConfigError
from kanben.tables import read_text
from kanben.writing.fonts.families import Face

DEFAULT = "book-a5"

_LARGEST_TITLE = 1.75
"""em: the size of a part's title."""
_PLAY = 0.02
"""pt: room that rounded lengths leave the last line of a page, lest it fall onto the next."""
_DROP = 9
"""Lines that the title of the index takes, with the white around it."""
_DROP_PART = 3
"""It takes no more of the page than the third part."""
_INDEX_COLUMNS = 2
"""Columns of an index at least: its lines are short."""
_INDEX_GAP = 2.5
"""Cells between two columns of the index: wide enough to need no rule."""
_POINTS_PER_MM = 72 / 25.4
"""A point is the 72nd part of an inch of 25.4 mm."""
_PIXELS_PER_POINT = 96 / 72
"""A pixel of CSS is the 96th part of an inch."""


class Sides(StrEnum):
    """Say whether left and right pages mirror each other."""

    FACING = "facing"
    SINGLE = "single"


class PartOpening(StrEnum):
    """Say where a part opens."""

    RECTO = "recto"
    PAGE = "page"


class Chapters(StrEnum):
    """Say where the chapters of a book of one text begin."""

    PAGE = "page"
    RUN_ON = "run-on"


class PageLayout(StrEnum):
    """Name the look of the text pages."""

    BOOK = "book"
    NEWSPAPER = "newspaper"


class IndexColumns(Struct, frozen=True):
    """Part a type area: number of columns, width of each and of the gap between two, in pt."""

    count: int
    width: float
    gap: float


class Design(Struct, frozen=True, forbid_unknown_fields=True):
    """Design a page. `width`, `height` and `bleed` are in mm; type, `leading`, `gutter` in pt.

    The type area holds `columns` of `characters` by `lines`. Of the white that is left, `inner`
    is the share at the spine, `head` the share above the text.
    """

    name: str
    width: float
    height: float
    size: float
    leading: float
    characters: int
    lines: int
    small: float = 8.5
    """Size of notes, index, colophon, running heads."""
    columns: int = 1
    gutter: float = 0.0
    inner: float = 0.47
    head: float = 0.48
    sides: Sides = Sides.FACING
    opening: PartOpening = PartOpening.PAGE
    layout: PageLayout = PageLayout.BOOK
    chapters: Chapters = Chapters.PAGE
    face: Face = Face.SERIF
    bleed: float = 0.0
    """Paper beyond the trim; with any, crop marks are printed."""

    @property
    def lying(self) -> "Design":
        """Return the design for vertical lines 直排, its page lying on its left side.

        The type area holds as many whole characters along the line, and lines, as it has room.
        The spine is at the right of the first page.
        """
        return structs.replace(
            self,
            width=self.height,
            height=self.width,
            characters=int(self.lines * self.leading / self.size / self.columns),
            lines=int(self.measure / self.leading),
            inner=self.head,
            head=self.inner,
        )

    @property
    def measure(self) -> float:
        """Return the width of the type area in pt."""
        return self.columns * self.characters * self.size + (self.columns - 1) * self.gutter

    @property
    def column_step(self) -> float:
        """Return the distance from one column of text to the next, in px."""
        return (self.characters * self.size + self.gutter) * _PIXELS_PER_POINT

    @property
    def room(self) -> float:
        """Return how many full-width cells of the largest title surely fit into a column."""
        return self.characters / _LARGEST_TITLE

    @property
    def index(self) -> IndexColumns:
        """Return the columns of the index: the page's own, or two on a book's page."""
        count = max(self.columns, _INDEX_COLUMNS)
        gap = self.gutter or _INDEX_GAP * self.small
        return IndexColumns(count, (self.measure - (count - 1) * gap) / count, gap)

    @property
    def upper(self) -> float:
        """Return the white above the type area in pt."""
        return (self.height * _POINTS_PER_MM - self.lines * self.leading) * self.head

    def tokens(self) -> str:
        """Return the design as CSS variables; only numbers and names of this module enter."""
        white = self.width * _POINTS_PER_MM - self.measure
        tall = self.height * _POINTS_PER_MM - self.lines * self.leading
        values = {
            "width": f"{self.width:g}mm",
            "height": f"{self.height:g}mm",
            "size": f"{self.size:g}pt",
            "leading": f"{self.leading:g}pt",
            "small": f"{self.small:g}pt",
            "lines": f"{self.lines}",
            "drop": f"{min(_DROP, self.lines // _DROP_PART)}",
            "column": f"{self.index.width:.3f}pt",
            "columns": f"{self.columns}",
            "gutter": f"{self.gutter:g}pt",
            "inner": f"{white * self.inner:.3f}pt",
            "outer": f"{white * (1 - self.inner):.3f}pt",
            "head": f"{tall * self.head:.3f}pt",
            "foot": f"{tall * (1 - self.head) - _PLAY:.3f}pt",
            "opening": self.opening.value,
            "bleed": f"{self.bleed:g}mm",
            "marks": "crop" if self.bleed else "none",
        }
        return ":root{" + "".join(f"--{name}:{value};" for name, value in values.items()) + "}"


_EXTRAS: dict[str, dict[str, object]] = {
    "bleed": {"bleed": 3.0},
    "run-on": {"chapters": Chapters.RUN_ON},
}
"""What may be asked for behind a design's name."""


@cache
def designs() -> dict[str, Design]:
    """Return all designs by name."""
    table = tomllib.loads(read_text("designs.toml"))
    return {
        name: msgspec.convert({"name": name, **design}, Design) for name, design in table.items()
    }


def page_design(name: str = DEFAULT) -> Design:
    """Return the design of that name.

    ``name+bleed`` adds 3 mm of bleed with crop marks; ``name+run-on`` lets the chapters of a book
    of one text follow on without a new page. Raises ConfigError if there is none.
    """
    base, *extras = name.split("+")
    if base not in designs() or not _EXTRAS.keys() >= set(extras):
        raise ConfigError("pdf.no_design", name=name, known=", ".join(designs()))
    changes = {key: value for extra in extras for key, value in _EXTRAS[extra].items()}
    return structs.replace(designs()[base], **changes)
