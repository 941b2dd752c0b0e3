"""Cut a composed line into the pieces that its text boxes contribute."""

from collections.abc import Callable
from typing import Any

import msgspec

from kanben.typesetting.composition import Composition
from kanben.typesetting.drawing import ComposedText, compose
from kanben.typesetting.inline import Leaf, leaves_between
from kanben.typesetting.justification import LineCut, SetLine, set_line
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


def pieces(composition: Composition, cut: LineCut) -> dict[int, LinePiece]:
    """Return the pieces of a line by the identity of the text boxes they come from."""
    paragraph = composition.paragraph
    start, end = cut.start, cut.end
    line = set_line(paragraph, cut._replace(end=paragraph.inked_end(start, end)))
    found = {}
    for leaf in leaves_between(composition.leaves, start, end):
        if leaf.shaped is not None:
            layout, width = _cut(leaf, line, cut.measure, _SETTERS[paragraph.rules.mode])
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
    leaf: Leaf, line: SetLine, measure: float, set_text: "_Setter"
) -> tuple[ComposedText | None, float]:
    assert leaf.shaped is not None
    first, last = max(line.start, leaf.start), min(line.end, leaf.end)
    if last <= first:
        return None, 0.0
    skipped = first - line.start
    advances = line.advances[skipped : last - line.start]
    shifts = {
        at - skipped: shift
        for at, shift in line.shifts.items()
        if skipped <= at < last - line.start
    }
    part = SetLine(first - leaf.start, advances, shifts)
    # What a link says stays one text, by which it is found.
    alone = first == line.start and last == line.end and leaf.box.element_tag != "a"
    parted = parting_of(part) if alone else -1
    return set_text(leaf, part, measure, parted), sum(advances)


def _horizontal(leaf: Leaf, part: SetLine, measure: float, _: int) -> ComposedText:
    assert leaf.shaped is not None
    style = leaf.box.style
    runs = compose(leaf.shaped, part, style["font_size"])
    return ComposedText(leaf.text[part.start : part.end], runs, style, measure)


def _vertical(leaf: Leaf, part: SetLine, measure: float, parted: int) -> ComposedText:
    assert leaf.shaped is not None
    style = leaf.box.style
    runs = compose_vertical(leaf.shaped, part, style["font_size"], parted)
    return StandingText(leaf.text[part.start : part.end], runs, style, measure)


_Setter = Callable[[Leaf, SetLine, float, int], ComposedText]
_SETTERS: dict[WritingMode, _Setter] = {
    WritingMode.HORIZONTAL: _horizontal,
    WritingMode.VERTICAL: _vertical,
}
