"""Find the numbers on a text's lines that count on from page to page, as folios 頁碼 do.

Numbers at page's distance from one another, each the next after the last, make a chain. Numbers
of items and sections count on as well, but keep no distance; a year or a figure has no successor.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from kanben.arrays import Bools, Floats, Ints
from kanben.reading.numbers.grammar import ARABIC, FOREIGN, HAN_NUMBER, LEAVES, ROMAN
from kanben.reading.numbers.numerals import chinese_number, roman_number

_ARABIC = f"[A-Z]?{ARABIC}"
_LEAF = rf"\s*[{LEAVES}]"
_RIM = r"[\s—–\-·•・－~|/()（）\[\]【】]*"
_ALONE = re.compile(rf"{_RIM}第?\s*({_ARABIC}|{HAN_NUMBER}|{ROMAN})(?:{_LEAF})?{_RIM}(?:/\s*\d+)?$")
_FIRST = re.compile(rf"{_RIM}(?:第\s*({_ARABIC}|{HAN_NUMBER}){_LEAF}|({_ARABIC})(?=[\s·|/—\-]))")
_LAST = re.compile(
    rf"(?:第\s*({_ARABIC}|{HAN_NUMBER}){_LEAF}|(?<=[\s·|/—\-])({_ARABIC})|(?<=[\u3000卷])({HAN_NUMBER})){_RIM}$"
)
_LABEL = re.compile(rf"(?i:{FOREIGN}|figure|table)\s+\S+$|[图圖表]\s?\d")
"""What is numbered by itself."""
_ROMAN = frozenset("ivxlcIVXLCⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
_TAIL = 14
"""Characters at a line's end in which a folio behind words stands."""
_LONGEST = 60
"""Longer lines carry no folio, blanks between their parts not counted."""
_GAP = re.compile(r"\s{2,}")

_NEAREST = 6
_FARTHEST = 700
"""A page holds at least and at most so many lines."""
_STEPS = {1: 1.0, 2: 0.6, 3: 0.4}
"""What a step from one number to the next is worth: now and then a page has no folio."""
_LEAP = 0.25
_FARTHEST_LEAP = 60
_LONGEST_LEAP = 160
"""Pages that are left out make a leap: many numbers, but the distance of one page or two."""
_REMEMBERED = 3
"""How many rows with one number are remembered: it comes back as item and as year."""
_TURNING = 0.8
_UNLIKE = 0.3
"""What a step is still worth between two edges of a head, and between two other forms."""
_STRANGE = 0.7
"""The evenness of a chain's first distance, which has none before it."""
_USUAL_PAGE = 35.0
"""Lines of a page where no chain tells: those of a novel in octavo."""
_PAIR = 0.5
_CLEAR = 0.2
"""A folio's chain is worth at least so much, and such a share of the text's best one."""
_EDGE = 0.9
"""A number alone on its line is rather the folio than one beside words."""
_APART = 0.4
"""Two folios stand at least such a part of a page apart."""


class Numeral(Struct, frozen=True):
    """Hold a number that may be a folio: its row, value, script, and the form of its line."""

    row: int
    value: int
    script: str
    form: str


class Chains(Struct, frozen=True):
    """Hold for n lines what chains run through them.

    `worth` is that of the best chain through the line, `before` and `after` are the lines to its
    neighbours in that chain for each step of the number, 0 without, `steps` the numbers between,
    `alike` how like their forms are, 2 at most.
    `chosen` are the rows of folios that can stand together, one a page; `page` is the number of
    lines that a page usually holds.
    """

    worth: Floats
    before: Floats
    after: Floats
    steps: Floats
    alike: Floats
    alone: Bools
    chosen: Ints
    page: float


def chains_of(texts: Sequence[str]) -> Chains:
    """Find the chains of numbers that run through the lines."""
    numerals = [numeral for row, text in enumerate(texts) for numeral in numerals_of(row, text)]
    count = len(texts)
    worth, alone = np.zeros(count, np.float32), np.zeros(count, np.bool_)
    before, after = np.zeros(count, np.float32), np.zeros(count, np.float32)
    steps, alike = np.zeros(count, np.float32), np.zeros(count, np.float32)
    onward = _best_links(numerals, 1)
    back = _best_links(numerals[::-1], -1)[::-1]
    for numeral, (one, up, step, like), (two, down, other, liked) in zip(
        numerals, onward, back, strict=True
    ):
        row = numeral.row
        alone[row] |= numeral.form not in ("first", "last")
        if one + two > worth[row]:
            worth[row], before[row], after[row] = one + two, up, down
            steps[row], alike[row] = max(step, other), like + liked
    distances = np.concatenate([before[before > 0], after[after > 0]])
    weights = np.concatenate([worth[before > 0], worth[after > 0]])
    page = _weighted_median(distances, weights)
    return Chains(
        worth,
        before,
        after,
        steps,
        alike,
        alone,
        _choose(worth * np.where(alone, 1, _EDGE), page),
        page,
    )


