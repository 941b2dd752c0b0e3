"""Cut a composed line into the pieces that its text boxes contribute."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from kanben.typesetting.composition import Composition
from kanben.typesetting.drawing import ComposedText, compose
from kanben.typesetting.inline import Leaf, leaves_between
from kanben.typesetting.justification import SetLine, set_line
from kanben.typesetting.rules import WritingMode
from kanben.typesetting.vertical import StandingText, compose_vertical, parting_of


class LinePiece(msgspec.Struct, frozen=True):
    """The part of a text box that a line takes.

    `layout` is None when nothing of it has ink; `width` is in px. `resume` is the byte at which
    the next line goes on, None at the text box's end. `forced` tells that a line feed ends the
    line.
    """

    leaf: Leaf
    layout: ComposedText | None
    width: float
    resume: int | None
    forced: bool

    def box_like(self, box: Any) -> Any:
        """Return a copy of a text box that holds only this piece of it."""
        if self.layout is None:
            return None
        leaf = self.leaf
        piece = box.copy_with_text(self.layout.text)
        piece.pango_layout = self.layout
        piece.width = self.width
        piece.height = leaf.height
        # The strut's baseline, not that of the fonts in this line, keeps all lines at one distance.
        piece.baseline = leaf.baseline
        piece.margin_top = piece.margin_bottom = (leaf.line_height - leaf.height) / 2
        return piece


def pieces(
    composition: Composition, start: int, end: int, measure: float, *, justified: bool
) -> dict[int, LinePiece]:
    """Return the pieces of a line by the identity of the text boxes they come from."""
    paragraph = composition.paragraph
    inked = paragraph.inked_end(start, end)
    line = set_line(paragraph, start, inked, measure, justified=justified)
    found = {}
    for leaf in leaves_between(composition.leaves, start, end):
        if leaf.shaped is not None:
            set_text = _SETTERS[paragraph.rules.mode]
            layout, width = _cut(leaf, line, inked, measure, set_text)
            resume = _resume(leaf, end, len(paragraph))
            forced = end <= leaf.end and end in paragraph.forced
            found[id(leaf.box)] = LinePiece(leaf, layout, width, resume, forced)
    return found


def _resume(leaf: Leaf, end: int, length: int) -> int | None:
    """Return the byte of `leaf` where the next line begins, None if this one goes beyond it."""
    if end > leaf.end or (end == leaf.end and end == length):
        return None
    return leaf.bytes[end - leaf.start]


def _cut(
    leaf: Leaf, line: SetLine, inked: int, measure: float, set_text: "_Setter"
) -> tuple[ComposedText | None, float]:
    assert leaf.shaped is not None
    first, last = max(line.start, leaf.start), min(inked, leaf.end)
    if last <= first:
        return None, 0.0
    skipped = first - line.start
    advances = line.advances[skipped : last - line.start]
    shifts = {
        at - skipped: shift
        for at, shift in line.shifts.items()
        if skipped <= at < last - line.start
    }
    placed = _Placed(first - leaf.start, last - leaf.start, advances, shifts)
    # What a link says stays one text, by which it is found.
    alone = first == line.start and last == inked and leaf.box.element_tag != "a"
    parted = parting_of(placed.begin, placed.end) if alone else -1
    return set_text(leaf, placed, measure, parted), sum(advances)


class _Placed(NamedTuple):
    """Characters of a leaf, from and up to an offset, with advances and shifts in the line."""

    begin: int
    end: int
    advances: list[float]
    shifts: dict[int, float]


def _horizontal(leaf: Leaf, placed: _Placed, measure: float, _: int) -> ComposedText:
    assert leaf.shaped is not None
    style = leaf.box.style
    runs = compose(leaf.shaped, *placed, style["font_size"])
    return ComposedText(leaf.text[placed.begin : placed.end], runs, style, measure)


def _vertical(leaf: Leaf, placed: _Placed, measure: float, parted: int) -> ComposedText:
    assert leaf.shaped is not None
    style = leaf.box.style
    runs = compose_vertical(leaf.shaped, *placed, style["font_size"], parted)
    return StandingText(leaf.text[placed.begin : placed.end], runs, style, measure)


_Setter = Callable[[Leaf, _Placed, float, int], ComposedText]
_SETTERS: dict[WritingMode, _Setter] = {
    WritingMode.HORIZONTAL: _horizontal,
    WritingMode.VERTICAL: _vertical,
}
