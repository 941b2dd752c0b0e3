"""Find the measure that each line was set to: zones of one measure, as columns and pages are.

A page holds several measures. The lines' widths are read as a hidden Markov chain: the state is
the measure, which seldom changes; a full line lies near it (a mark that may not begin a line is
pulled in or hangs out, a lost indent shortens a first line); a paragraph's last line has any
width below it. The most probable sequence of measures is found by the Viterbi algorithm.
"""

import numpy as np
import numpy.typing as npt

from kanben.arrays import Floats

GRID = np.arange(4, 62.5, 0.5, dtype=np.float32)
"""The measures that are told apart, in cells; wider print is read as the widest."""

_SLACKS = {0: 0.40, -0.5: 0.16, -1: 0.12, -1.5: 0.035, -2: 0.07, -2.5: 0.02, -3: 0.01}
_OVERHANGS = {0.5: 0.035, 1: 0.03}
"""How often a full line differs from its measure by so many cells, counted in print."""
_SHORT = 0.11
"""Share of lines that end a paragraph anywhere before the measure's end."""
_STRAY = 0.004
"""Share of lines that belong to no measure: a heading across columns, a table."""
_SWITCH = 1 / 70
"""One line in so many is the first of another measure: columns and pages are about as long."""
_CHUNK = 4096
"""Lines after which scores start from 0 again, before they outgrow single precision."""


def measures(widths: Floats) -> Floats:
    """Return the measure of each line, in cells, from the lines' widths."""
    if not len(widths):
        return widths
    table = _score_table()
    rows = np.clip(np.rint(widths * 2).astype(np.int64), 1, len(table)) - 1
    return GRID[_best_path(table, rows)]


def _score_table() -> npt.NDArray[np.float32]:
    """Return log probabilities: a row for each width in half cells from 1, a column a measure."""
    widths = np.arange(1, 2 * GRID[-1] + 5, dtype=np.float32)[:, None] / 2
    gap = widths - GRID[None, :]
    chance = np.where(gap < 0, _SHORT / (GRID[None, :] * 2), 0.0)
    chance = chance + _STRAY / 60 * (1 + 4 * np.exp(-np.maximum(gap, 0) / 3))
    for shift, weight in (_SLACKS | _OVERHANGS).items():
        chance = chance + weight * (np.abs(gap - shift) < 0.01)
    return np.log(chance).astype(np.float32)


def _best_path(
    table: npt.NDArray[np.float32], rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Run Viterbi; a jump lands anywhere with equal chance, so one best origin serves all.

    Scores are relative to staying, which therefore costs nothing.
    """
    count, states = len(rows), table.shape[1]
    jumped = np.zeros((count, states), np.bool_)
    origins = np.zeros(count, np.int64)
    leap = np.float32(np.log(_SWITCH / states) - np.log(1 - _SWITCH))
    emitted = list(table)
    score = emitted[rows[0]].copy()
    for step, row in enumerate(rows.tolist()[1:], 1):
        origin = score.argmax()
        landing = score[origin] + leap
        np.less(score, landing, out=jumped[step])
        np.maximum(score, landing, out=score)
        score += emitted[row]
        origins[step] = origin
        if step % _CHUNK == 0:
            score -= score.max()
    path = np.zeros(count, np.int64)
    path[-1] = int(score.argmax())
    for step in range(count - 1, 0, -1):
        state = path[step]
        path[step - 1] = origins[step] if jumped[step, state] else state
    return path
