"""Measure the notes in brackets that old prints set small, in two columns within the column.

Each printed piece of a note is bracketed by itself, so a note that runs over a line's end reads
``…（開元十六年帝自擇）⏎（廷臣為諸州刺史）…``.
"""

import numpy as np
from msgspec import Struct

from kanben.arrays import Floats, Ints
from kanben.reading.page.glyphs import Glyph, flag_table
from kanben.reading.page.lines import Lines

_OPEN, _CLOSE = ord("（"), ord("）")


class Notes(Struct, frozen=True):
    """Hold what of each of n lines is notes.

    `saved` is how many cells the notes save by being small, `plain` counts the characters
    outside of them, `inside` those inside; `head` and `tail` those of the note that begins or
    ends the line, -1 where none does.
    """

    saved: Floats
    plain: Ints
    inside: Ints
    head: Ints
    tail: Ints


def find_notes(lines: Lines) -> Notes:
    """Return the notes of all lines; brackets are the full-width round ones."""
    codes, first, beyond = lines.codes, lines.starts[:-1], lines.starts[1:]
    opens, closes = codes == _OPEN, codes == _CLOSE
    if not opens.any():
        none = np.zeros(len(lines), np.int64)
        plain = beyond - first - lines.count(Glyph.SPACE).astype(np.int64)
        return Notes(none.astype(np.float32), plain, none, none - 1, none - 1)
    depth = np.cumsum(opens.astype(np.int64) - closes)
    begin = np.repeat(depth[first] - opens[first] + closes[first], np.diff(lines.starts))
    inside = ((depth - begin) > 0) & ~opens
    spaces = (flag_table()[codes] & Glyph.SPACE) != 0
    notes = lines.sums(opens.astype(np.float32))
    held = lines.sums(inside.astype(np.float32))
    places = np.arange(len(codes))
    opened = np.maximum.accumulate(np.where(opens, places, -1))
    closed = np.minimum.accumulate(np.where(closes, places, len(codes))[::-1])[::-1]
    head = np.where(opens[first], np.minimum(closed[first], beyond) - first - 1, -1)
    tail = np.where(closes[beyond - 1], beyond - 2 - np.maximum(opened[beyond - 1], first), -1)
    return Notes(
        saved=np.floor(held / 2 + 2 * notes).astype(np.float32),
        plain=lines.sums((~(inside | opens | closes | spaces)).astype(np.float32)).astype(np.int64),
        inside=held.astype(np.int64),
        head=head,
        tail=tail,
    )
