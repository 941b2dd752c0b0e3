"""Break a paragraph line by line."""

from bisect import bisect_left, bisect_right

from kanben.typesetting.paragraph import Paragraph

TOLERANCE = 1e-6
"""px: the rounding of sums of floats."""
PULL = 0.8
"""The part of its first easing that a line may use up to pull one more character in."""


def break_greedily(
    paragraph: Paragraph, start: int, measure: float, first_measure: float
) -> list[int]:
    """Return the line ends after `start`, each line as full as it gets.

    `measure` is that of all lines but the first, in px.
    """
    found: list[int] = []
    room = first_measure
    while start < len(paragraph):
        start = greedy_end(paragraph, start, room)
        found.append(start)
        room = measure
    return found


def greedy_end(paragraph: Paragraph, start: int, measure: float) -> int:
    """Return the end of the line that begins at `start`.

    Squeeze before stretch: a character that fits when the punctuation gives way a little is
    pulled in, unless leaving it out needs less change.
    """
    ends = paragraph.opportunities
    first = bisect_right(ends, start)
    limit = _first_beyond(paragraph, start, measure)
    place = bisect_right(ends, limit)
    while place > first and not _fits(paragraph, start, ends[place - 1], measure):
        place -= 1
    while place < len(ends) and _fits(paragraph, start, ends[place], measure):
        place += 1
    forced = _forced_between(paragraph, start, ends[max(place - 1, first)])
    if forced is not None:
        return forced
    if place == first:
        return _squeezed(paragraph, start, ends[first]) if first < len(ends) else len(paragraph)
    chosen = ends[place - 1]
    if place < len(ends) and _is_better(paragraph, start, chosen, ends[place], measure):
        chosen = ends[place]
    return chosen


def _squeezed(paragraph: Paragraph, start: int, end: int) -> int:
    forced = _forced_between(paragraph, start, end)
    return end if forced is None else forced


def _first_beyond(paragraph: Paragraph, start: int, measure: float) -> int:
    return bisect_left(paragraph.widths, paragraph.widths[start] + measure, lo=start + 1)


def _fits(paragraph: Paragraph, start: int, end: int, measure: float) -> bool:
    end = paragraph.inked_end(start, end)
    return paragraph.natural_width(start, end) <= measure + TOLERANCE


def _forced_between(paragraph: Paragraph, start: int, end: int) -> int | None:
    return min((at for at in paragraph.forced if start < at <= end), default=None)


def _is_better(paragraph: Paragraph, start: int, short: int, long: int, measure: float) -> bool:
    end = paragraph.inked_end(start, long)
    need = paragraph.natural_width(start, end) - measure
    slack = measure - paragraph.natural_width(start, paragraph.inked_end(start, short))
    return need <= PULL * paragraph.easing(start, end)[0] and need < slack
