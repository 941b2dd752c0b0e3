"""Judge a block again by what the blocks that look like it were first thought to be.

One text sets its headings alone on short lines below two blank ones, another centres them, a
third gives every poem's title and author lines of their own. For each sign the blocks that show
it are gathered, and what was first thought of the others among them becomes evidence on each.
"""

import numpy as np
import numpy.typing as npt

from kanben.reading.columns import Columns, Numbers
from kanben.reading.glyphs import Ints
from kanben.reading.kinds import KINDS, Spans
from kanben.reading.setting import Setting

_PRIOR = 2.0
"""Blocks whose worth the whole text's shares of kinds have against those with the same sign."""
_AROUND = (-2, -1, 1, 2)


def add_likeness(
    columns: Columns, setting: Setting, spans: Spans, kinds: Numbers, resumes: Numbers
) -> None:
    """Add to the evidence on blocks their first kinds, and those of their like.

    `kinds` has a row a block; `resumes` tells of every line how likely a sentence goes on beyond
    it that it interrupts.
    """
    columns.add("first.interrupts", np.maximum.reduceat(resumes, spans.first))
    for number, kind in enumerate(KINDS):
        columns.add(f"first.{kind}", kinds[:, number])
        for step in _AROUND:
            columns.add(f"first.{kind}{step:+d}", _shifted(kinds[:, number], step))
    share = (kinds.sum(axis=0) + 1 / len(KINDS)) / (len(kinds) + 1)
    for number, kind in enumerate(KINDS):
        columns.add(f"first.all_{kind}", float(share[number]))
    for name, sign in _signs(setting, spans, kinds).items():
        odds, others = _odds(sign, kinds, share)
        columns.add(f"like.{name}", np.minimum(others, 30))
        for number, kind in enumerate(KINDS):
            columns.add(f"like.{name}_{kind}", odds[:, number])


def _signs(setting: Setting, spans: Spans, kinds: Numbers) -> dict[str, Ints]:
    lines, looks = setting.lines, setting.looks
    first, last = spans.first, spans.last
    gap = np.where(setting.removed > 0, 5, np.minimum(setting.blank, 4))
    above, below = _whole(gap[first]), _whole(np.append(gap, 5)[last + 1])
    size = np.minimum(spans.sizes, 3)
    margin = _whole(2 * np.minimum(lines.indent[first], 40))
    width = _whole(2 * np.minimum(lines.widths[first], 60))
    part = _whole(8 * np.minimum(lines.widths / setting.measure, 1.5))[first]
    end, begin = looks.last[last], looks.first[first]
    shape = _whole(looks.shapes @ (2 ** np.arange(looks.shapes.shape[1])))[first]
    initial = lines.codes[lines.starts[:-1]].astype(np.int64)[first]
    final = lines.codes[lines.starts[1:] - 1].astype(np.int64)[last]
    best = np.append(kinds.argmax(axis=1), [len(KINDS), len(KINDS)])
    before, after = best[np.arange(len(spans)) - 1], best[np.arange(len(spans)) + 1]
    form = _whole(setting.numbers[first, 0] * 8 + setting.numbers[first, 1])
    texts = {text: number for number, text in enumerate(dict.fromkeys(lines.texts))}
    same = np.array([texts[lines.texts[row]] for row in first.tolist()])
    return {
        "text": same,
        "set": (above * 8 + below) * 4 + size,
        "ends": ((end * 16 + begin) * 4 + size) * 2 + (above > 0),
        "margin": (margin * 16 + part) * 4 + size,
        "width": (width * 16 + end) * 4 + size,
        "shape": (shape * 4 + size) * 4 + part // 4,
        "number": form * 4 + size,
        "initial": initial * 4 + size,
        "final": final * 4 + size,
        "between": (before * 16 + after) * 4 + size,
        "between_set": ((before * 16 + after) * 8 + above) * 8 + below,
    }


def _shifted(values: Numbers, step: int) -> Numbers:
    shifted = np.zeros(len(values), np.float32)
    if abs(step) < len(values):
        if step > 0:
            shifted[:-step] = values[step:]
        else:
            shifted[-step:] = values[:step]
    return shifted


def _whole(values: npt.ArrayLike) -> Ints:
    whole: Ints = np.rint(np.asarray(values)).astype(np.int64)
    return whole


def _odds(sign: Ints, kinds: Numbers, share: Numbers) -> tuple[Numbers, Ints]:
    """Return log odds of each kind among the others with a block's sign, and their number."""
    _, group = np.unique(sign, return_inverse=True)
    count = np.bincount(group)[group] - 1
    total = count + _PRIOR
    odds = np.empty_like(kinds)
    for number in range(kinds.shape[1]):
        own = kinds[:, number]
        there = np.bincount(group, own)[group] - own + _PRIOR * share[number]
        odds[:, number] = np.log(np.maximum(there, 1e-6) / np.maximum(total - there, 1e-6))
    return odds, count
