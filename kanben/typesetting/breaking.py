"""Break a paragraph line by line."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from kanben.typesetting.paragraph import Paragraph

TOLERANCE = 1e-6
"""px: the rounding of sums of floats."""
PULL = 0.8
"""The part of its first easing that a line may use up to pull one more character in."""


def break_greedily(
    paragraph: Paragraph, start: int, measure: float, first_measure: float
) -> list[int]:
    """Return the line ends after `start`; a line takes one more character if it can be pulled in.

    `measure` is that of all lines but the first, in px.
    """
    return _break(paragraph, start, measure, first_measure, greedy_end)


def break_ragged(
    paragraph: Paragraph, start: int, measure: float, first_measure: float
) -> list[int]:
    """Return the line ends after `start` of a paragraph whose spacing is not to change."""
    return _break(paragraph, start, measure, first_measure, fullest_end)


def _break(
    paragraph: Paragraph,
    start: int,
    measure: float,
    first_measure: float,
    end_of: Callable[[Paragraph, int, float], int],
) -> list[int]:
    found: list[int] = []
    room = first_measure
    while start < len(paragraph):
        start = end_of(paragraph, start, room)
        found.append(start)
        room = measure
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
    return longer if _is_better(paragraph, start, end, longer, measure) else end


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


def _is_better(paragraph: Paragraph, start: int, short: int, long: int, measure: float) -> bool:
    end = paragraph.inked_end(start, long)
    need = paragraph.natural_width(start, end) - measure
    slack = measure - paragraph.natural_width(start, paragraph.inked_end(start, short))
    return need <= PULL * paragraph.easing(start, end)[0] and need < slack
