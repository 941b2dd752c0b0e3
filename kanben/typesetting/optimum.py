"""Break a paragraph as a whole: the line ends that together change its spacing least.

After Knuth and Plass, Breaking Paragraphs into Lines (1981), with the costs that CLREQ asks
for: squeeze before stretch, no line of one character at the end. In Chinese nearly every place
may end a line, but only three or four lie near the measure: a search forward from each
reachable line start sees few lines.
"""

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from math import inf

from kanben.typesetting.breaking import TOLERANCE, Measures, greedy_end, is_lone
from kanben.typesetting.clreq import CALL, FORCED, PAIR_START, SPACE
from kanben.typesetting.paragraph import Paragraph

LOOSE = 0.05
"""em: a gap widened so much costs 1; a character too few in a line of 25 asks for 0.04."""
TOO_LOOSE = 0.15
"""em: a gap widened beyond this is a line's last resort."""
SQUEEZE_COST, DEEP_SQUEEZE_COST = 0.5, 2.0
"""Squeezing what gives way first costs less than widening gaps, and what gives way last more."""
LAST_RESORT = 50.0
"""A line that cannot be set well costs more than any paragraph of good ones."""
LONE_CHARACTER = 8.0
"""A line of one character costs as much as a line widened nearly to its last resort."""
PAIR_AT_START = 0.3
"""Strict rules keep —— and …… from a line's start where they can."""
CALL_AT_END = 8.0
"""A small raised figure at a line's end makes the edge look ragged."""
CHOICES, LAST_CHOICES = 2, 4
"""Line ends looked at short of the measure; more where a last line may need company."""

_BLANKS = SPACE + FORCED


def break_optimally(paragraph: Paragraph, start: int, measures: Measures) -> list[int]:
    """Return the line ends after `start` whose costs add up to the least."""
    found: list[int] = []
    for stop in [*paragraph.stops[bisect_right(paragraph.stops, start) :], len(paragraph)]:
        if stop > start:
            found.extend(_Search(paragraph, start, stop, measures).ends())
            start, measures = stop, measures._replace(first=measures.rest)
    return found


class _Search:
    """The cheapest way to every line end between `start` and `stop`."""

    def __init__(self, paragraph: Paragraph, start: int, stop: int, measures: Measures) -> None:
        self.paragraph = paragraph
        self.start = start
        self.stop = stop
        self.measures = measures
        self.costs = {start: 0.0}
        self.reached: list[int] = []
        self.previous: dict[int, int] = {}

    def ends(self) -> list[int]:
        paragraph, start, stop = self.paragraph, self.start, self.stop
        inked = paragraph.inked_end(start, stop)
        if self.measures.first + TOLERANCE >= paragraph.natural_width(start, inked):
            return [stop]
        self._look_from(start, self.measures.first)
        while self.reached[0] < stop:
            self._look_from(heappop(self.reached), self.measures.rest)
        path = [stop]
        while path[-1] != start:
            path.append(self.previous[path[-1]])
        return path[-2::-1]

    def _look_from(self, start: int, measure: float) -> None:
        """Note the cost of every line worth setting that begins at `start`."""
        paragraph, stop = self.paragraph, self.stop
        ends = paragraph.opportunities
        begin = bisect_right(ends, start)
        beyond = bisect_left(paragraph.widths, paragraph.widths[start] + measure, lo=start + 1)
        near = max(begin, bisect_right(ends, beyond))
        nearly_done = paragraph.widths[stop] - paragraph.widths[start] < 2 * measure
        choices = LAST_CHOICES if nearly_done else CHOICES
        reached = False
        for place in range(max(begin, near - choices), len(ends)):
            end = min(ends[place], stop)
            cost = self._cost(start, end, measure)
            if cost is not None:
                self._note(start, end, cost)
                reached = True
            elif place >= near:
                break
            if end == stop:
                break
        if not reached:
            self._note(start, min(greedy_end(paragraph, start, measure), stop), LAST_RESORT)

    def _note(self, start: int, end: int, cost: float) -> None:
        cost += self.costs[start]
        if end not in self.costs:
            heappush(self.reached, end)
        if cost < self.costs.get(end, inf):
            self.costs[end] = cost
            self.previous[end] = start

    def _cost(self, start: int, end: int, measure: float) -> float | None:
        """Return what a line costs; None for one that cannot be set well."""
        paragraph = self.paragraph
        inked = (
            end if paragraph.classes[end - 1] not in _BLANKS else paragraph.inked_end(start, end)
        )
        slack = measure - paragraph.natural_width(start, inked)
        if slack < -TOLERANCE:
            cost = _squeezing(paragraph, start, inked, -slack)
        elif end == self.stop:
            cost = 0.0
        else:
            cost = _widening(paragraph, start, inked, slack)
        if end == self.stop:
            return (
                cost
                if cost is None
                else cost + LONE_CHARACTER * is_lone(self.paragraph, start, inked)
            )
        if cost is not None:
            cost += PAIR_AT_START * (paragraph.classes[end] == PAIR_START)
            cost += CALL_AT_END * (paragraph.classes[end - 1] == CALL)
        return cost


def _squeezing(paragraph: Paragraph, start: int, end: int, need: float) -> float | None:
    first, more = paragraph.easing(start, end)
    if need <= first:
        return SQUEEZE_COST * (need / first) ** 2
    if need <= first + more:
        return SQUEEZE_COST + DEEP_SQUEEZE_COST * (need - first) / more
    return None


def _widening(paragraph: Paragraph, start: int, end: int, slack: float) -> float | None:
    shares = paragraph.stretch_shares(start, end)
    unit = slack / paragraph.sizes[start] / (shares or 1.0)
    return (unit / LOOSE) ** 2 if unit <= TOO_LOOSE else None
