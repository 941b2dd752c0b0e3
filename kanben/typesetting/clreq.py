"""State which characters may meet at a line's end, by W3C CLREQ.

Every character has a class, one letter. The rules of CLREQ (Requirements for Chinese Text
Layout, “Prohibition rules for line start and line end”, the strict set) are rules about pairs
of classes; pairs of Western classes are left to Unicode's UAX #14, as Pango applies it.
"""

import re
import unicodedata
from functools import cache

from kanben import characters

HAN = "h"
OPENING = "o"
CLOSING = "c"
STOP = "s"
MIDDLE_DOT = "m"
DASH = "-"
ELLIPSIS = "."
CONNECTOR = "j"
SOLIDUS = "/"
UNIT = "%"
FIGURE = "d"
LETTER = "l"
SPACE = " "
WIDE_SPACE = "w"
EXTENDER = "x"
FORCED = "n"
OBJECT = "a"
CALL = "^"
OTHER = "?"
PAIR_START = "D"
"""The first of two or more — or …: these may begin a line, a single one may not."""
PAIR_REST = "E"


def _wide(marks: frozenset[str]) -> str:
    """Keep the marks that are set on a full cell; the others are Western."""
    return "".join(mark for mark in marks if characters.cell_width(mark) == 1)


_MEMBERS = {
    OPENING: _wide(characters.OPENING),
    CLOSING: _wide(characters.CLOSING),
    STOP: "".join(characters.STOPS),
    MIDDLE_DOT: "·‧・",
    DASH: "—―",
    ELLIPSIS: "…⋯",
    CONNECTOR: "～〜－–∼",
    SOLIDUS: "／",
    UNIT: "%％‰℃°′″",
    SPACE: " ",
    WIDE_SPACE: "\u3000",
    FORCED: "\n",
    OBJECT: "\ufffc",
    FIGURE: "０１２３４５６７８９",
    HAN: "々〆〇〻⸺",
}
_LISTED = {char: name for name, chars in _MEMBERS.items() for char in chars}
_HAN_RANGES = (
    (0x2E80, 0x2FDF),
    (0x3021, 0x3029),
    (0x3038, 0x30FF),
    (0x3105, 0x318F),
    (0x31A0, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF10, 0xFF5A),
    (0x20000, 0x3FFFD),
)
"""Blocks of Unicode whose characters fill a cell."""
_WESTERN_LETTERS = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")

NOT_AT_START = frozenset(
    (
        *(CLOSING, STOP, MIDDLE_DOT, CONNECTOR, SOLIDUS, UNIT, PAIR_REST),
        *(EXTENDER, CALL, SPACE, WIDE_SPACE),
    )
)
NOT_AT_END = frozenset((OPENING, SOLIDUS))
_CHINESE = frozenset(
    (
        *(HAN, OPENING, CLOSING, STOP, MIDDLE_DOT, CONNECTOR, PAIR_START, PAIR_REST, FIGURE),
        *(WIDE_SPACE, OBJECT, SPACE, CALL),
    )
)


@cache
def class_of(char: str) -> str:
    """Return the class of one character, looked at by itself."""
    if char in _LISTED:
        return _LISTED[char]
    point = ord(char)
    if any(first <= point <= last for first, last in _HAN_RANGES):
        return HAN
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return EXTENDER
    if category in ("Lu", "Ll", "Lt", "Nd") and unicodedata.name(char, "").startswith(
        _WESTERN_LETTERS
    ):
        return LETTER
    return OTHER


class _Classes(dict[int, str]):
    def __missing__(self, point: int) -> str:
        found = self[point] = class_of(chr(point))
        return found


_CLASSES = _Classes()
_RUNS = re.compile(r"-{2,}|\.{2,}")
_SINGLE = re.compile(r"[-.]")
_APOSTROPHE = re.compile(r"(?<=l)c(?=l)")


def classify(text: str) -> str:
    """Return one letter for each character of `text`: its class.

    >>> classify("等等——5%。")
    'hhDEl%s'
    """
    classes = text.translate(_CLASSES)
    if "-" in classes or "." in classes:
        classes = _RUNS.sub(lambda run: PAIR_START + PAIR_REST * (len(run[0]) - 1), classes)
        classes = _SINGLE.sub(CONNECTOR, classes)
    if "’" in text:
        classes = _APOSTROPHE.sub(
            lambda at: LETTER if text[at.start()] == "’" else CLOSING, classes
        )
    return classes


@cache
def may_break(before: str, after: str) -> bool | None:
    """Tell whether a line may end between two classes; None leaves it to UAX #14."""
    if after in NOT_AT_START or before in NOT_AT_END:
        return False
    if before == after == FIGURE:
        return False
    if before == CONNECTOR and after in (FIGURE, LETTER):
        return False
    if EXTENDER in (before, after):
        return None
    western = (before not in _CHINESE) + (after not in _CHINESE)
    if western == 2 or OTHER in (before, after):
        return None
    return True


def has_chinese(text: str) -> bool:
    """Tell whether `text` has anything that CLREQ speaks of, be it one mark."""
    return not text.isascii() and any(class_of(char) in "hocsmd" for char in dict.fromkeys(text))
