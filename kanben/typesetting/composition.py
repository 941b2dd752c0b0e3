"""Keep a paragraph's lines, so that it is broken alike wherever a page cuts it."""

from collections import OrderedDict
from typing import Any

from kanben.typesetting.breaking import break_greedily, greedy_end
from kanben.typesetting.inline import Leaf, Reading, measure, offset_of
from kanben.typesetting.optimum import break_optimally
from kanben.typesetting.paragraph import Paragraph
from kanben.typesetting.rules import Breaking, Rules

KEPT = 64
"""Compositions kept: WeasyPrint lays out the end of a page again when it must move lines."""

_BREAKERS = {Breaking.OPTIMAL: break_optimally, Breaking.GREEDY: break_greedily}


class Composition:
    """A line box's paragraph and the lines it was broken into, per measure.

    `paragraph` is None when WeasyPrint must break the lines itself.
    """

    def __init__(self, reading: Reading, rules: Rules) -> None:
        self.reading = reading
        text = measure(reading)
        self.paragraph = None if text is None else Paragraph(text, rules)
        self._ends: dict[tuple[float, float], dict[int, int]] = {}

    @property
    def leaves(self) -> list[Leaf]:
        """Return the text boxes and atomic boxes of the paragraph."""
        return self.reading.leaves

    def start_of(self, skip_stack: Any) -> int:
        """Return the character at which a line begins, spaces left out."""
        if self.paragraph is None or skip_stack is None:
            return 0
        start = offset_of(self.leaves, skip_stack)
        while start < len(self.paragraph) and self.paragraph.classes[start] == " ":
            start += 1
        return start

    def end_of(self, start: int, measure: float, indent: float) -> int:
        """Return where the line that begins at `start` ends, `measure` and `indent` in px."""
        assert self.paragraph is not None
        ends = self._ends.setdefault((round(measure, 4), round(indent, 4)), {})
        if start not in ends:
            self._break_from(start, measure, indent, ends)
        return ends[start]

    def lone_end_of(self, start: int, measure: float) -> int:
        """Return where a line ends that stands beside a float: the next may be longer."""
        assert self.paragraph is not None
        return greedy_end(self.paragraph, start, measure)

    def _break_from(self, start: int, measure: float, indent: float, ends: dict[int, int]) -> None:
        assert self.paragraph is not None
        break_lines = _BREAKERS[self.paragraph.rules.breaking]
        for end in break_lines(
            self.paragraph, start, lambda at: measure - indent if at == 0 else measure
        ):
            ends[start] = end
            start = end
            while start < len(self.paragraph) and self.paragraph.classes[start] == " ":
                start += 1


class Compositions:
    """The compositions of the line boxes met last."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._kept: OrderedDict[int, tuple[Any, Composition]] = OrderedDict()

    def of(self, context: Any, linebox: Any, skip_stack: Any, block: Any) -> Composition:
        """Return the composition of `linebox`, made anew if its text is another by now.

        Page counters and references are written into boxes that were laid out before.
        """
        kept = self._kept.get(id(linebox))
        if kept is not None and kept[0] is linebox and skip_stack is not None:
            return kept[1]
        reading = Reading(context, linebox, block)
        if kept is not None and kept[0] is linebox and kept[1].reading.same_as(reading):
            return kept[1]
        composition = Composition(reading, self.rules)
        self._kept[id(linebox)] = (linebox, composition)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return composition
