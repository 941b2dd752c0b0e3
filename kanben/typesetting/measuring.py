"""Measure the text of a line box: shape it, and say of every character what may be done with it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kanben.typesetting.clreq import CALL, EXTENDER, HAN, LETTER, classify, has_chinese
from kanben.typesetting.inline import OBJECT_CHAR, InlineText, Leaf
from kanben.typesetting.paragraph import MeasuredText
from kanben.typesetting.postures import upright_cells
from kanben.typesetting.rules import WritingMode, convention_of
from kanben.typesetting.seam import boxes, can_break_text, strut
from kanben.typesetting.shaping import shape
from kanben.typesetting.vertical import stand_upright

_WRAPPING = ("normal", "pre-line")
_ADDRESS = re.compile("[!-~]{13,}")
"""Western signs without a blank, longer than all but a few words."""
_JOINT = re.compile(r"(?<=..)[/._@?=&-]+(?=[^/._@?=&-].)")


def measure(reading: InlineText, mode: WritingMode = WritingMode.HORIZONTAL) -> MeasuredText | None:
    """Shape all leaves; return None if one of them cannot be composed."""
    if not reading.covered or not _is_composed(reading.text, mode):
        return None
    found = MeasuredText()
    found.text = reading.text
    found.extras = reading.extras
    for leaf in reading.leaves:
        if not _measure_leaf(found, leaf):
            return None
    classes = list(classify(found.text))
    for call in reading.calls:
        classes[call.start : call.end] = CALL * len(call.text)
    if mode is WritingMode.VERTICAL:
        for leaf in reading.leaves:
            _stand(found, leaf, classes)
    found.classes = "".join(classes)
    found.convention = convention_of(reading.leaves[0].box.style["lang"])
    _join_leaves(found, reading.leaves)
    found.splits = set(_splits(found.text))
    return found


def _is_composed(text: str, mode: WritingMode) -> bool:
    """Tell whether a text has anything that CLREQ speaks of."""
    if has_chinese(text):
        return True
    return mode is WritingMode.VERTICAL and any(upright_cells(text))


def _stand(found: MeasuredText, leaf: Leaf, classes: list[str]) -> None:
    """Let short numbers stand upright in cells like those of characters."""
    if leaf.shaped is None:
        return
    last = -1
    for start, end in stand_upright(leaf.shaped, leaf.box.style["font_size"]):
        first = leaf.start + start
        found.advances[first : leaf.start + end] = leaf.shaped.advances[start:end]
        classes[first : leaf.start + end] = [HAN, *[EXTENDER] * (end - start - 1)]
        if start == last:
            found.kept.add(first)
        last = end


def _splits(text: str) -> Iterator[int]:
    """Yield where addresses and long names of files may be broken: https://a.org/|b_|c?|d."""
    for token in _ADDRESS.finditer(text):
        yield from (token.start() + at.end() for at in _JOINT.finditer(token[0]))


def _measure_leaf(found: MeasuredText, leaf: Leaf) -> bool:
    style = leaf.box.style
    count = len(leaf.text)
    found.sizes.extend([style["font_size"]] * count)
    if not isinstance(leaf.box, boxes.TextBox):
        found.advances.append(0.0)
        found.breaks.append(True)
        return True
    leaf.shaped = shape(leaf.text.replace("\n", "\u200b"), style)
    if leaf.shaped is None:
        return False
    leaf.height = leaf.shaped.height
    leaf.line_height, leaf.baseline = strut(style)
    found.advances.extend(leaf.shaped.advances)
    found.breaks.extend(leaf.shaped.breaks)
    inside = range(leaf.start + 1, leaf.end)
    if style["white_space"] not in _WRAPPING:
        found.kept.update(inside)
    elif style["overflow_wrap"] != "normal" or style["word_break"] == "break-all":
        found.anywhere.update(at for at in inside if leaf.shaped.codes[at - leaf.start])
    return True


def _join_leaves(found: MeasuredText, leaves: list[Leaf]) -> None:
    """Ask UAX #14 about the places where two leaves meet; keep what one box keeps unbroken."""
    for before, after in pairwise(leaves):
        at = after.start
        if before.unbroken is not None and before.unbroken == after.unbroken:
            found.kept.add(at)
        pair = found.text[at - 1 : at + 1]
        if OBJECT_CHAR not in pair and found.classes[at - 1 : at + 1] != LETTER + LETTER:
            found.breaks[at] = can_break_text(pair, after.box.style["lang"])
