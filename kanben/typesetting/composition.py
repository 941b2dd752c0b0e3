"""Keep a paragraph's lines, so that it is broken alike wherever a page cuts it."""

from collections import OrderedDict
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from kanben.typesetting.breaking import (
    Measures,
    break_balanced,
    break_greedily,
    break_ragged,
    fullest_end,
    greedy_end,
)
from kanben.typesetting.inline import InlineText, Leaf, offset_of
from kanben.typesetting.measuring import measure
from kanben.typesetting.optimum import break_optimally
from kanben.typesetting.paragraph import Paragraph
from kanben.typesetting.plain import PlainParagraph, is_plain
from kanben.typesetting.rules import Breaking, Rules
from kanben.typesetting.seam import ComputedStyle

KEPT = 64
"""Compositions kept: WeasyPrint lays out the end of a page again when it must move lines."""

_BREAKERS = {Breaking.OPTIMAL: break_optimally, Breaking.GREEDY: break_greedily}
_RAGGED = {"center": break_balanced, "right": break_balanced, "end": break_balanced}


class Composition:
    """A line box's paragraph and the lines it was broken into, per measure.

    `plain` builds the lines of a paragraph that is one run of text.
    """

    def __init__(
        self, leaves: list[Leaf], plain: PlainParagraph | None, paragraph: Paragraph, linebox: Any
    ) -> None:
        self.leaves = leaves
        self.plain = plain
        self.paragraph = paragraph
        self.align = str(linebox.style["text_align_all"])
        self._indent = 0.0
        self._ends: dict[float, dict[int, int]] = {}

    def start_of(self, skip_stack: Any) -> int:
        """Return the character at which a line begins, spaces left out."""
        if skip_stack is None:
            return 0
        start = offset_of(self.leaves, skip_stack)
        while start < len(self.paragraph) and self.paragraph.classes[start] == " ":
            start += 1
        return start

    def end_of(self, start: int, measure: float, indent: float) -> int:
        """Return where the line that begins at `start` ends.

        `measure` and `indent` are px; the indent is that of this line, which WeasyPrint gives
        for a paragraph's first line only.
        """
        ends = self._ends.setdefault(measure, {})
        if start not in ends or (start == 0 and indent != self._indent):
            ends.clear()
            self._indent = indent
            self._break_from(start, measure, indent, ends)
        return ends[start]

    def lone_end_of(self, start: int, measure: float) -> int:
        """Return where a line ends that stands beside a float: the next may be longer."""
        end_of = greedy_end if self.align == "justify" else fullest_end
        return end_of(self.paragraph, start, measure)

    def natural_width(self, indent: float) -> float:
        """Return the width, in px, of the longest line if none is broken for want of room."""
        starts = [0, *self.paragraph.stops]
        ends = [*starts[1:], len(self.paragraph)]
        widths = [
            self.paragraph.natural_width(start, self.paragraph.inked_end(start, end))
            for start, end in zip(starts, ends, strict=True)
        ]
        return max(widths[0] + indent, *widths)

    def _break_from(self, start: int, measure: float, indent: float, ends: dict[int, int]) -> None:
        break_lines = _RAGGED.get(self.align, break_ragged)
        if self.align == "justify":
            break_lines = _BREAKERS[self.paragraph.rules.breaking]
        for end in break_lines(self.paragraph, start, Measures(measure - indent, measure)):
            ends[start] = end
            start = end
            while start < len(self.paragraph) and self.paragraph.classes[start] == " ":
                start += 1


class _Kept(NamedTuple):
    """A line box, what was read of it, and its composition if it can have one."""

    linebox: Any
    reading: InlineText
    composition: Composition | None


class Compositions:
    """The compositions of the line boxes met last, for every document being laid out."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._by_document: WeakKeyDictionary[Any, OrderedDict[int, _Kept]] = WeakKeyDictionary()

    def of(self, context: Any, linebox: Any, skip_stack: Any, block: Any) -> Composition | None:
        """Return the composition of `linebox`, made anew if its text is another by now.

        None tells that WeasyPrint must break the lines itself. `block` is None as long as the
        containing block is not known. Page counters and references are written into boxes that
        were laid out before.
        """
        by_box = self._by_document.setdefault(context, OrderedDict())
        kept = by_box.get(id(linebox))
        if kept is not None and skip_stack is not None and kept.reading.is_current():
            return kept.composition
        reading = InlineText(context, linebox, block)
        if kept is not None and kept.reading.same_as(reading):
            return kept.composition
        composition = self._compose(reading, linebox)
        by_box[id(linebox)] = _Kept(linebox, reading, composition)
        if len(by_box) > KEPT:
            by_box.popitem(last=False)
        return composition

    def _compose(self, reading: InlineText, linebox: Any) -> Composition | None:
        text = measure(reading, self.rules.mode)
        if text is None:
            return None
        paragraph = Paragraph(text, self.rules)
        leaf = reading.plain_leaf(linebox)
        plain = PlainParagraph(linebox, leaf) if leaf and is_plain(leaf.box, linebox) else None
        return Composition(reading.leaves, plain, paragraph, linebox)


def is_justified(style: ComputedStyle, composition: Composition, end: int) -> bool:
    """Tell whether the line that ends at `end` is set to the full measure."""
    align = style["text_align_all"]
    paragraph = composition.paragraph
    if (end == len(paragraph) or end in paragraph.forced) and style["text_align_last"] != "auto":
        align = style["text_align_last"]
    return bool(align == "justify")
