"""Read the metre of verse that runs on in full columns, without a mark to part its lines.

A poem is couplets of two lines of five or seven characters, seldom of four or six; notes do not
count. So its characters, counted from its beginning, are a multiple of twice its metre where it
ends, and mostly of four times: most poems have four or eight lines. The lines are read as a hidden
Markov chain: a line is a title's, prose, or verse of a metre that has so many characters of two
couplets behind it; what a line holds moves the count on.

    非復候⏎繻同     eight couplets and eight characters are followed by the missing two
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Floats, Ints

METRES = (5, 7, 4, 6)
"""Characters of a line of verse, the commonest metre first."""
_SHARES = np.array([0.3, 0.43, 0.16, 0.08, 0.02, 0.01], np.float32)
"""How many blocks are prose, titles, verse of each metre, before the text is known."""
_WORTH = 10.0
"""For how many blocks of the text these shares count."""
_ROUNDS = 2
"""How often the text's own shares are learned, each time in the light of the last."""
_EVEN, _ODD, _HALF, _LOST = 0.74, 0.2, 0.03, 0.03
"""How many poems are of even and of odd couplets, end with half of one, have lost characters."""
_ENDS_PROSE, _ENDS_TITLE, _ENDS_POEM = 0.14, 0.93, 0.3
"""How often a line of prose, a title, and a couplet is the last of its piece."""
_SLACKS = (0.51, 1.01, 3.1)
"""Up to so many cells short a line is full, one short, nearly full: stripped of its indent."""
_LENGTHS = np.array([1, 1, 2, 18])
"""How many lengths are full, one short, nearly full, short."""
_INSIDE = np.array([[0.85, 0.85, 0.12, 0.03], [0.45, 0.45, 0.35, 0.2], [0.95, 0.95, 0.035, 0.015]])
"""How often a line of prose, a title, verse is full, as the text sets full lines, or less."""
_LEAST = 0.05
"""How many of a text's full lines are at least one short, and how many not."""
_LAST = np.array([0.05, 0.05, 0.1, 0.8])
"""How often the last line of a piece is full, one short, nearly full, short."""
_TITLE_LENGTH = 9.0
"""Characters of a usual title; longer ones are rarer by a constant factor."""
_LONGEST = 22
"""Characters of the longest title: no column is longer."""
_WINDOW, _OVERLAP, _ABREAST = 128, 64, 64
"""Lines are read in windows, that many abreast, each with what stands around it."""

_STARTS, _PROSE, _TITLE, _VERSE = 0, 1, 2, 3
"""The states before the first line, of prose, of titles; those of verse follow."""


class Metre(Struct, frozen=True):
    """Hold how probable it is, for each of n lines, that it is verse, or a title, or neither.

    `ends` is for each line how probable it is that a poem, a title or a piece of prose ends with
    it; `of` the metre, 0 where the line is rather no verse, and `behind` how many characters
    of its line of verse stand before the print's line.
    """

    verse: Floats
    title: Floats
    ends: Floats
    of: Floats
    behind: Floats


def no_metre(count: int) -> Metre:
    """Return that `count` lines are not known to be anything."""
    return Metre(*(np.zeros(count, np.float32) for _ in Metre.__struct_fields__))


def read_metre(plain: Ints, slack: Floats) -> Metre:
    """Return the metre of lines from their numbers of characters and what they lack.

    Lines of nothing but notes count as the line above.
    """
    kept = plain > 0
    count = int(kept.sum())
    if not count:
        return no_metre(len(plain))
    beyond = _OVERLAP + -count % _WINDOW
    padded = np.pad(plain[kept], (_OVERLAP, beyond), constant_values=4)
    slacks = np.pad(slack[kept], (_OVERLAP, beyond), constant_values=_LONGEST)
    bins = np.searchsorted(_SLACKS, slacks.astype(np.float32))
    on = _going_on(bins[_OVERLAP : _OVERLAP + count])
    windows = _windows(len(padded) - 2 * _OVERLAP)
    groups = [_Windows(padded[rows], bins[rows], on) for rows in windows]
    shares = _SHARES
    for _ in range(_ROUNDS):
        begun = groups[0].read(shares)[1] + _WORTH * _SHARES
        shares = begun / begun.sum()
    read = [group.read(shares)[0] for group in groups]
    above = np.maximum(np.cumsum(kept) - 1, 0)
    return Metre(
        *(
            np.concatenate([getattr(part, name) for part in read])[above]
            for name in Metre.__struct_fields__
        )
    )


def _windows(count: int) -> Iterator[Ints]:
    """Yield the places of the lines of windows abreast, a row a window."""
    starts = np.arange(0, count, _WINDOW)
    for first in range(0, len(starts), _ABREAST):
        yield starts[first : first + _ABREAST, None] + np.arange(_WINDOW + 2 * _OVERLAP)


