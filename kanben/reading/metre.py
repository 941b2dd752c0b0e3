"""Read the metre of verse that runs on in full columns, without a mark to part its lines.

A poem is couplets of two lines of five or seven characters, seldom of four or six; notes do not
count. So its characters, counted from its beginning, are a multiple of twice its metre where it
ends. The lines are read as a hidden Markov chain: a line is a title's, prose, or verse of a
metre that has so many characters of a couplet behind it; what a line holds moves the count on.

    非復候⏎繻同     eight couplets and eight characters are followed by the missing two
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.reading.glyphs import Floats, Ints

METRES = (5, 7, 4, 6)
_SHARES = np.array([0.3, 0.43, 0.16, 0.08, 0.02, 0.01], np.float32)
"""How many blocks are prose, titles, verse of each metre, before the text is known."""
_WORTH = 10.0
"""For how many blocks of the text these shares count."""
_UNEVEN = 0.03
"""How many poems do not end with a couplet: of uneven lines, with characters lost."""
_ENDS_PROSE, _ENDS_TITLE, _ENDS_POEM = 0.2, 0.93, 0.25
_SLACKS = (1.01, 3.1)
"""Up to so many cells short a line is full, or nearly: indented and stripped of its indent."""
_LENGTHS = (2, 2, 18)
"""How many lengths are full, nearly full, short."""
_INSIDE = ((0.85, 0.12, 0.03), (0.45, 0.35, 0.2), (0.95, 0.035, 0.015))
"""How often a line of prose, a title, verse is full, nearly, short, when more of it follows."""
_LAST = (0.1, 0.1, 0.8)
_TITLE_LENGTH = 9.0
_LONGEST = 22
_WINDOW, _OVERLAP, _ABREAST = 128, 64, 64
"""Lines are read in windows, that many abreast, each with what stands around it."""

_STARTS, _PROSE, _TITLE, _VERSE = 0, 1, 2, 3


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
    groups = [_Windows(padded[rows], slacks[rows]) for rows in _windows(len(padded) - 2 * _OVERLAP)]
    begun = groups[0].read(_SHARES)[1] + _WORTH * _SHARES
    read = [group.read(begun / begun.sum())[0] for group in groups]
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
    of a metre goes on with so many characters of the couplet behind it.
    """

    def __init__(self, plain: Ints, slack: Floats) -> None:
        bins = np.searchsorted(_SLACKS, slack.astype(np.float32))
        self._shift = plain % _REPEAT
        self._on = _ON[bins]
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


_PHASES = np.concatenate([np.arange(2 * metre) for metre in METRES])
_METRE_OF = np.repeat(METRES, [2 * metre for metre in METRES])
_STATES = _VERSE + len(_PHASES)
_BEGINNINGS = np.append([_PROSE, _TITLE], _VERSE + np.flatnonzero(_PHASES == 0))
_REPEAT = 840
"""The least number that couplets of 8, 10, 12 and 14 characters divide."""


def _moves(sign: int) -> Ints:
    """Return for every number of characters the state that each state leads to, or comes from."""
    bases = np.flatnonzero(_PHASES == 0)[np.repeat(np.arange(len(METRES)), 2 * np.array(METRES))]
    shifts = sign * np.arange(_REPEAT)[:, None]
    verse = _VERSE + bases + (_PHASES + shifts) % (2 * _METRE_OF)
    others = np.broadcast_to(np.arange(_VERSE), (_REPEAT, _VERSE))
    return np.hstack([others, verse])


def _fitness() -> npt.NDArray[np.float32]:
    """Return for every number of characters how fitly a block ends with them, by state.

    A poem's last line holds what completes the couplet: that is one length out of a couplet's.
    """
    left = (_PHASES + np.arange(_REPEAT)[:, None]) % (2 * _METRE_OF)
    fit = np.where(left == 0, (1 - 2 * _UNEVEN) * 2 * _METRE_OF, _UNEVEN)
    fit = _ENDS_POEM * np.where(left == _METRE_OF, _UNEVEN * 2 * _METRE_OF, fit)
    others = np.broadcast_to([0, _ENDS_PROSE, 1], (_REPEAT, _VERSE))
    return np.hstack([others, fit]).astype(np.float32)


def _going_on() -> npt.NDArray[np.float32]:
    """Return for every fullness how probable it is of a line that goes on, by state."""
    ends = np.array([_ENDS_PROSE, _ENDS_TITLE, _ENDS_POEM])
    prose, title, verse = (1 - ends)[:, None] * np.array(_INSIDE) / np.array(_LENGTHS)
    columns = [0 * prose, prose, title, *[verse] * len(_PHASES)]
    return np.stack(columns, axis=1).astype(np.float32)


_LAST_CHANCE = (np.array(_LAST) / np.array(_LENGTHS)).astype(np.float32)
_ORIGINS, _TARGETS, _FITNESS, _ON = _moves(-1), _moves(1), _fitness(), _going_on()
