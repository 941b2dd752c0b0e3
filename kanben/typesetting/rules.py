"""Hold the choices a house makes about setting Chinese lines."""

from enum import Enum, StrEnum, auto

import msgspec


class Convention(Enum):
    """Where ，。、；：！？ stand in their cell (CLREQ, Sizes and positions of punctuation)."""

    CORNER = auto()
    """In its lower left corner, as on the mainland: the empty half may be set closer."""
    CENTRED = auto()
    """In its middle, as in Taiwan and Hong Kong: the cell keeps its width."""


class Hanging(StrEnum):
    """What happens to a ，。、 that ends a line."""

    NONE = "none"
    """It stands inside the measure."""
    STOPS = "stops"
    """It hangs outside the measure, as old letterpress books have it."""


class Breaking(StrEnum):
    """How line ends are found."""

    OPTIMAL = "optimal"
    """For the paragraph as a whole: the even greyness of all lines decides."""
    GREEDY = "greedy"
    """Line by line, looking one character ahead."""


class LastLine(StrEnum):
    """Where a paragraph's last line stands if it alone does not fit on the page."""

    CARRIED = "carried"
    """At the top of the next page, unless the style's `widows` takes a line along."""
    BELOW = "below"
    """Below the type area of its own page."""


class WritingMode(StrEnum):
    """Say how the lines of a page run. A vertical page is laid out lying on its left side."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class Rules(msgspec.Struct, frozen=True):
    """Say how lines are to be composed.

    `autospace` is the space between Han and Latin letters or figures in em; CLREQ (Mixed text
    composition in horizontal writing mode) gives a quarter em that may shrink to an eighth and
    grow to a half.
    """

    autospace: float = 0.25
    hanging: Hanging = Hanging.NONE
    breaking: Breaking = Breaking.OPTIMAL
    last_line: LastLine = LastLine.CARRIED
    mode: WritingMode = WritingMode.HORIZONTAL


DEFAULT = Rules()

_CENTRED_TAGS = ("hant", "-tw", "-hk", "-mo")


def convention_of(lang: str | None) -> Convention:
    """Tell from a BCP 47 tag which convention of punctuation its readers expect."""
    tag = (lang or "").lower()
    if "hans" not in tag and any(part in tag for part in _CENTRED_TAGS):
        return Convention.CENTRED
    return Convention.CORNER
