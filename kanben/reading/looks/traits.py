"""Look at each line by itself: how it begins and ends, what it is made of, what it resembles."""

import re
from collections import Counter
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Bools, Codes, Flags, Floats, Ints
from kanben.credits import is_credit
from kanben.memory import remembered
from kanben.names import SURNAMES
from kanben.reading.numbers.grammar import (
    BRACKETED,
    FOREIGN_LABEL,
    HAN_NUMBER,
    LEAF,
    NUMBERED_UNIT,
    ROMAN,
)
from kanben.reading.page.glyphs import Glyph, flag_table, half_cells
from kanben.reading.page.lines import Lines
from kanben.simplified import folding

REACH = 24
"""How many characters from each end of a line are looked at one by one."""


class End(IntEnum):
    """Name how a line ends, for the eye that looks for the end of a sentence."""

    HAN = 0
    COMMA = 1
    COLON = 2
    TERMINAL = 3
    CLOSED_TERMINAL = 4
    """A sentence's end within closing marks: 。”"""
    CLOSER = 5
    OPENER = 6
    LATIN = 7
    DIGIT = 8
    HYPHEN = 9
    DASH = 10
    OTHER = 11


class Begin(IntEnum):
    """Name how a line begins."""

    HAN = 0
    QUOTE = 1
    OPENER = 2
    NO_START = 3
    DIGIT = 4
    LOWER = 5
    UPPER = 6
    BULLET = 7
    OTHER = 8


SHAPES = {
    "bullet": re.compile(
        rf"[•·●○■◆▪–*—-]\s|{BRACKETED}|[①-⑳]|\d{{1,3}}[.、．)]\s?\D|{HAN_NUMBER}、|[a-z][.)]\s"
    ),
    "section": re.compile(
        rf"{NUMBERED_UNIT}|\d{{1,2}}(\.\d{{1,2}}){{1,3}}\s|{HAN_NUMBER}、|{FOREIGN_LABEL}|§"
    ),
    "folio": re.compile(rf"[—\-·•－~]?\s*({LEAF}|{ROMAN})\s*[—\-·•－~]?\s*$"),
    "bare_number": re.compile(
        rf"([（(]?\d{{1,3}}(\.\d{{1,3}})*[.．、)）]?|{NUMBERED_UNIT}|[•·●–*]|{FOREIGN_LABEL})$"
    ),
    "note": re.compile(r"[\*†‡※①-⑳]|\d{1,3}\s?[A-Z\"“一-龥]|\[\d+\]|注"),
    "picture": re.compile(r"[图圖表]\s*\d|[▲▼△■□◀▶]|Fig|Table|源代码|照片|[图圖][为為]"),
}
"""Shapes of the beginning of a line."""
_CODE = re.compile(r"https?://|www\.|\\[a-z]+|[{}<>=;$#|&]|^\s*(sudo|cd|ls|\w+\(\))")
_DIGITS = re.compile(r"\d+")
_HEAD = 48
"""Characters of a line that its shapes are looked for in: no number or label is longer."""
_LONGEST_NAME = 4
"""Characters of the longest Chinese name: a surname of two and a given name of two."""


class Looks(Struct, frozen=True):
    """Hold what is seen in each of n lines; every field has n entries.

    `need` is the width in cells of the first unit that may not be broken, `need_closed` that
    with the closing marks that must follow it; `name` tells what could be a person's. `shapes` has
    a column for each of `SHAPES`.
    """

    last: Ints
    first: Ints
    need: Floats
    need_closed: Floats
    chars: Floats
    ascii: Floats
    han: Floats
    marks: Floats
    digits: Floats
    stops: Floats
    opens: Floats
    inner_ends: Floats
    spaces: Floats
    wide_gaps: Floats
    code: Floats
    credit: Floats
    name: Floats
    repeats: Floats
    shapes: npt.NDArray[np.float32]

    @property
    def terminal(self) -> Bools:
        """Tell which lines end a sentence."""
        return np.isin(self.last, [int(End.TERMINAL), int(End.CLOSED_TERMINAL)])


@remembered
def look(lines: Lines) -> Looks:
    """Look at all lines."""
    table = flag_table()
    flags = table[lines.codes]
    heads, head_flags = _edge(lines, from_end=0)
    tails, tail_flags = _edge(lines, from_end=1)
    count = np.maximum(np.diff(lines.starts), 1).astype(np.float32)
    need, need_closed = _needs(heads, head_flags)
    last = _ends(tails, tail_flags)
    stops = Glyph.TERMINAL | Glyph.COMMA | Glyph.COLON
    terminals = _sum(lines, flags, Glyph.TERMINAL)
    blanks = _sum(lines, flags, Glyph.SPACE)
    return Looks(
        last=last,
        first=_begins(heads, head_flags),
        need=need,
        need_closed=need_closed,
        chars=count,
        ascii=_sum(lines, flags, Glyph.ASCII) / count,
        han=_sum(lines, flags, Glyph.HAN) / count,
        marks=_sum(lines, flags, Glyph.NO_START | Glyph.OPEN) / count,
        digits=_sum(lines, flags, Glyph.DIGIT) / count,
        stops=_sum(lines, flags, stops),
        opens=_sum(lines, flags, Glyph.OPEN) - _sum(lines, flags, Glyph.CLOSE),
        inner_ends=terminals - (last == End.TERMINAL),
        spaces=blanks,
        wide_gaps=np.array(["  " in text for text in lines.texts], np.float32),
        code=np.array([len(_CODE.findall(text[:400])) for text in lines.texts], np.float32),
        credit=np.array([is_credit(text) for text in lines.texts], np.float32),
        name=_names(heads, count),
        repeats=_repeats(lines.texts),
        shapes=_shapes(lines.texts),
    )


