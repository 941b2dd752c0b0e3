"""Classify characters by the array: width, and what may stand where in a line.

A table holds one entry a code point up to the end of plane 2; codes beyond it share the last.
"""

import re
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from kanben.arrays import Codes, Flags
from kanben.characters import (
    CLOSING,
    HAN_RANGES,
    OPENING,
    PAUSES,
    SENTENCE_END,
    STOPS,
    WIDEST_PLANE,
    cell_width,
)

SIZE = WIDEST_PLANE


class Glyph:
    """Name the classes of a character; one character can be of several.

    The bits are plain integers: an enum's would widen every array that they meet.
    """

    HAN: Final = 1
    ASCII: Final = 2
    DIGIT: Final = 4
    LOWER: Final = 8
    UPPER: Final = 16
    NO_START: Final = 32
    """May not begin a line where 避头尾 is kept."""
    OPEN: Final = 64
    CLOSE: Final = 128
    TERMINAL: Final = 256
    COMMA: Final = 512
    COLON: Final = 1024
    DASH: Final = 2048
    SPACE: Final = 4096
    BULLET: Final = 8192
    QUOTE: Final = 16384


_MEMBERS = {
    Glyph.NO_START: "".join(CLOSING | STOPS) + "…％%·,.;:!?﹐﹔﹕﹖﹗",
    Glyph.OPEN: "".join(OPENING),
    Glyph.CLOSE: "".join(CLOSING) + "\"'",
    Glyph.TERMINAL: "".join(SENTENCE_END - {"."}),
    Glyph.COMMA: "".join(PAUSES - set("；：:;")),
    Glyph.COLON: "；：;:﹔﹕",
    Glyph.DASH: "—－─–",
    Glyph.SPACE: " \u3000\u00a0\t",
    Glyph.BULLET: "•·●○■◆▪–*▲△▼★☆◎□◇",
    Glyph.QUOTE: '“‘「『"',
}


@cache
def flag_table() -> Flags:
    """Return the classes of every code point as the bits of :class:`Glyph`."""
    table = np.zeros(SIZE, np.uint16)
    for first, last in _han_spans():
        table[first : last + 1] |= Glyph.HAN
    table[0x21:0x7F] |= Glyph.ASCII
    for flag, lowest, highest in (
        (Glyph.DIGIT, "0", "9"),
        (Glyph.DIGIT, "０", "９"),
        (Glyph.LOWER, "a", "z"),
        (Glyph.UPPER, "A", "Z"),
    ):
        table[ord(lowest) : ord(highest) + 1] |= flag
    for flag, members in _MEMBERS.items():
        table[[ord(char) for char in members]] |= flag
    return table


def _han_spans() -> list[tuple[int, int]]:
    spans = re.findall(r"(.)-(.)", HAN_RANGES)
    return [(ord(first), min(ord(last), SIZE - 1)) for first, last in spans]


def half_cells(codes: Codes) -> npt.NDArray[np.uint8]:
    """Return the width of every code point in half cells: 2, 1 or 0.

    Only what is there is looked up: a book has a few thousand different characters.
    """
    widths = np.zeros(SIZE, np.uint8)
    present = np.flatnonzero(np.bincount(codes.ravel(), minlength=SIZE))
    widths[present] = [round(2 * cell_width(chr(code))) for code in present.tolist()]
    return widths[codes]


def codes_of(text: str) -> Codes:
    """Return the text's code points, those beyond the tables as their last entry."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(codes, SIZE - 1)
