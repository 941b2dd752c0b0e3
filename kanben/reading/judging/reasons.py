"""Name the evidence that a person would name for a line end, strongest first."""

import numpy as np

from kanben.arrays import Bools, Floats
from kanben.reading.judging.pairs import Pairs
from kanben.reading.looks.traits import SHAPES, Begin, End
from kanben.reading.numbers.outline import COLUMNS

_HOLDS = 2.0
"""Natural logarithm of how much likelier the words across the line end are than words cut there."""
_FLOWS = 2.0
"""Log odds from which the words are said to go on, or not to."""
_ROOM = 1.0
"""Cells left on a line from which the next word would have fitted."""
_LOST_INDENT = (0.8, 2.6)
"""Cells of an indent of two that was measured on a slanted page."""


def reasons_of(pairs: Pairs, gain: Floats, joined: Bools) -> list[tuple[str, ...]]:
    """Return the message keys of what speaks for each decision; `gain` is that of the words."""
    both = {True: _for_joining(pairs, gain), False: _for_keeping(pairs)}
    bits = {
        decision: sum(test.astype(np.int64) << place for place, (_, test) in enumerate(evidence))
        for decision, evidence in both.items()
    }
    names = {decision: [name for name, _ in evidence] for decision, evidence in both.items()}
    spelled: dict[tuple[bool, int], tuple[str, ...]] = {}
    found = []
    mixed = np.where(joined, bits[True], bits[False])
    for decision, mask in zip(joined.tolist(), mixed.tolist(), strict=True):
        if (decision, mask) not in spelled:
            spelled[decision, mask] = tuple(
                f"evidence.{name}"
                for place, name in enumerate(names[decision])
                if mask >> place & 1
            ) or ("evidence.whole",)
        found.append(spelled[decision, mask])
    return found


def _for_joining(pairs: Pairs, gain: Floats) -> list[tuple[str, Bools]]:
    setting, at = pairs.setting, pairs.at
    looks = setting.looks
    room = at(setting.slack, 0) - at(looks.need, 1)
    notes = setting.notes
    return [
        ("word", gain > _HOLDS),
        ("flow", at(setting.flow.join, 0) > _FLOWS),
        ("note", (at(notes.tail, 0) >= 0) & (at(notes.head, 1) >= 0)),
        ("no_start", at(looks.first == Begin.NO_START, 1) > 0),
        ("opener", at(looks.last == End.OPENER, 0) > 0),
        ("comma", at(looks.last == End.COMMA, 0) > 0),
        ("full", (at(setting.full, 0) > 0) | (room < 0)),
        ("unended", at(looks.terminal, 0) == 0),
    ]


def _for_keeping(pairs: Pairs) -> list[tuple[str, Bools]]:
    setting, at = pairs.setting, pairs.at
    looks = setting.looks
    room = at(setting.slack, 0) - at(looks.need, 1)
    indent = at(setting.lines.indent, 1) - at(setting.lines.indent, 0)
    room_after = at(setting.slack, 1) - at(looks.need, 2)
    lost = (room_after >= _LOST_INDENT[0]) & (room_after <= _LOST_INDENT[1])
    shapes = looks.shapes[:, [list(SHAPES).index(name) for name in ("bullet", "section")]]
    return [
        ("short", room >= _ROOM),
        ("couplet", (at(setting.metre.ends, 0) > 0.5) & (at(setting.metre.of, 0) > 0)),
        ("ended", at(looks.terminal, 0) > 0),
        ("blank", at(setting.blank, 1) > 0),
        ("indent", indent >= 1),
        ("lost_indent", lost),
        ("item", at(shapes.max(axis=1), 1) > 0),
        ("measure", at(setting.measure, 0) != at(setting.measure, 1)),
        ("apart", at(setting.flow.join, 0) < -_FLOWS),
        ("number", at(setting.numbers[:, COLUMNS.index("chain")], 1) > 1),
    ]
