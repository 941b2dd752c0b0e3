"""Classify characters of Chinese print.

Classes follow Unicode and W3C CLREQ (Requirements for Chinese Text Layout), 3.1 Line
composition rules for punctuation marks.
"""

import re
import unicodedata
from functools import lru_cache

HAN_RANGES = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
"""Han characters as the inside of a regular expression's class: radicals, 々〆〇, all planes."""

OPENING = frozenset("“‘「『（《〈【〔［｛〖〘〝﹁﹃([{")
"""Marks that open: they may not end a line."""
CLOSING = frozenset("”’」』）》〉】〕］｝〗〙〞〟﹂﹄)]}")
"""Marks that close: they may not begin a line."""
SENTENCE_END = frozenset("。！？．!?…｡")
"""Marks that end a sentence, closers not counted."""
PAUSES = frozenset("，、；：,;:､")
"""Marks that pause within a sentence."""
STOPS = frozenset("，。、；：！？．")
"""Pauses and sentence ends on a full cell, of which they ink a part."""

_HAN = re.compile(f"[{HAN_RANGES}]")
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad")
_BLANK = _INVISIBLE.union(filter(str.isspace, map(chr, range(0x3001))))
_BLANKS = re.compile(f"[{re.escape(''.join(sorted(_BLANK)))}]+")
_NARROW = frozenset("\u00b9\u00b2\u00b3\u2010\u2013\u2074\u2081\u2082\u2083\u2084")


def is_han(char: str) -> bool:
    """Tell whether `char` is a Han character, of any plane."""
    return _HAN.match(char) is not None


def has_han(text: str) -> bool:
    """Tell whether `text` holds at least one Han character."""
    return _HAN.search(text) is not None


def is_blank(char: str) -> bool:
    """Tell whether `char` leaves no ink: white space, zero-width marks, the soft hyphen.

    The conservation law counts the characters for which this is false.
    """
    return char in _BLANK


def inked(text: str) -> str:
    """Drop from `text` all that leaves no ink."""
    return _BLANKS.sub("", text)


WIDEST_PLANE = 0x30000
"""Tables of characters end with plane 2; what lies beyond is Han and as wide."""


@lru_cache(maxsize=8192)
def cell_width(char: str) -> float:
    """Return the width of `char` in full-width cells: 1, 0.5 or 0.

    What Unicode calls ambiguous (UAX #11: “ … ① → ※ ℃ Ⅳ) Chinese print sets on a full cell, as
    GB 2312 lists it, but not letters (α é), accents that stand alone, small figures (²), nor the
    short dashes.
    """
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") or unicodedata.combining(char) or char in _INVISIBLE:
        return 0.0
    width = unicodedata.east_asian_width(char)
    if width == "A":
        wide = category[0] not in "LM" and category != "Sk" and char not in _NARROW
        return 1.0 if wide else 0.5
    unassigned = category == "Cn" and char < "\U00020000"
    return 1.0 if width in "WF" and not unassigned else 0.5


def cells(text: str) -> float:
    """Return the width of `text` in full-width cells."""
    return sum(map(cell_width, text))