def numerals_of(row: int, text: str) -> Iterator[Numeral]:
    """Yield the numbers of a line that could be folios: alone on it, first or last."""
    if len(text) > _LONGEST and len(_GAP.sub(" ", text)) > _LONGEST:
        return
    found = _ALONE.match(text)
    if found:
        script, value = value_of(found[1])
        yield Numeral(row, value, script, text.replace(found[1], "#"))
        return
    if _LABEL.match(text):
        return
    for form, match in (
        ("first", _FIRST.match(text)),
        ("last", _LAST.search(text, len(text) - min(len(text), _TAIL))),
    ):
        if match:
            script, value = value_of(match[match.lastindex or 0])
            yield Numeral(row, value, script, form)


def value_of(number: str) -> tuple[str, int]:
    """Return the script of a number, and its value: arabic, roman or Chinese."""
    digits = number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if number[-1].isdigit() else number
    if digits.isdecimal():
        return "arabic", int(digits)
    if number[0] in _ROMAN:
        return "roman", roman_number(number)
    return "chinese", chinese_number(number)


def _best_links(numerals: Sequence[Numeral], sign: int) -> list[tuple[float, float, int, float]]:
    """Return the worth of the best chain up to each number, with its last distance and step.

    `sign` is -1 where the numbers are given from the last to the first.
    """
    known: dict[tuple[str, int], deque[int]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
    recent: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=2 * _REMEMBERED))
    best: list[tuple[float, float, int, float]] = []
    for place, (row, value, script, form) in enumerate(
        (one.row, one.value, one.script, one.form) for one in numerals
    ):
        found = (0.0, 0.0, 0, 0.0)
        for step, base in _STEPS.items():
            for other in known.get((script, value - sign * step), ()):
                distance = abs(row - numerals[other].row) / step
                if not _NEAREST <= distance <= _FARTHEST:
                    continue
                alike = _likeness(form, numerals[other].form)
                worth, usual, _, _ = best[other]
                gain = worth + base * alike * _evenness(distance, usual)
                if gain > found[0]:
                    found = (gain, distance, step, alike)
        for other in recent[script, form]:
            step = sign * (value - numerals[other].value)
            distance = abs(row - numerals[other].row)
            if max(_STEPS) < step <= _FARTHEST_LEAP and 2 * _NEAREST <= distance <= _LONGEST_LEAP:
                worth, usual, _, _ = best[other]
                gain = worth + _LEAP * _evenness(distance, usual)
                if gain > found[0]:
                    found = (gain, distance, step, 1.0)
        best.append(found)
        known[script, value].append(place)
        recent[script, form].append(place)
    return best


def _likeness(form: str, other: str) -> float:
    """Return how well the forms of two lines go together: the edges of a head take turns."""
    if form == other:
        return 1.0
    return _TURNING if {form, other} == {"first", "last"} else _UNLIKE


def _evenness(distance: float, usual: float) -> float:
    """Return how near a distance is to the one before: 1 the same, 1/2 twice as long."""
    if not usual:
        return _STRANGE
    return min(distance, usual) / max(distance, usual)


def _weighted_median(values: Floats, weights: Floats) -> float:
    if not len(values):
        return _USUAL_PAGE
    order = np.argsort(values)
    total = np.cumsum(weights[order] ** 2)
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _choose(worth: Floats, page: float) -> Ints:
    """Return the rows of the worthiest chains that keep apart, in order."""
    rows = np.flatnonzero(worth >= max(_PAIR, _CLEAR * float(worth.max(initial=0))))
    taken = np.zeros(len(worth), np.bool_)
    apart = max(int(_APART * page), 3)
    chosen = []
    for row in rows[np.argsort(-worth[rows], kind="stable")].tolist():
        if not taken[row]:
            chosen.append(row)
            taken[max(0, row - apart) : row + apart + 1] = True
    return np.array(sorted(chosen), np.int64)
