"""Give every character of a line its final advance."""

from typing import NamedTuple

import msgspec

from kanben.typesetting.paragraph import Paragraph

LOOSEST = 0.5
"""em: a gap wider than this reads as a hole; the line then stays ragged."""
LOOSEST_OF_BOOKS = 0.3
"""em: the same for the long lines of books, which only a long Western word leaves so short; JLREQ
widens gaps between characters by a quarter of an em at most."""
_LONG = 20
"""em: measures from here on are those of books; those of newspaper columns are 11 to 16."""


class LineCut(NamedTuple):
    """Say which characters a line takes, from `start` to before `end`, and its measure in px."""

    start: int
    end: int
    measure: float
    justified: bool


class SetLine(msgspec.Struct, frozen=True):
    """A line's characters from `start`: advances, and how far glyphs are moved left, in px.

    `shifts` maps places in the line to px.
    """

    start: int
    advances: list[float]
    shifts: dict[int, float]

    @property
    def end(self) -> int:
        """Return the place after its last character."""
        return self.start + len(self.advances)


def set_line(paragraph: Paragraph, cut: LineCut) -> SetLine:
    """Set the characters of a line, of which the last has ink.

    A line too wide is squeezed in any case, one too narrow is widened when it is justified.
    """
    start, end, measure, justified = cut
    advances = [
        advance + gap
        for advance, gap in zip(
            paragraph.advances[start:end], paragraph.gaps[start:end], strict=True
        )
    ]
    shifts = (
        {at - start: paragraph.shifts[at] for at in range(start, end) if at in paragraph.shifts}
        if paragraph.shifts
        else {}
    )
    line = SetLine(start, advances, shifts)
    if not advances:
        return line
    advances[-1] -= paragraph.gaps[end - 1] + paragraph.ends[end - 1]
    if paragraph.starts[start]:
        advances[0] -= paragraph.starts[start]
        shifts[0] = shifts.get(0, 0.0) + paragraph.starts[start]
    slack = measure - paragraph.natural_width(start, end)
    if slack < 0:
        _squeeze(paragraph, line, -slack)
    elif justified:
        size = paragraph.sizes[start]
        loosest = LOOSEST if measure < _LONG * size else LOOSEST_OF_BOOKS
        _widen(paragraph, line, slack, loosest * size)
    return line


def _squeeze(paragraph: Paragraph, line: SetLine, need: float) -> None:
    """Take `need` px out: evenly from what gives way first, then from what gives way last."""
    start, end, shifts = line.start, line.end, line.shifts
    first, more = paragraph.easing(start, end)
    ratio = min(1.0, need / first) if first else 0.0
    deep = min(1.0, max(0.0, need - first) / more) if more else 0.0
    begin = start + 1 if paragraph.starts[start] else start
    for at in range(begin, end - 1):
        given = ratio * paragraph.ease[at] + deep * paragraph.deep_ease[at]
        if given:
            place = at - start
            line.advances[place] -= given
            if paragraph.classes[at] == "o":
                shifts[place] = shifts.get(place, 0.0) + given


def _widen(paragraph: Paragraph, line: SetLine, slack: float, widest: float) -> None:
    start, end = line.start, line.end
    shares = paragraph.stretch_shares(start, end)
    if not shares or slack / shares > widest:
        return
    unit = slack / shares
    for place, weight in enumerate(paragraph.weight[start : end - 1]):
        if weight:
            line.advances[place] += unit * weight
