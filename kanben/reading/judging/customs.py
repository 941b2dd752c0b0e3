"""Learn from a text's surer line ends what its own signs mean.

One text marks paragraphs by an indent of three characters, another by a blank line, a third by
nothing but a short line before. For each sign the line ends that show it are gathered, and what
was first thought of the others among them becomes evidence on each.
"""

import numpy as np
import numpy.typing as npt

from kanben.arrays import Floats, Ints
from kanben.reading.forest.columns import Columns
from kanben.reading.judging.pairs import Pairs

_PRIOR = 4.0
"""Line ends whose worth the whole text's share of breaks has against those with the same sign."""
_NEAR = 8.0
"""Cells of white from which it makes no difference how much more there is."""
_DEEP = 12.0
"""Cells of margin from which it makes no difference how much more there is."""


def add_customs(columns: Columns, pairs: Pairs, joins: Floats) -> None:
    """Add for each sign the log odds of a kept break where this text shows it."""
    breaks = 1 - joins
    for name, sign in _signs(pairs).items():
        columns.add(f"custom.{name}", _odds(sign, breaks))


def _signs(pairs: Pairs) -> dict[str, Ints]:
    setting, at = pairs.setting, pairs.at
    looks = setting.looks
    lines = setting.lines
    gap = np.where(setting.removed > 0, 5, np.minimum(setting.blank, 4))
    blank = _whole(at(gap, 1))
    last, first = _whole(at(looks.last, 0)), _whole(at(looks.first, 1))
    lack = _whole(2 * np.clip(at(setting.slack, 0), -2, _NEAR))
    lack_after = _whole(2 * np.clip(at(setting.slack, 1), -2, _NEAR))
    margin = _whole(2 * np.minimum(at(lines.indent, 0), _DEEP))
    margin_after = _whole(2 * np.minimum(at(lines.indent, 1), _DEEP))
    width_after = _whole(2 * np.minimum(at(lines.widths, 1), 60))
    shape = _whole(looks.shapes @ (2 ** np.arange(looks.shapes.shape[1])))
    shape_after = shape[pairs.after]
    final = lines.codes[lines.starts[1:] - 1].astype(np.int64)[pairs.before]
    initial = lines.codes[lines.starts[:-1]].astype(np.int64)[pairs.after]
    ended = _whole(at(looks.terminal, 0))
    flow = at(setting.flow.join, 0)
    return {
        "blank": blank,
        "blank_end": blank * 16 + last,
        "blank_full": blank * 64 + np.minimum(lack, 8),
        "margin": margin_after,
        "margins": margin * 64 + margin_after,
        "lack": lack,
        "lack_end": lack * 16 + last,
        "lack_after": lack_after,
        "lacks": np.minimum(lack, 6) * 64 + lack_after,
        "width_after": width_after,
        "end": last,
        "begin": first * 16 + last,
        "final": final,
        "initial": initial,
        "initial_end": initial * 2 + ended,
        "shape": shape_after,
        "ended_lack_after": ended * 64 + lack_after,
        "flow": _whole(2 * np.clip(flow, -4, 4)) * 16 + last,
        "flow_full": _whole(np.clip(flow, -4, 4)) * 64 + np.minimum(lack, 8),
        "note": np.minimum(lack, 6) * 64 + _whole(np.clip(at(setting.notes.tail, 0), -1, 12)),
    }


def _whole(values: npt.ArrayLike) -> Ints:
    whole: Ints = np.rint(np.asarray(values)).astype(np.int64)
    return whole


def _odds(sign: Ints, breaks: Floats) -> Floats:
    """Return for each line end the log odds of a break among the others with the same sign."""
    count = len(breaks)
    if not count:
        return breaks
    share = (breaks.sum() + 1) / (count + 2)
    _, group = np.unique(sign, return_inverse=True)
    kept = np.bincount(group, breaks)[group] - breaks + _PRIOR * share
    joined = np.bincount(group, 1 - breaks)[group] - (1 - breaks) + _PRIOR * (1 - share)
    odds: Floats = np.log(kept / joined).astype(np.float32)
    return odds
