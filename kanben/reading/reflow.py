"""Decide every line end of a text, then what each block is."""

import re
from itertools import pairwise

import numpy as np
from msgspec import Struct

from kanben.manuscript.blocks import BlockKind
from kanben.reading.assembly import LineBlock
from kanben.reading.glyphs import Bools, Floats, Glyph, flag_table
from kanben.reading.lines import Lines
from kanben.reading.zones import measures


class Rulings(Struct, frozen=True):
    """Hold what the editor decided, by row: joined to the next line or not; the block's kind."""

    joins: dict[int, bool] = {}
    kinds: dict[int, BlockKind] = {}


class Reading(Struct, frozen=True):
    """Hold what was read out of n lines: the blocks, and the n - 1 line ends between them.

    `p` is the probability that a line and the next one belong together, `joined` whether they
    were put together, `reasons` the message keys of the evidence.
    """

    blocks: tuple[LineBlock, ...]
    p: Floats
    joined: Bools
    reasons: tuple[tuple[str, ...], ...]


_FOLIO = re.compile(r"^[—\-·•－~]?\s*(第?\s*\d{1,4}\s*[页頁版]?)\s*[—\-·•－~]?$")


def read_lines(lines: Lines, rulings: Rulings) -> Reading:
    """Read the lines of a part; the editor's rulings hold whatever the evidence says."""
    count = len(lines)
    if not count:
        return Reading((), np.zeros(0, np.float32), np.zeros(0, bool), ())
    p = _probabilities(lines)
    for row, join in rulings.joins.items():
        if row < count - 1:
            p[row] = float(join)
    joined = p > 0.5
    starts = [0, *(int(row) + 1 for row in np.flatnonzero(~joined)), count]
    blocks = tuple(
        LineBlock(_kind(lines, first, end, rulings), tuple(range(first, end)))
        for first, end in pairwise(starts)
    )
    return Reading(blocks, p, joined, ((),) * (count - 1))


def _probabilities(lines: Lines) -> Floats:
    flags = flag_table()
    last = flags[lines.codes[lines.starts[1:] - 1]]
    before = flags[lines.codes[np.maximum(lines.starts[1:] - 2, lines.starts[:-1])]]
    terminal = (last & Glyph.TERMINAL) | (
        (last & Glyph.CLOSE) & np.where(before & Glyph.TERMINAL, 64, 0)
    )
    slack = measures(lines.widths) - lines.widths
    slack, following = slack[:-1], slack[1:]
    gap = np.minimum(lines.blanks[1:], 2)
    score = 2.0 - 1.6 * np.clip(slack - 2.0, 0, 3) - 1.8 * (terminal[:-1] != 0) - 0.8 * gap
    score -= 1.5 * ((following >= 1.5) & (following <= 2.5) & (terminal[:-1] != 0))
    score -= 3.0 * (lines.indent[1:] > lines.indent[:-1] + 1)
    score -= 6.0 * (np.maximum(lines.widths[1:], lines.widths[:-1]) > 62)
    p: Floats = (1 / (1 + np.exp(-score))).astype(np.float32)
    return p


def _kind(lines: Lines, first: int, end: int, rulings: Rulings) -> BlockKind:
    ruled = next((rulings.kinds[row] for row in range(first, end) if row in rulings.kinds), None)
    if ruled is not None:
        return ruled
    text = lines.texts[first]
    if end - first == 1 and _FOLIO.match(text):
        return BlockKind.FURNITURE
    if end - first <= 2 and lines.widths[first] < 30 and text[-1] not in "。！？；，,;…”":
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH
