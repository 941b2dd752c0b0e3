"""See in what dress lines bear their numbers: 第一章, 2.3, 2.3., §2.3, CHAPTER 2.

A book dresses its headings alike, and its running heads alike, but seldom both the same way.
"""

import re
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from kanben.arrays import Floats
from kanben.reading.numbers.grammar import (
    ARABIC,
    DOTTED,
    FOREIGN_LABEL,
    HAN_NUMBER,
    NUMBERED_UNIT,
)

_LABEL = re.compile(
    rf"{NUMBERED_UNIT}|{FOREIGN_LABEL}|§?\s*{DOTTED}|卷\s*(?:{ARABIC}|{HAN_NUMBER})"
)
_NUMBER = re.compile(rf"\d+|{HAN_NUMBER}|(?<=\s)[A-Z]$|\b[A-Z](?=\.)")
_AFTER = re.compile(r"[.、：:]?\s*")
_BESIDE = 5
"""Lines from a folio that are beside it."""
_LETTERS = 3
"""Capitals from which words are set in capitals: two are an abbreviation."""


class Labels(Struct, frozen=True):
    """Hold for n lines how their number is dressed.

    `alike` counts the lines dressed the same way, `beside` is the share of the others that stand
    beside a folio, `there` of those as far from their folio as the line. `upper` tells which
    lines have capitals only.
    """

    alike: Floats
    beside: Floats
    there: Floats
    upper: Floats


def labels_of(texts: Sequence[str], offset: Floats) -> Labels:
    """See all lines' labels; `offset` are the lines from each one's nearest folio."""
    numbers: dict[str, int] = {"": 0}
    dress = np.array([numbers.setdefault(dress_of(text), len(numbers)) for text in texts], np.int64)
    near = np.abs(offset) < _BESIDE
    place = np.where(near, offset + _BESIDE, 0).astype(np.int64) + dress * 2 * _BESIDE
    many, besides, same = np.bincount(dress), np.bincount(dress, near), np.bincount(place)
    others = np.maximum(many[dress] - 1, 1)
    labelled = (dress > 0).astype(np.float32)
    return Labels(
        alike=(labelled * many[dress]).astype(np.float32),
        beside=(labelled * (besides[dress] - near) / others).astype(np.float32),
        there=(labelled * near * (same[place] - 1) / others).astype(np.float32),
        upper=np.array([is_upper(text) for text in texts], np.float32),
    )


def dress_of(text: str) -> str:
    """Return the dress of a line's number, empty without one.

    ``2.3. 运河`` and ``4.12. 江南`` are dressed alike, ``2.3 运河`` and ``2.3`` are not.
    """
    label = _LABEL.match(text)
    if not label:
        return ""
    after = _AFTER.match(text, label.end())
    end = after.end() if after else label.end()
    mark = text[label.end() : end].strip()
    words = ("words" if end > label.end() + len(mark) else "tight") if end < len(text) else "alone"
    return f"{_NUMBER.sub('#', label[0])}{mark} {words}"


def is_upper(text: str) -> bool:
    """Tell whether a line has capitals and no small letters: 5.6. DEPOT/规则."""
    return text.isupper() and sum(char.isascii() and char.isalpha() for char in text) >= _LETTERS
