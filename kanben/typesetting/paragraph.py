"""Measure a paragraph: what every character takes, may give up, and may take more.

Widths are px of CSS. The sections named are those of W3C CLREQ.
"""

import re
from collections.abc import Iterable
from itertools import accumulate
from operator import add

from kanben.typesetting.clreq import (
    CLOSING,
    FORCED,
    MIDDLE_DOT,
    OBJECT,
    OPENING,
    SPACE,
    STOP,
    WIDE_SPACE,
    may_break,
)
from kanben.typesetting.rules import Convention, Hanging, Rules

FULL_CELL = 0.9
"""A mark is set on a full cell, half of it empty, when it is at least this wide in em."""
HALF, QUARTER = 0.5, 0.25
"""em: the blank half of a mark, and the quarter that it keeps or gives at last (CLREQ)."""
WORD_SPACE_EASE = 0.3
"""The part of its width that a space between Western words may give up."""
GAP, AUTOSPACE_GAP, WORD_GAP = 1.0, 2.0, 3.0
"""How much of a line's slack a gap takes: between Han, beside Western text, between words."""

_MARKS = re.compile("[ocsmw]")
_AUTOSPACE = re.compile("h(?=l)|[l%](?=h)")
_SENTENCE_END = "。！？．"
_HANGING = "，。、"
_CHINESE = frozenset("hocsmDEdwj")


class _Pairs(dict[str, bool | None]):
    def __missing__(self, pair: str) -> bool | None:
        found = self[pair] = may_break(pair[0], pair[1])
        return found


_PAIRS = _Pairs()


class MeasuredText:
    """What is known of a paragraph before its lines: parallel lists, one item a character.

    `classes` are those of :mod:`clreq`, `sizes` font sizes, `advances` natural widths,
    `breaks[i]` is UAX #14's word on a line's end before character i. `kept` are places where no
    line may end, `anywhere` those where one may in need, `splits` those within an address, where
    one may though nothing widens; `extras` are the margins and borders of inline boxes, by the
    character that they stand beside.
    """

    def __init__(self) -> None:
        self.text = ""
        self.classes = ""
        self.sizes: list[float] = []
        self.advances: list[float] = []
        self.breaks: list[bool] = []
        self.kept: set[int] = set()
        self.anywhere: set[int] = set()
        self.splits: set[int] = set()
        self.extras: dict[int, float] = {}
        self.convention = Convention.CORNER


def _sums(values: Iterable[float]) -> tuple[float, ...]:
    """Return the sums up to each place; a tuple, which the garbage collector does not visit."""
    return tuple(accumulate(values, initial=0.0))