class _Windows:
    """Run forward and backward over windows abreast; a state stands for a line's beginning.

    State 0 is that a block begins, 1 and 2 that prose or a title goes on, the others that verse
    of a metre goes on with so many characters of two couplets behind it.
    """

    def __init__(self, plain: Ints, bins: Ints, on: Floats) -> None:
        self._shift = plain % _REPEAT
        self._on = on[bins]
        self._last = _LAST_CHANCE[bins]
        length = np.minimum(plain, _LONGEST)
        title = np.exp(-length / _TITLE_LENGTH) / (_TITLE_LENGTH - 1)
        self._title = (title * _ENDS_TITLE / _LAST_CHANCE[bins]).astype(np.float32)

    def read(self, shares: Floats) -> tuple[Metre, Floats]:
        """Return what the lines are, seen from both sides, and how many blocks begin as what.

        `shares` are those of the blocks that begin as prose, titles, verse of each metre.
        """
        begins = np.zeros(_STATES, np.float32)
        begins[_BEGINNINGS] = shares
        now, on = self._forward(begins), self._backward(begins)
        inner = slice(_OVERLAP, -_OVERLAP)
        begun = (now[:, inner, :1] * begins * on[:, inner]).reshape(-1, _STATES)
        chance = (now[:, inner] * on[:, inner]).reshape(-1, _STATES)
        chance[:, _STARTS] = 0
        chance += begun
        total = chance.sum(axis=1, keepdims=True)
        verse = chance[:, _VERSE:].sum(axis=1) / total[:, 0]
        best = chance[:, _VERSE:].argmax(axis=1)
        after = slice(_OVERLAP + 1, 1 - _OVERLAP)
        whole = (now[:, after, 1:] * on[:, after, 1:]).sum(axis=2)
        stops = now[:, after, 0] * (on[:, after] @ begins)
        found = Metre(
            verse=verse,
            title=chance[:, _TITLE] / total[:, 0],
            ends=(stops / (stops + whole)).reshape(-1),
            of=np.where(verse > 0.5, _METRE_OF[best], 0).astype(np.float32),
            behind=np.where(verse > 0.5, _PHASES[best] % _METRE_OF[best], 0).astype(np.float32),
        )
        return found, (begun / total)[:, _BEGINNINGS].sum(axis=0)

    def _forward(self, begins: Floats) -> Floats:
        """Return how probable the states are before each line, by what stands above it."""
        windows, steps = self._shift.shape
        chance = np.zeros((windows, steps, _STATES), np.float32)
        now = np.zeros((windows, _STATES), np.float32)
        now[:, _STARTS] = 1
        for step in range(steps):
            chance[:, step] = now
            now[:, 1:] += now[:, :1] * begins[1:]
            ended = now * _FITNESS[self._shift[:, step]]
            ended[:, _TITLE] *= self._title[:, step]
            moved = np.take_along_axis(now, _ORIGINS[self._shift[:, step]], axis=1)
            now = moved * self._on[:, step]
            now[:, _STARTS] = ended[:, 1:].sum(axis=1) * self._last[:, step]
            now /= now.sum(axis=1, keepdims=True)
        return chance

    def _backward(self, begins: Floats) -> Floats:
        """Return how well each state of a line goes with it and with all that stands below."""
        windows, steps = self._shift.shape
        chance = np.zeros((windows, steps, _STATES), np.float32)
        stop = np.ones((windows, 1), np.float32)
        after = np.zeros((windows, _STATES), np.float32)
        for step in range(steps - 1, -1, -1):
            ended = _FITNESS[self._shift[:, step]] * (stop * self._last[:, step, None])
            ended[:, _TITLE] *= self._title[:, step]
            moved = np.take_along_axis(after, _TARGETS[self._shift[:, step]], axis=1)
            after = moved * self._on[:, step] + ended
            after[:, _STARTS] = 0
            after /= after.sum(axis=1, keepdims=True)
            chance[:, step] = after
            stop = after @ begins[:, None]
        return chance


_PERIODS = 4 * np.array(METRES)
_PHASES = np.concatenate([np.arange(period) for period in _PERIODS])
_METRE_OF = np.repeat(METRES, _PERIODS)
_STATES = _VERSE + len(_PHASES)
_BEGINNINGS = np.append([_PROSE, _TITLE], _VERSE + np.flatnonzero(_PHASES == 0))
_REPEAT = 1680
"""The least number that 16, 20, 24 and 28 divide."""


def _moves(sign: int) -> Ints:
    """Return for every number of characters the state that each state leads to, or comes from."""
    bases = np.repeat(np.flatnonzero(_PHASES == 0), _PERIODS)
    shifts = sign * np.arange(_REPEAT)[:, None]
    verse = _VERSE + bases + (_PHASES + shifts) % (4 * _METRE_OF)
    others = np.broadcast_to(np.arange(_VERSE), (_REPEAT, _VERSE))
    return np.hstack([others, verse])


def _fitness() -> npt.NDArray[np.float32]:
    """Return for every number of characters how fitly a block ends with them, by state.

    A poem's last line holds what completes the couplet: that is one length out of a couplet's.
    """
    lines, left = np.divmod((_PHASES + np.arange(_REPEAT)[:, None]) % (4 * _METRE_OF), _METRE_OF)
    whole = np.select([lines == 0, lines == 2], [2 * _EVEN, 2 * _ODD], _HALF)
    fit = _ENDS_POEM * np.where(left == 0, 2 * _METRE_OF * whole, _LOST)
    others = np.broadcast_to([0, _ENDS_PROSE, 1], (_REPEAT, _VERSE))
    return np.hstack([others, fit]).astype(np.float32)


def _going_on(bins: Ints) -> Floats:
    """Return for every fullness how probable it is of a line that goes on, by state.

    Whether full lines are one character short, as a hanging paragraph's, the text tells.
    """
    full, one, _, short = np.bincount(bins, minlength=len(_LENGTHS))
    by_chance = short / _LENGTHS[-1]
    hung = (one - by_chance) / max(full + one - 2 * by_chance, 1)
    hung = min(max(hung, _LEAST), 1 - _LEAST)
    inside = _INSIDE * [1 - hung, hung, 1, 1]
    ends = np.array([_ENDS_PROSE, _ENDS_TITLE, _ENDS_POEM])
    prose, title, verse = (1 - ends)[:, None] * inside / _LENGTHS
    columns = [0 * prose, prose, title, *[verse] * len(_PHASES)]
    return np.stack(columns, axis=1).astype(np.float32)


_LAST_CHANCE = (_LAST / _LENGTHS).astype(np.float32)
_ORIGINS, _TARGETS, _FITNESS = _moves(-1), _moves(1), _fitness()
