"""Hear whether a line's words come back in the text around it.

A heading names what the text below it tells; a caption names a scene, and its words may come back
anywhere or nowhere.
"""

import numpy as np

from kanben.arrays import Floats, Ints
from kanben.reading.page.glyphs import Glyph, flag_table
from kanben.reading.page.lines import Lines

_REACH = 200
"""How many characters beyond the line are listened to: a paragraph's first lines."""
_LOUDEST = 8.0
"""Bound of an echo, a logarithm of odds: beyond it the forests learn nothing more."""
_BITS, _PLACES = 18, 27
"""Bits of a character, and of its place: a pair and its place are sorted as one number."""
_UNHEARD = Glyph.NO_START | Glyph.OPEN | Glyph.CLOSE | Glyph.SPACE | Glyph.DIGIT


def echoes(lines: Lines) -> tuple[Floats, Floats]:
    """Return how many of each line's pairs of characters come back below, and came above.

    What the pairs' numbers in the whole text lead to expect is taken off.
    """
    silent = np.zeros(len(lines), np.float32)
    codes = np.minimum(lines.codes, (1 << _BITS) - 1).astype(np.int64)
    inner = (flag_table()[lines.codes] & _UNHEARD) == 0
    paired = np.append(inner[:-1] & inner[1:], False)
    paired[lines.starts[1:] - 1] = False
    places = np.flatnonzero(paired)
    if len(places) < 2:
        return silent, silent
    pairs = (codes[places] << _BITS) | codes[places + 1]
    ranked = np.sort((pairs << _PLACES) | np.arange(len(places)))
    keys, order = ranked >> _PLACES, ranked & ((1 << _PLACES) - 1)
    owner = np.repeat(np.arange(len(lines)), np.diff(lines.starts))[places]
    same = keys[1:] == keys[:-1]
    group = np.cumsum(np.append(0, ~same))
    expected = 1 - np.exp(-(np.bincount(group)[group] - 1) * _REACH / len(codes))
    one, two = order[:-1], order[1:]
    apart = owner[one] != owner[two]
    below = np.where(same & apart & (places[two] - lines.starts[owner[one] + 1] < _REACH), 1.0, 0.0)
    above = np.where(same & apart & (lines.starts[owner[two]] - places[one] < _REACH), 1.0, 0.0)
    return (
        _sums(owner, order, np.append(below, 0) - expected, len(lines)),
        _sums(owner, order, np.append(0, above) - expected, len(lines)),
    )


def _sums(owner: Ints, order: Ints, values: Floats, count: int) -> Floats:
    sums = np.bincount(owner[order], values, minlength=count)
    found: Floats = np.clip(sums, -_LOUDEST, _LOUDEST).astype(np.float32)
    return found
