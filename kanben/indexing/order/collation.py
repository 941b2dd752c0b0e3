"""Put headings in order, as each script variant of Chinese does.

Digits come first, then Latin letters, then Han characters, compared one by one; brackets,
quotation marks and other signs do not count. By pinyin: syllable (ü after u), tone, number of
strokes as the mainland counts them, code point (the principle of CLDR's pinyin collation, but
with the reading a character has in its word). By strokes: number as Taiwan counts it, radical,
further strokes (CLDR's stroke collation). By zhuyin: ㄅㄆㄇ, tone, strokes.
"""

import re
import unicodedata
from bisect import bisect_right
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate

from msgspec import Struct

from kanben.characters import is_han
from kanben.tables import read_text

SortKey = tuple[tuple[int, tuple[int | str, ...]], ...]
"""Sort key of a heading: for each character its class and what it is compared by."""

_DIGIT, _LATIN, _HAN = 0, 1, 2
"""The order in which kinds of characters are filed."""
_UNCOUNTED = 99
"""Strokes of a character that nobody counted: behind all others."""
_SYLLABLE = re.compile(r"([a-zü]+)([1-5])")


class Arrangement(StrEnum):
    """Name an order of Chinese headings."""

    PINYIN = "pinyin"
    STROKES = "strokes"
    ZHUYIN = "zhuyin"


class _Strokes(Struct, frozen=True):
    """Hold all characters in CLDR's stroke collation as one text, and where each count ends."""

    order: str
    counts: list[int]
    ends: list[int]


@cache
def _strokes() -> _Strokes:
    rows = [line.split("\t") for line in read_text("strokes.tsv").splitlines()]
    return _Strokes(
        "".join(chars for _, chars, _ in rows),
        [int(count) for count, _, _ in rows],
        list(accumulate(len(chars) for _, chars, _ in rows)),
    )


@lru_cache(maxsize=8192)
def _rank(char: str) -> tuple[int, int] | None:
    """Return the strokes of a character and its place among all; None if nobody counted."""
    table = _strokes()
    place = table.order.find(char)
    return None if place < 0 else (table.counts[bisect_right(table.ends, place)], place)


@cache
def _mainland() -> dict[str, int]:
    """Give the mainland's count where it is another than CLDR's."""
    rows = (line.split("\t") for line in read_text("strokes.tsv").splitlines())
    return {char: int(count) for count, _, chars in rows for char in chars}


def strokes(char: str) -> int:
    """Return the number of strokes as Taiwan counts them; 99 if nobody counted."""
    rank = _rank(char)
    return _UNCOUNTED if rank is None else rank[0]


def mainland_strokes(char: str) -> int:
    """Return the number of strokes as the mainland counts them; 99 if nobody counted."""
    return _mainland().get(char, strokes(char))


def filed(heading: str) -> str:
    """Return what counts in sorting: letters, digits, Han characters; signs are ignored."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", heading)
        if is_han(char) or unicodedata.category(char)[0] in "LN"
    )


def _pinyin_unit(char: str, syllable: str) -> tuple[int | str, ...]:
    found = _SYLLABLE.fullmatch(syllable)
    if not found:
        return ("zz", 1, 9, mainland_strokes(char), char)
    letters = found[1].replace("ü", "u")
    return (letters, int("ü" in found[1]), int(found[2]), mainland_strokes(char), char)


def _stroke_unit(char: str, _syllable: str) -> tuple[int | str, ...]:
    return (*(_rank(char) or (_UNCOUNTED, ord(char))), char)


def _zhuyin_unit(char: str, syllable: str) -> tuple[int | str, ...]:
    found = _SYLLABLE.fullmatch(syllable)
    if not found:
        return ("\uffff", 9, strokes(char), char)
    return (zhuyin(found[1]), int(found[2]), strokes(char), char)


@cache
def zhuyin(syllable: str) -> str:
    """Write a syllable of pinyin, without its tone, in bopomofo; code points are in its order."""
    from pypinyin import Style
    from pypinyin.style import convert

    return convert(syllable + "1", Style.BOPOMOFO, strict=True)


_UNITS = {
    Arrangement.PINYIN: _pinyin_unit,
    Arrangement.STROKES: _stroke_unit,
    Arrangement.ZHUYIN: _zhuyin_unit,
}


def sort_key(heading: str, reading: tuple[str, ...], arrangement: Arrangement) -> SortKey:
    """Return the key that files `heading`; `reading` has a syllable for each Han character."""
    unit = _UNITS[arrangement]
    syllables = iter(reading)
    key: list[tuple[int, tuple[int | str, ...]]] = []
    for char in filed(heading):
        if is_han(char):
            key.append((_HAN, unit(char, next(syllables, ""))))
        elif char.isdigit():
            key.append((_DIGIT, (char,)))
        else:
            key.append((_LATIN, (char.casefold(), char)))
    return tuple(key)


def group_label(key: SortKey, arrangement: Arrangement) -> str:
    """Return the head of the group a key files under: A, 9, ㄅ; empty for Latin and digits."""
    if not key or key[0][0] != _HAN:
        return ""
    first = key[0][1]
    if arrangement is Arrangement.STROKES:
        return str(first[0])
    return str(first[0])[0].upper()
