"""Break a paragraph as a whole: the line ends that together change its spacing least.

After Knuth and Plass, Breaking Paragraphs into Lines (1981), with the costs that CLREQ asks
for: squeeze before stretch, no line of one character at the end. In Chinese nearly every place
may end a line, but only three or four lie near the measure: a search forward from each
reachable line start sees few lines.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from kanben.typesetting.breaking import TOLERANCE, greedy_end
from kanben.typesetting.clreq import CLOSING, PAIR_START, STOP
from kanben.typesetting.paragraph import Paragraph

LOOSE = 0.05
"""em: a gap widened so much costs 1; a character too few in a line of 25 asks for 0.04."""
TOO_LOOSE = 0.15
"""em: a gap widened beyond this is a line's last resort."""
SQUEEZE_COST, DEEP_SQUEEZE_COST = 0.5, 2.0
LAST_RESORT = 50.0
LONE_CHARACTER = 8.0
PAIR_AT_START = 0.3
"""Strict rules keep —— and …… from a line's start where they can."""
CHOICES = 3
"""Line ends looked at short of the measure."""

_MARKS = CLOSING + STOP


def break_optimally(
    paragraph: Paragraph, start: int, measure_of: Callable[[int], float]
) -> list[int]:
    """Return the line ends after `start` whose costs add up to the least.

    `measure_of(start)` is the measure, in px, of the line that begins there.
    """
    found: list[int] = []
    for stop in [*sorted(at for at in paragraph.forced if at > start), len(paragraph)]:
        if stop > start:
            found.extend(_Search(paragraph, start, stop, measure_of).ends())
            start = stop
    return found


class _Search:
    def __init__(
        self, paragraph: Paragraph, start: int, stop: int, measure_of: Callable[[int], float]
    ) -> None:
        self.paragraph = paragraph
        self.start = start
        self.stop = stop
        self.measure_of = measure_of
        self.costs = {start: 0.0}
        self.previous: dict[int, int] = {}

    def ends(self) -> list[int]:
        paragraph, stop = self.paragraph, self.stop
        ends = paragraph.opportunities
        if self.measure_of(self.start) >= self._width(self.start, stop):
            return [stop]
        first = bisect_right(ends, self.start)
        for begin in (self.start, *ends[first : bisect_left(ends, stop)]):
            if begin in self.costs:
                self._look_from(begin)
        path = [stop]
        while path[-1] != self.start:
            path.append(self.previous[path[-1]])
        return path[-2::-1]

    def _width(self, start: int, end: int) -> float:
        return self.paragraph.natural_width(start, self.paragraph.inked_end(start, end))

    def _look_from(self, start: int) -> None:
        """Note the cost of every line worth setting that begins at `start`."""
        paragraph = self.paragraph
        measure = self.measure_of(start)
        ends = paragraph.opportunities
        begin = bisect_right(ends, start)
        beyond = bisect_left(paragraph.widths, paragraph.widths[start] + measure, lo=start + 1)
        near = max(begin, bisect_right(ends, beyond))
        before = self.costs[start]
        reached = False
        for place in range(max(begin, near - CHOICES), len(ends)):
            end = min(ends[place], self.stop)
            cost = self._cost(start, end, measure)
            if cost is not None:
                self._note(start, end, before + cost)
                reached = True
            elif place >= near:
                break
            if end == self.stop:
                break
        if not reached:
            end = min(greedy_end(paragraph, start, measure), self.stop)
            self._note(start, end, before + LAST_RESORT)

    def _note(self, start: int, end: int, cost: float) -> None:
        if end not in self.costs or cost < self.costs[end]:
            self.costs[end] = cost
            self.previous[end] = start

    def _cost(self, start: int, end: int, measure: float) -> float | None:
        """Return what a line costs; None for one that cannot be set well."""
        paragraph = self.paragraph
        inked = paragraph.inked_end(start, end)
        slack = measure - paragraph.natural_width(start, inked)
        if slack < -TOLERANCE:
            first, more = paragraph.easing(start, inked)
            if -slack > first + more:
                return None
            deep = max(0.0, -slack - first) / more if more else 0.0
            ratio = min(1.0, -slack / first) if first else 0.0
            cost = SQUEEZE_COST * ratio * ratio + DEEP_SQUEEZE_COST * deep
        elif end == self.stop:
            cost = 0.0
        else:
            shares = paragraph.stretch_shares(start, inked)
            unit = slack / shares / paragraph.sizes[start] if shares else slack
            if unit > TOO_LOOSE:
                return None
            cost = (unit / LOOSE) ** 2
        if end == self.stop:
            return cost + LONE_CHARACTER * self._is_lone(start, inked)
        return cost + PAIR_AT_START * (paragraph.classes[end] == PAIR_START)

    def _is_lone(self, start: int, end: int) -> bool:
        return (
            end - start < 4
            and sum(name not in _MARKS for name in self.paragraph.classes[start:end]) <= 1
        )
