"""Break a paragraph line by line."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import pairwise
from math import inf
from typing import NamedTuple

from kanben.typesetting.clreq import CLOSING, PAIR_REST, PAIR_START, STOP
from kanben.typesetting.paragraph import Paragraph

TOLERANCE = 1e-6
"""px: the rounding of sums of floats."""
HALVINGS = 12
"""Times that the measure of a centred text is halved between too narrow and wide enough: to a
4096th."""
FEW = 6
"""A line of so many characters is not looked at: one character with marks has at most five."""
MARKS = CLOSING + STOP + PAIR_START + PAIR_REST

PULL = 0.8
"""The part of its first easing that a line may use up to pull one more character in."""


class Measures(NamedTuple):
    """Give the measure of a paragraph's first line and that of the rest, in px."""

    first: float
    rest: float


def break_greedily(paragraph: Paragraph, start: int, measures: Measures) -> list[int]:
    """Return the line ends after `start`; one more character is pulled in where it can be."""
    return _break(paragraph, start, measures, greedy_end)


def break_ragged(paragraph: Paragraph, start: int, measures: Measures) -> list[int]:
    """Return the line ends after `start` of a paragraph whose spacing is not to change.

    A last line of one character gets company from the line before it.
    """
    ends = _break(paragraph, start, measures, fullest_end)
    if len(ends) > 1 and is_lone(paragraph, ends[-2], ends[-1]):
        ends[-2:] = _with_company(paragraph, ([start, *ends])[-3], ends[-2], ends[-1])
    return ends


def break_balanced(paragraph: Paragraph, start: int, measures: Measures) -> list[int]:
    """Return the line ends after `start` of a centred text: as few lines, as even as can be."""
    widest = _break(paragraph, start, measures, fullest_end)
    if len(widest) == 1 or any(start < at < len(paragraph) for at in paragraph.forced):
        return break_ragged(paragraph, start, measures)
    narrow, wide = 0.0, min(measures)
    best = widest
    for _ in range(HALVINGS):
        middle = (narrow + wide) / 2
        found = _break(paragraph, start, Measures(middle, middle), fullest_end)
        if len(found) > len(widest) or _overflows(paragraph, start, found, middle):
            narrow = middle
        else:
            wide, best = middle, found
    return best


def is_lone(paragraph: Paragraph, start: int, end: int) -> bool:
    """Tell whether a line holds one character and no more, marks aside."""
    end = paragraph.inked_end(start, end)
    inked = paragraph.classes[start:end]
    return end - start < FEW and sum(name not in MARKS for name in inked) <= 1


def _with_company(paragraph: Paragraph, start: int, last: int, end: int) -> list[int]:
    """Return the ends of the last two lines; the first gives up what can stand by the other."""
    ends = paragraph.opportunities
    before = ends[max(bisect_left(ends, last) - 1, 0)]
    return [before, end] if start < before < last else [last, end]


def _overflows(paragraph: Paragraph, start: int, ends: list[int], measure: float) -> bool:
    """Tell whether one of the lines is a word that the measure cannot hold."""
    return not all(
        _fits(paragraph, first, last, measure) for first, last in pairwise([start, *ends])
    )


def _break(
    paragraph: Paragraph,
    start: int,
    measures: Measures,
    end_of: Callable[[Paragraph, int, float], int],
) -> list[int]:
    found: list[int] = []
    room = measures.first
    while start < len(paragraph):
        start = end_of(paragraph, start, room)
        found.append(start)
        room = measures.rest
    return found


def fullest_end(paragraph: Paragraph, start: int, measure: float) -> int:
    """Return the last end of a line from `start` that its natural width allows.

    A word too long for the measure stands alone, or is cut where its style lets it be.
    """
    ends = paragraph.opportunities
    first = bisect_right(ends, start)
    beyond = bisect_left(paragraph.widths, paragraph.widths[start] + measure, lo=start + 1)
    place = max(first, bisect_right(ends, beyond))
    while place > first and not _fits(paragraph, start, ends[place - 1], measure):
        place -= 1
    while place < len(ends) and _fits(paragraph, start, ends[place], measure):
        place += 1
    end = ends[place - 1] if place > first else _cut(paragraph, start, ends[first], measure)
    stop = bisect_right(paragraph.stops, start)
    return min([end, *paragraph.stops[stop : stop + 1]])


def greedy_end(paragraph: Paragraph, start: int, measure: float) -> int:
    """Return the end of the line from `start`, one opportunity further if that is better.

    Squeeze before stretch: a character that fits when the punctuation gives way a little is
    pulled in, unless leaving it out needs less change.
    """
    end = fullest_end(paragraph, start, measure)
    if end in paragraph.forced or end == len(paragraph):
        return end
    ends = paragraph.opportunities
    longer = ends[bisect_right(ends, end)]
    slack = measure - paragraph.natural_width(start, paragraph.inked_end(start, end))
    return longer if _pull(paragraph, start, longer, measure) < slack else end


def _fits(paragraph: Paragraph, start: int, end: int, measure: float) -> bool:
    end = paragraph.inked_end(start, end)
    return paragraph.natural_width(start, end) <= measure + TOLERANCE


def _cut(paragraph: Paragraph, start: int, end: int, measure: float) -> int:
    """Return the last place before `end` where a word may be cut so that it fits."""
    inked = paragraph.inked_end(start, end)
    need = paragraph.natural_width(start, inked) - measure
    if need <= sum(paragraph.easing(start, inked)):
        return end
    # Beyond two cells more than the measure nothing fits, however much is trimmed off its ends.
    room = measure + 2 * paragraph.sizes[start]
    beyond = bisect_right(paragraph.widths, paragraph.widths[start] + room, lo=start + 1)
    places = (at for at in range(min(end - 1, beyond), start, -1) if at in paragraph.anywhere)
    return next((at for at in places if _fits(paragraph, start, at, measure)), end)


def _pull(paragraph: Paragraph, start: int, end: int, measure: float) -> float:
    """Return what must give way for a line to reach `end`, in px; infinite if that is too much."""
    end = paragraph.inked_end(start, end)
    need = paragraph.natural_width(start, end) - measure
    return need if need <= PULL * paragraph.easing(start, end)[0] else inf
