"""Look at lines two by two: the one before a line end, the one after it."""

import numpy as np
import numpy.typing as npt

from kanben.arrays import Floats, Ints
from kanben.reading.judging.setting import Setting


class Pairs:
    """Look up what a pair of lines, and their neighbours, have in each column."""

    def __init__(self, setting: Setting, before: Ints, after: Ints) -> None:
        self.setting = setting
        self.before, self.after = before, after
        count = len(setting)
        self._places = {
            -2: before - 2,
            -1: before - 1,
            0: before,
            1: after,
            2: after + 1,
            3: after + 2,
        }
        self._inside = {
            step: (place >= 0) & (place < count) for step, place in self._places.items()
        }

    def at(self, values: npt.ArrayLike, step: int, beyond: float = 0.0) -> Floats:
        """Return the values at a step: 0 the line before, 1 the line after, -1, 2 … around."""
        array = np.asarray(values, np.float32)
        place = np.clip(self._places[step], 0, len(array) - 1)
        found: Floats = np.where(self._inside[step], array[place], np.float32(beyond))
        return found


def adjacent(setting: Setting) -> Pairs:
    """Return the pairs of all neighbouring lines."""
    before = np.arange(len(setting) - 1)
    return Pairs(setting, before, before + 1)
