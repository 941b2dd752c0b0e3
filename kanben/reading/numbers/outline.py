"""Follow the numbers at the beginnings of lines: 第一章, 1.2, B.1, 三、, （二）, ①.

A section's number follows its predecessor in the order of the outline: 4.2 and 4.2.5 are both
followed by 4.3, and 4.3 by 4.3.1. A list's items are near each other, sections far apart, and the
members of one chain look alike.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Bools, Floats, Ints
from kanben.reading.numbers.grammar import Rank, label_of
from kanben.reading.numbers.numerals import CHINESE

_FORMS = {
    Rank.DIVISION: "chapter",
    Rank.SUBDIVISION: "chapter",
    Rank.CHAPTER: "chapter",
    Rank.SECTION: "section",
    Rank.ARTICLE: "section",
    Rank.DOTTED: "dotted",
    Rank.DEEPER: "dotted",
    Rank.COMMA: "comma",
    Rank.BRACKETED: "bracketed",
    Rank.POINT: "point",
    Rank.DIGITS: "digits",
    Rank.CIRCLED: "circled",
    Rank.BARE: "bare",
}
_NAMES = (*dict.fromkeys(_FORMS.values()), "word")
"""The forms that are told apart; a bare number in Chinese characters is a word."""
_SPREADS = frozenset({"chapter", "section"})
"""Forms whose numbers the dotted ones below them continue: 第四章, 4.1."""
_SHORT = 0.85
"""Share of the measure below which a line is filled by its own words."""
_FAR = 2000.0
"""Lines beyond which the distance of two numbers tells no more."""

COLUMNS = (
    "form",
    "depth",
    "last",
    "back",
    "on",
    "chain",
    "spread",
    "alone",
    "spaced",
    "bare",
    "again",
    "seen",
)
"""What is told of a line's number: its form, how many numbers deep and how high the last; the
lines back to its predecessor and on to its successor; its chain's length, mean distance, share of
lines that stand alone, and of lines below a blank one; whether the line holds nothing else; how
often the same number comes, and the lines since it last came. Lines are counted as logarithms, -1
where there is none."""


class OutlineNumber(Struct, frozen=True):
    """Hold a number as the numbers of its levels: 4.2.5 is (4, 2, 5).

    `form` is its place among the forms, `length` that of the text it takes up.
    """

    form: int
    parts: tuple[int, ...]
    length: int


def outline_number(text: str) -> OutlineNumber | None:
    """Return the number that a line begins with.

    B.1 is (102, 1), 第十二章 (12,).
    """
    label = label_of(text)
    if label is None or not label.parts or label.rank is Rank.WORD:
        return None
    form = _FORMS[label.rank]
    if label.rank is Rank.BARE and not text[0].isdecimal():
        if text[0] not in CHINESE:
            return None
        form = "word"
    return OutlineNumber(_NAMES.index(form), label.parts, label.end)


def follow_numbers(
    texts: tuple[str, ...], part: Floats, ended: Bools, spaced: Bools
) -> npt.NDArray[np.float32]:
    """Return `COLUMNS` for every line.

    `part` is which part of its measure a line fills, `ended` whether it ends a sentence, `spaced`
    whether it stands below a blank line.
    """
    count = len(texts)
    table = np.zeros((count, len(COLUMNS)), np.float32)
    numbers = [(row, outline_number(text)) for row, text in enumerate(texts)]
    numbered = [(row, number) for row, number in numbers if number is not None]
    if not numbered:
        return table
    rows = np.array([row for row, _ in numbered])
    before, after, root, same = _chains(numbered)
    members = np.bincount(root)[root]
    first = np.full(len(rows), count)
    last = np.zeros(len(rows), np.int64)
    np.minimum.at(first, root, rows)
    np.maximum.at(last, root, rows)
    alone = ((part[rows] < _SHORT) & ~ended[rows]).astype(np.float32)
    again: dict[tuple[int, tuple[int, ...]], int] = {}
    for _, number in numbered:
        key = (number.form, number.parts)
        again[key] = again.get(key, 0) + 1
    spread = (last[root] - first[root]) / np.maximum(members - 1, 1)
    found = {
        "form": [number.form + 1 for _, number in numbered],
        "depth": [len(number.parts) for _, number in numbered],
        "last": [min(number.parts[-1], 50) for _, number in numbered],
        "back": _distance(rows, before),
        "on": _distance(rows, after),
        "chain": np.minimum(members, 50),
        "spread": np.where(members > 1, np.log(np.maximum(spread, 1)), -1),
        "alone": _share(root, alone),
        "spaced": _share(root, spaced[rows].astype(np.float32)),
        "bare": [number.length == len(texts[row]) for row, number in numbered],
        "again": [min(again[number.form, number.parts], 20) for _, number in numbered],
        "seen": _distance(rows, same),
    }
    table[rows] = np.array([found[name] for name in COLUMNS], np.float32).T
    return table


def _chains(
    numbered: list[tuple[int, OutlineNumber]],
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return for each number predecessor and successor, its chain's first, and its like before.

    Where there is none, -1.
    """
    latest: dict[tuple[int, tuple[int, ...]], int] = {}
    before = np.full(len(numbered), -1)
    after = np.full(len(numbered), -1)
    root = np.arange(len(numbered))
    same = np.full(len(numbered), -1)
    seen: dict[tuple[int, tuple[int, ...]], int] = {}
    dotted = _NAMES.index("dotted")
    for place, (_, number) in enumerate(numbered):
        form, parts = number.form, number.parts
        same[place] = seen.get((form, parts), -1)
        seen[form, parts] = place
        above, own = parts[:-1], parts[-1]
        previous = latest.get((form, (*above, own - 1)) if own > 1 else (form, above), -1)
        if previous >= 0:
            before[place] = previous
            root[place] = root[previous]
            if after[previous] < 0:
                after[previous] = place
        for depth in range(1, len(parts) + 1):
            latest[form, parts[:depth]] = place
        if _NAMES[form] in _SPREADS:
            latest[dotted, parts] = place
    return before, after, root, same


def _distance(rows: Ints, others: Ints) -> Floats:
    """Return the logarithm of the lines between each number and another one."""
    far = np.minimum(np.abs(rows - rows[others]), _FAR)
    found: Floats = np.where(others < 0, -1, np.log(np.maximum(far, 1))).astype(np.float32)
    return found


def _share(root: Ints, there: Floats) -> Floats:
    share: Floats = (np.bincount(root, there) / np.maximum(np.bincount(root), 1)).astype(np.float32)
    return share[root]
