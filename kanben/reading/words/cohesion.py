"""Ask whether the characters on both sides of a line end make a word.

The words and their counts are columns of numbers, looked up by the array. Traditional characters
are folded to simplified ones first, length-true, so that one table serves both scripts.
"""

from functools import cache
from io import BytesIO

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Codes, Floats, Ints
from kanben.reading.page.glyphs import Glyph, flag_table
from kanben.reading.page.lines import Lines
from kanben.simplified import folding
from kanben.tables import read_bytes

Keys = npt.NDArray[np.uint64]

REACH = 4
"""How many characters are read on each side; also the length of the longest word."""
_FOREIGN = 0xFFFF
"""Stands for every character that no counted word has."""
_UNSEEN = np.log(0.3)
_IMPOSSIBLE = -1e4
"""A logarithm of odds below all that add up on a line."""
_LENGTH_BONUS = 1.5
"""What each character beyond two adds to a word across a line end: long words are rarely chance."""


class WordCounts(Struct, frozen=True):
    """Hold the words as sorted 64-bit keys of four code points, with the logs of their counts."""

    keys: Keys
    logs: Floats
    total: float

    def find(self, columns: list[npt.NDArray[np.uint64]]) -> Floats:
        """Return the log count of each word given as columns of code points; -1 if unknown."""
        key = columns[0] << np.uint64(48)
        for shift, column in zip((32, 16, 0), columns[1:], strict=False):
            key = key | (column << np.uint64(shift))
        place = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        found: Floats = np.where(self.keys[place] == key, self.logs[place], np.float32(-1))
        return found


@cache
def word_counts() -> WordCounts:
    """Load the word table that ships with the package."""
    with np.load(BytesIO(read_bytes("words_across.npz"))) as table:
        columns = table["columns"].astype(np.uint64)
        return WordCounts(
            keys=sum(
                (column << np.uint64(shift))
                for column, shift in zip(columns, (48, 32, 16, 0), strict=True)
            ),
            logs=table["logs"].astype(np.float32) / 8,
            total=float(table["total"]),
        )


class Cohesion(Struct, frozen=True):
    """Measure how the two sides of each line end hold together.

    `gain` is by how much the best segmentation over the line end beats the best one that cuts
    there, in natural logarithms; `straddle` the log count of the best word that lies across it,
    longer ones first; `both` is true where Han characters stand on both sides.
    """

    gain: Floats
    straddle: Floats
    both: npt.NDArray[np.bool_]


def cohesion(lines: Lines, before: Ints, after: Ints) -> Cohesion:
    """Judge how the end of each line of `before` and the beginning of one of `after` hold."""
    words, codes = word_counts(), lines.codes
    first, ends = lines.starts[before], lines.starts[before + 1] - 1
    begins, last = lines.starts[after], lines.starts[after + 1] - 1
    left = ends[:, None] - np.arange(REACH - 1, -1, -1)[None, :]
    right = begins[:, None] + np.arange(REACH)[None, :]
    window = np.concatenate(
        [
            _side(codes, left, left >= first[:, None])[:, ::1],
            _side(codes, right, right <= last[:, None]),
        ],
        axis=1,
    ).astype(np.uint64)
    window[:, :REACH] = _cut_off(window[:, :REACH][:, ::-1])[:, ::-1]
    window[:, REACH:] = _cut_off(window[:, REACH:])
    return _judge(window, words)


def _side(codes: Codes, places: Ints, valid: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint16]:
    chars = codes[np.clip(places, 0, len(codes) - 1)]
    han = valid & ((flag_table()[chars] & Glyph.HAN) != 0) & (chars < 0x10000)
    return np.where(han, folding()[np.minimum(chars, 0xFFFF)], _FOREIGN).astype(np.uint16)


def _cut_off(side: Keys) -> Keys:
    """Blank out, from the line end outwards, all that lies behind a foreign character."""
    reachable = np.logical_and.accumulate(side != _FOREIGN, axis=1)
    return np.where(reachable, side, np.uint64(_FOREIGN))


def _judge(window: Keys, words: WordCounts) -> Cohesion:
    count, length = window.shape
    columns = [window[:, place] for place in range(length)]
    free = [np.zeros(count, np.float32)]
    cut = [np.zeros(count, np.float32)]
    straddle = np.zeros(count, np.float32)
    for end in range(1, length + 1):
        best_free = np.full(count, _IMPOSSIBLE, np.float32)
        best_cut = best_free.copy()
        for begin in range(max(0, end - REACH), end):
            log = words.find(columns[begin:end])
            missing = _UNSEEN if end - begin == 1 else _IMPOSSIBLE
            score = np.where(log >= 0, log, missing).astype(np.float32) - words.total
            best_free = np.maximum(best_free, free[begin] + score)
            if begin < REACH < end:
                bonus = log + _LENGTH_BONUS * (end - begin - 2)
                straddle = np.where(log >= 0, np.maximum(straddle, bonus), straddle)
            else:
                best_cut = np.maximum(best_cut, cut[begin] + score)
        free.append(best_free)
        cut.append(best_cut)
    both = (columns[REACH - 1] != _FOREIGN) & (columns[REACH] != _FOREIGN)
    gain = np.minimum(free[-1] - cut[-1], 15.0)
    return Cohesion(np.where(both, gain, 0.0), np.where(both, straddle, 0.0), both)
