"""Gather what the words on both sides of a line end say: a word across it, a text that flows on."""

import numpy as np
import numpy.typing as npt

from kanben.arrays import Floats, Ints
from kanben.reading.forest.columns import Columns
from kanben.reading.judging.pairs import Pairs
from kanben.reading.judging.setting import Setting
from kanben.reading.looks.traits import Begin, End
from kanben.reading.words.cohesion import cohesion
from kanben.reading.words.continuity import running_on


def add_wording(columns: Columns, pairs: Pairs) -> None:
    """Add what the words across each pair say, and the text's own habits of words."""
    lines, at = pairs.setting.lines, pairs.at
    first, last = lines.starts[:-1], lines.starts[1:] - 1
    ends, begins = last[pairs.before], first[pairs.after]
    held = cohesion(lines, pairs.before, pairs.after)
    columns.add("word.gain", held.gain)
    columns.add("word.straddle", held.straddle)
    columns.add("word.both", held.both)
    left, right = lines.codes[ends], lines.codes[begins]
    counts = _Counts(pairs.setting)
    together = counts.pairs(left, right)
    alone = (counts.single(left) + 1) * (counts.single(right) + 1)
    columns.add("word.pair", np.log(together + 1))
    columns.add("word.attraction", np.log((together + 0.05) * counts.total / alone))
    columns.add("word.begins", counts.leaning(right, first))
    columns.add("word.ends", counts.leaning(left, last))
    looks = pairs.setting.looks
    latin = np.isin(looks.last, [int(End.LATIN), int(End.HYPHEN)])
    columns.add("word.latin", at(latin, 0) * at(looks.first == Begin.LOWER, 1))
    columns.add("word.numbers", at(looks.last == End.DIGIT, 0) * at(looks.first == Begin.DIGIT, 1))
    columns.add("word.same", left == right)
    _add_flow(columns, pairs)


def _add_flow(columns: Columns, pairs: Pairs) -> None:
    """Add how the words flow: across the pair, around it, and over a line in between."""
    setting, at = pairs.setting, pairs.at
    flow = setting.flow
    if setting.is_punctuated and not np.array_equal(pairs.after, pairs.before + 1):
        columns.add("flow.join", running_on(setting.lines, pairs.before, pairs.after))
    else:
        columns.add("flow.join", at(flow.join, 0))
    columns.add("flow.skip", at(flow.over, 0) - at(flow.join, 0))
    columns.add("flow.skip_back", at(flow.over, -1) - at(flow.join, 0))
    columns.add("flow.end", at(flow.end, 0))
    columns.add("flow.start", at(flow.start, 1))
    columns.add("flow.over", at(flow.over, 0))
    columns.add("flow.over-1", at(flow.over, -1))
    columns.add("flow.join-1", at(flow.join, -1))
    columns.add("flow.join+1", at(flow.join, 1))
    columns.add("flow.start+0", at(flow.start, 0))
    columns.add("flow.start+2", at(flow.start, 2))
    columns.add("flow.end-1", at(flow.end, -1))
    columns.add("flow.end+1", at(flow.end, 1))


class _Counts:
    """Count the text's own characters and pairs of neighbours in a line."""

    def __init__(self, setting: Setting) -> None:
        codes = setting.lines.codes.astype(np.int64)
        self._codes = codes
        self.total = len(codes)
        self._singles = np.bincount(codes)
        inner = np.ones(len(codes), np.bool_)
        inner[setting.lines.starts[1:] - 1] = False
        places = np.flatnonzero(inner)
        keys = (codes[places] << 20) | codes[np.minimum(places + 1, len(codes) - 1)]
        self._keys, self._together = np.unique(keys, return_counts=True)

    def single(self, chars: npt.NDArray[np.uint32]) -> Floats:
        counts: Floats = self._singles[chars].astype(np.float32)
        return counts

    def pairs(self, left: npt.NDArray[np.uint32], right: npt.NDArray[np.uint32]) -> Floats:
        if not len(self._keys):
            return np.zeros(len(left), np.float32)
        keys = (left.astype(np.int64) << 20) | right.astype(np.int64)
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Floats = np.where(self._keys[place] == keys, self._together[place], 0)
        return found.astype(np.float32)

    def leaning(self, chars: npt.NDArray[np.uint32], places: Ints) -> Floats:
        """Return how much more often than elsewhere these characters stand at `places`."""
        there = np.bincount(self._codes[places], minlength=len(self._singles))
        odds = (there[chars] + 0.5) * self.total / (self._singles[chars] + 5) / len(places)
        leaning: Floats = np.log(odds).astype(np.float32)
        return leaning