def _sum(lines: Lines, flags: Flags, mask: int) -> Floats:
    return lines.sums(((flags & mask) != 0).astype(np.float32))


def _edge(lines: Lines, *, from_end: int) -> tuple[Codes, Flags]:
    """Return the first or (from the end inwards) the last characters: n × REACH, 0 beyond."""
    steps = np.arange(REACH)
    if from_end:
        places = lines.starts[1:, None] - 1 - steps
        inside = places >= lines.starts[:-1, None]
    else:
        places = lines.starts[:-1, None] + steps
        inside = places < lines.starts[1:, None]
    codes = lines.codes[np.clip(places, 0, max(len(lines.codes) - 1, 0))]
    codes = np.where(inside, codes, 0).astype(np.uint32)
    return codes, flag_table()[codes]


def _ends(codes: Codes, flags: Flags) -> Ints:
    closes = (flags & Glyph.CLOSE) != 0
    closed = np.logical_and.accumulate(closes, axis=1).sum(axis=1)
    rows = np.arange(len(codes))
    inner = flags[rows, np.minimum(closed, REACH - 1)]
    end, code = flags[:, 0], codes[:, 0]
    full_stop = (code == ord(".")) & ((flags[:, 1] & Glyph.DIGIT) == 0)
    return _choose(
        [
            (End.CLOSED_TERMINAL, (closed > 0) & ((inner & Glyph.TERMINAL) != 0)),
            (End.CLOSER, closed > 0),
            (End.TERMINAL, ((end & Glyph.TERMINAL) != 0) | full_stop),
            (End.COMMA, (end & Glyph.COMMA) != 0),
            (End.COLON, (end & Glyph.COLON) != 0),
            (End.OPENER, (end & Glyph.OPEN) != 0),
            (End.HYPHEN, code == ord("-")),
            (End.DASH, (end & Glyph.DASH) != 0),
            (End.DIGIT, (end & Glyph.DIGIT) != 0),
            (End.LATIN, (end & (Glyph.LOWER | Glyph.UPPER)) != 0),
            (End.HAN, (end & Glyph.HAN) != 0),
        ],
        End.OTHER,
    )


def _begins(codes: Codes, flags: Flags) -> Ints:
    begin = flags[:, 0]
    return _choose(
        [
            (Begin.QUOTE, (begin & Glyph.QUOTE) != 0),
            (Begin.OPENER, (begin & Glyph.OPEN) != 0),
            (Begin.NO_START, ((begin & Glyph.NO_START) != 0) & (codes[:, 0] != ord("·"))),
            (Begin.DIGIT, (begin & Glyph.DIGIT) != 0),
            (Begin.LOWER, (begin & Glyph.LOWER) != 0),
            (Begin.UPPER, (begin & Glyph.UPPER) != 0),
            (Begin.BULLET, (begin & Glyph.BULLET) != 0),
            (Begin.HAN, (begin & Glyph.HAN) != 0),
        ],
        Begin.OTHER,
    )


def _choose(cases: list[tuple[int, Bools]], otherwise: int) -> Ints:
    return np.select([test for _, test in cases], [int(case) for case, _ in cases], otherwise)


def _needs(codes: Codes, flags: Flags) -> tuple[Floats, Floats]:
    """Return the width of the first unbreakable unit, alone and with its closing marks."""
    widths = half_cells(codes).astype(np.float32) / 2
    widths[codes == 0] = 0
    opened = ((flags[:, 0] & Glyph.OPEN) != 0).astype(np.int64)
    breaks = ((flags & Glyph.NO_START) != 0) & ~np.isin(codes, [ord(char) for char in ".%:,"])
    inword = ((flags & Glyph.ASCII) != 0) & ~breaks
    steps = np.arange(REACH)[None, :]
    run = np.logical_and.accumulate(inword | (steps < opened[:, None]), axis=1).sum(axis=1)
    unit = np.maximum(run, opened + 1)
    in_unit = steps < unit[:, None]
    closing = (flags & Glyph.NO_START) != 0
    closed = np.logical_and.accumulate(closing | in_unit, axis=1)
    return (
        np.minimum((widths * in_unit).sum(axis=1), 20).astype(np.float32),
        np.minimum((widths * closed).sum(axis=1), 20).astype(np.float32),
    )


def _names(codes: Codes, count: Floats) -> Floats:
    """Tell which lines could be a Chinese personal name and nothing else: 駱賓王."""
    first = folding()[np.minimum(codes[:, 0], 0xFFFF)]
    surnames = np.array([ord(surname) for surname in sorted(SURNAMES)])
    return (np.isin(first, surnames) & (count >= 2) & (count <= _LONGEST_NAME)).astype(np.float32)


def _repeats(texts: tuple[str, ...]) -> Floats:
    """Count, up to 20, the lines that are the same but for their numbers."""
    forms = [_DIGITS.sub("#", text) if len(text) < 80 else text for text in texts]
    counts = Counter(forms)
    return np.array([min(counts[form], 20) for form in forms], np.float32)


def _shapes(texts: tuple[str, ...]) -> npt.NDArray[np.float32]:
    heads = [text[:_HEAD] for text in texts]
    columns = [[shape.match(head) is not None for head in heads] for shape in SHAPES.values()]
    return np.array(columns, np.float32).T.reshape(len(texts), len(SHAPES))


def select_looks(looks: Looks, rows: Ints) -> Looks:
    """Return the looks of some of the lines."""
    return Looks(*(getattr(looks, name)[rows] for name in Looks.__struct_fields__))