class Paragraph:
    """A paragraph ready to be broken.

    `widths`, `eases`, `deep_eases` and `weights` are sums from the paragraph's start: of natural
    widths with the space after each character, of what punctuation and spaces give up first,
    what they give up last, and of the shares in which gaps widen. `starts[i]` and `ends[i]` are
    cut off character i when it begins or ends a line, `shifts` move glyphs left within their
    advance, `gaps[i]` is the space after character i, `opportunities` are the places where
    lines may end, in order, the last being the paragraph's length; `forced` are those where they
    must (`stops` has them in order) and `anywhere` those where a word too long for a line may be
    cut.
    """

    def __init__(self, text: MeasuredText, rules: Rules) -> None:
        self.text = text.text
        self.classes = text.classes
        self.sizes = text.sizes
        count = len(self.text)
        self.advances = list(text.advances)
        self.gaps = [0.0] * count
        self.starts = [0.0] * count
        self.ends = [0.0] * count
        self.ease = [0.0] * count
        self.deep_ease = [0.0] * count
        self.shifts: dict[int, float] = {}
        self.rules = rules
        self._fit_marks(text.convention)
        self._space_scripts()
        permitted = self._permitted(text)
        for place in text.splits:
            permitted[place] = False
        self.weight = self._share_slack(permitted)
        for place in text.splits:
            permitted[place] = True
        for place in text.kept:
            permitted[place] = False
        self.opportunities = (*(at for at in range(1, count) if permitted[at]), count)
        self.anywhere = text.anywhere
        self.stops = [at + 1 for at, name in enumerate(self.classes) if name == FORCED]
        self.forced = frozenset(self.stops)
        self._sum_up(text.extras)

    def _sum_up(self, extras: dict[int, float]) -> None:
        taken = list(map(add, self.advances, self.gaps))
        for place, extra in extras.items():
            taken[place] += extra
        self.widths = _sums(taken)
        self.eases = _sums(self.ease)
        self.deep_eases = _sums(self.deep_ease)
        self.weights = _sums(self.weight)

    def _fit_marks(self, convention: Convention) -> None:
        """Set adjacent marks closer, and note what a mark can give up.

        Compression rules for punctuation marks; Punctuation adjustment space.
        """
        classes, sizes, advances = self.classes, self.sizes, self.advances
        count = len(classes)
        for match in _MARKS.finditer(classes):
            at = match.start()
            name, size = classes[at], sizes[at]
            before = classes[at - 1] if at else ""
            after = classes[at + 1] if at + 1 < count else ""
            if name == MIDDLE_DOT:
                if before in _CHINESE and after in _CHINESE:
                    self._widen_dot(at, size * (1 if convention is Convention.CENTRED else HALF))
            elif advances[at] < FULL_CELL * size:
                continue
            elif name == OPENING:
                if before and before in OPENING + CLOSING + STOP + MIDDLE_DOT + WIDE_SPACE:
                    advances[at] -= HALF * size
                    self.shifts[at] = HALF * size
                else:
                    self.starts[at] = HALF * size
                    self.ease[at] = self.deep_ease[at] = QUARTER * size
            elif name == WIDE_SPACE:
                self.ends[at] = advances[at]
            elif name == CLOSING or convention is Convention.CORNER:
                self._fit_closing(at, after, size)
            if name == STOP and self.text[at] in _HANGING:
                self._hang(at)

    def _widen_dot(self, at: int, cell: float) -> None:
        if self.advances[at] < cell:
            self.shifts[at] = (self.advances[at] - cell) / 2
            self.advances[at] = cell

    def _fit_closing(self, at: int, after: str, size: float) -> None:
        if after and after in CLOSING + STOP + MIDDLE_DOT + WIDE_SPACE:
            self.advances[at] -= HALF * size
        elif self.text[at] in _SENTENCE_END:
            self.ends[at] = HALF * size
            self.deep_ease[at] = QUARTER * size
        else:
            self.ends[at] = HALF * size
            self.ease[at] = self.deep_ease[at] = QUARTER * size

    def _hang(self, at: int) -> None:
        if self.rules.hanging is Hanging.STOPS:
            self.ends[at] = self.advances[at]

    def _space_scripts(self) -> None:
        """Put space between Han and Western text; let word spaces give way.

        Mixed text composition in horizontal writing mode.
        """
        space = self.rules.autospace
        for match in _AUTOSPACE.finditer(self.classes):
            at = match.start()
            if self.text[at] != "％":
                self.gaps[at] = space * self.sizes[at]
                self.ease[at] += self.gaps[at] / 2
        if SPACE in self.classes:
            for at, name in enumerate(self.classes):
                if name == SPACE:
                    self.ease[at] = self.advances[at] * WORD_SPACE_EASE

    def _permitted(self, text: MeasuredText) -> list[bool]:
        pairs = map(_PAIRS.__getitem__, map(add, self.classes, self.classes[1:]))
        return [False] + [
            by_uax14 if by_clreq is None else by_clreq
            for by_clreq, by_uax14 in zip(pairs, text.breaks[1:], strict=True)
        ]

    def _share_slack(self, permitted: list[bool]) -> list[float]:
        """Let a line widen where it could also end: Procedures for inter-character expansion.

        Not after an atomic box: its width is its own.
        """
        weight = [*map(float, permitted[1:]), 0.0]
        if OBJECT in self.classes:
            for at, name in enumerate(self.classes):
                if name == OBJECT:
                    weight[at] = 0.0
        for at, gap in enumerate(self.gaps):
            if gap:
                weight[at] = AUTOSPACE_GAP
        if SPACE in self.classes:
            for at, name in enumerate(self.classes):
                if name == SPACE and weight[at]:
                    weight[at] = WORD_GAP
        return weight

    def __len__(self) -> int:
        return len(self.text)

    def inked_end(self, start: int, end: int) -> int:
        """Return where a line's characters end, the space or line feed at its end left out."""
        while end > start and self.classes[end - 1] in SPACE + FORCED:
            end -= 1
        return end

    def natural_width(self, start: int, end: int) -> float:
        """Return the width of a line of the characters from `start` to before `end`.

        The marks at its ends are trimmed (Line-start and line-end adjustment); its end has
        ink, see :meth:`inked_end`.
        """
        if end <= start:
            return 0.0
        last = end - 1
        taken = self.widths[end] - self.widths[start] - self.gaps[last]
        return taken - self.starts[start] - self.ends[last]

    def easing(self, start: int, end: int) -> tuple[float, float]:
        """Return what a line can give up: first, and then more."""
        if end <= start:
            return 0.0, 0.0
        last = end - 1
        first = self.eases[last] - self.eases[start]
        more = self.deep_eases[last] - self.deep_eases[start]
        if self.starts[start]:
            first -= self.ease[start]
            more -= self.deep_ease[start]
        return first, more

    def stretch_shares(self, start: int, end: int) -> float:
        """Return in how many shares a line's slack is divided."""
        return self.weights[end - 1] - self.weights[start] if end > start else 0.0
