"""Quote a reading: a short one whole, a long one by the phrases that it begins and ends with."""

from itertools import accumulate

from kanben.characters import CLOSING, OPENING, PAUSES, SENTENCE_END, inked
from kanben.simplified import simplify
from kanben.words import cut

_LONGEST = 24
"""A longer reading is cut: a line of a note has about as many characters."""
_LEAST, _MOST = 4, 12
"""Characters of the phrases at either end: half of what is quoted whole."""
_MARKS = PAUSES | SENTENCE_END
_ENDS = _MARKS | CLOSING
_STARTS = _MARKS | OPENING


def quoted(text: str) -> str:
    """Quote a reading; one of more than a line by its first and last phrases.

    Where no mark ends a phrase in time, a word does.
    """
    flat = inked(text) if "\n" in text else text
    if len(flat) <= _LONGEST:
        return flat
    core = flat.strip("".join(_MARKS))
    if len(core) <= _LONGEST:
        return core
    bounds = list(accumulate(map(len, cut(simplify(core)))))
    head = core[: _head(core, bounds)].rstrip("".join(_STARTS))
    tail = core[_tail(core, bounds) :].lstrip("".join(_ENDS))
    return f"{head}……{tail}"


def _head(core: str, bounds: list[int]) -> int:
    """Return where the first phrase ends: before the first mark, or after a word."""
    marks = (at for at in range(_LEAST, _MOST + 1) if core[at] in _MARKS)
    words = (at for at in bounds if at <= _MOST)
    return next(marks, max(words, default=_MOST))


def _tail(core: str, bounds: list[int]) -> int:
    """Return where the last phrase begins: behind the last mark, or before a word."""
    length = len(core)
    marks = (at for at in range(length - _LEAST, length - _MOST - 1, -1) if core[at - 1] in _MARKS)
    words = (at for at in bounds if length - _MOST <= at < length)
    return next(marks, min(words, default=length - _MOST))
