"""Find the lines whose words stand elsewhere in the text: running heads 書眉 echo headings.

A running head repeats the book's title, or the heading that its page is under, in its own dress:
in capitals, with the number before it, with a gap between chapter and section.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Floats, Ints
from kanben.reading.numbers.grammar import (
    ARABIC,
    DOTTED,
    FOREIGN_LABEL,
    HAN_NUMBER,
    LEAF,
    LEAVES,
    NUMBERED_UNIT,
)
from kanben.reading.numbers.numerals import CHINESE

_NUMBERING = re.compile(
    rf"\s*(?:{NUMBERED_UNIT}|第\s*(?:{ARABIC}|{HAN_NUMBER})\s*[{LEAVES}]|{FOREIGN_LABEL}|§"
    r"|[a-z]?\d{1,4}(?:\.\d{1,3})*)[\s.、：:—–\-]*"
)
_TRAILING = re.compile(rf"[\s·|—–\-]+(?:{LEAF}|{HAN_NUMBER})\s*$")
_PARTS = re.compile(r"\s{2,}|\t|\u3000")
_NUMBER_BEGINS = frozenset("第附§")
_NUMBER_ENDS = frozenset(f"0123456789{LEAVES}{CHINESE}")
_BLANK = dict.fromkeys(map(ord, " \t\u3000\u00a0.。·…，,：:；;_*"))
_SECTION = re.compile(rf"§?\s*({DOTTED})")
_HALF = 0.5
"""Part of a page: the same words nearer than that are no heads of two pages."""
_LONGEST = 60
"""Characters of the longest running head: no line of print is longer."""
_PAGES = 30.0
"""Echoes are looked for so many pages away."""
_AROUND = 5
"""Lines from a folio within which a head stands."""
_OTHERS = (-2, -1, 1, 2)
"""The pages on both sides: facing ones, and those with the same side."""


class Echoes(Struct, frozen=True):
    """Hold for n lines where their words stand again.

    `times` counts the lines with the same words, `since` and `until` are the pages to the one
    before and the next, `rank` counts those before. `agreed` counts the pages around, of two
    before and two after, that hold the words as near to their folio. `beside` is the share of
    the other lines with the words that stand beside a folio, `crowded` the share of the gaps
    between the lines with the words that are shorter than half a page. `numbered` are the pages
    to the nearest other line that begins with the same section number.
    """

    times: Floats
    since: Floats
    until: Floats
    rank: Floats
    agreed: Floats
    beside: Floats
    crowded: Floats
    numbered: Floats


def echoes_of(texts: Sequence[str], folios: Ints, page: float) -> Echoes:
    """Find the echoes of all lines; `folios` are the rows of folios, `page` a page's lines."""
    keys = [keys_of(text) for text in texts]
    numbers: dict[str, int] = {}
    said = [
        (numbers.setdefault(key, len(numbers)), row) for row, own in enumerate(keys) for key in own
    ]
    word, row = np.array(sorted(said), np.int64).reshape(-1, 2).T
    count, many = len(texts), np.bincount(word, minlength=1)
    up, down = nearest(folios, count, _AROUND)
    near = (np.minimum(up, down) < _AROUND)[row]
    again = np.diff(word) == 0
    gaps = np.minimum(np.diff(row) / page, _PAGES)[again]
    close = np.bincount(word[1:][again], gaps < _HALF, len(many))
    others = np.maximum(many - 1, 1)[word]
    several = many[word] > 1
    rank = np.arange(len(word)) - np.searchsorted(word, word)

    def most(values: npt.NDArray[Any]) -> Floats:
        found = np.zeros(count, np.float32)
        np.maximum.at(found, row[several], values[several])
        return found

    since, until = np.full(count, _PAGES, np.float32), np.full(count, _PAGES, np.float32)
    np.minimum.at(since, row[1:][again], gaps)
    np.minimum.at(until, row[:-1][again], gaps)
    return Echoes(
        times=most(many[word]),
        since=since,
        until=until,
        rank=most(rank),
        agreed=_agreed(keys, folios),
        beside=most((np.bincount(word, near, len(many))[word] - near) / others),
        crowded=most(close[word] / others),
        numbered=_numbered(texts, page),
    )


def _numbered(texts: Sequence[str], page: float) -> Floats:
    """Return the pages from each line to the nearest other one with its section number."""
    places: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        found = _SECTION.match(text)
        if found:
            places[found[1]].append(row)
    pages = np.full(len(texts), _PAGES, np.float32)
    for own in places.values():
        rows = np.array(own)
        gaps = np.minimum(np.diff(rows) / page, _PAGES)
        pages[rows[1:]] = gaps
        pages[rows[:-1]] = np.minimum(pages[rows[:-1]], gaps)
    return pages


def keys_of(text: str) -> tuple[str, ...]:
    """Return what of a short line could be said again: its words without number and dress.

    ``CHAPTER 2. 预备知识     2.8. 贡献流程`` could be echoed as 预备知识 and as 贡献流程.
    """
    parted = "  " in text or "\u3000" in text or "\t" in text
    if len(text) > _LONGEST and not (parted and len(_PARTS.sub(" ", text)) <= _LONGEST):
        return ()
    found = []
    for part in _PARTS.split(text) if parted else (text,):
        plain = part.lower()
        bare = _TRAILING.sub("", plain) if plain[-1:] in _NUMBER_ENDS else plain
        numbered = bare < "{" or bare[0] in _NUMBER_BEGINS
        numbering = _NUMBERING.match(bare) if numbered else None
        key = (bare[numbering.end() :] if numbering else bare).translate(_BLANK)
        if not key:
            key = plain.translate(_BLANK)
        if len(key) > 1 and not key.isdecimal():
            found.append(key)
    return tuple(dict.fromkeys(found))


def _agreed(keys: Sequence[tuple[str, ...]], folios: Ints) -> Floats:
    """Count the neighbouring pages that hold a line's words in the lines around their folio."""
    agreed = np.zeros(len(keys), np.float32)
    rows = folios.tolist()
    around = []
    for folio in rows:
        window = range(max(0, folio - _AROUND), min(len(keys), folio + _AROUND + 1))
        around.append((window, {key for row in window for key in keys[row]}))
    for place, (window, _) in enumerate(around):
        others = [around[place + step][1] for step in _OTHERS if 0 <= place + step < len(rows)]
        for row in window:
            own = keys[row]
            agreed[row] = max(agreed[row], sum(any(k in other for k in own) for other in others))
    return agreed


def nearest(rows: Ints, count: int, limit: int) -> tuple[Floats, Floats]:
    """Return the lines from each of `count` lines up and down to the nearest of `rows`."""
    up, down = np.full(count, limit, np.float32), np.full(count, limit, np.float32)
    if len(rows):
        lines = np.arange(count)
        after = np.searchsorted(rows, lines)
        below = rows[np.minimum(after, len(rows) - 1)] - lines
        before = np.searchsorted(rows, lines, "right") - 1
        above = lines - rows[np.maximum(before, 0)]
        down = np.where(after < len(rows), np.minimum(below, limit), limit).astype(np.float32)
        up = np.where(before >= 0, np.minimum(above, limit), limit).astype(np.float32)
    return up, down
