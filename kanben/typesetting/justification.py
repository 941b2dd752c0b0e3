"""Give every character of a line its final advance."""

import msgspec

from kanben.typesetting.paragraph import Paragraph

LOOSEST = 0.5
"""em: a gap wider than this reads as a hole; the line then stays ragged."""


class SetLine(msgspec.Struct, frozen=True):
    """A line's characters from `start`: advances, and how far glyphs are moved left, in px.

    `shifts` maps places in the line to px; `width` is the sum of the advances.
    """

    start: int
    advances: list[float]
    shifts: dict[int, float]
    width: float


def set_line(
    paragraph: Paragraph, start: int, end: int, measure: float, *, justified: bool
) -> SetLine:
    """Set the characters from `start` to before `end`, of which the last has ink.

    A line too wide is squeezed in any case, one too narrow is widened when `justified`.
    """
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
    if not advances:
        return SetLine(start, advances, shifts, 0.0)
    advances[-1] -= paragraph.gaps[end - 1] + paragraph.ends[end - 1]
    if paragraph.starts[start]:
        advances[0] -= paragraph.starts[start]
        shifts[0] = shifts.get(0, 0.0) + paragraph.starts[start]
    slack = measure - paragraph.natural_width(start, end)
    if slack < 0:
        _squeeze(paragraph, start, end, -slack, advances, shifts)
    elif justified:
        _widen(paragraph, start, end, slack, advances)
    return SetLine(start, advances, shifts, sum(advances))


def _squeeze(
    paragraph: Paragraph,
    start: int,
    end: int,
    need: float,
    advances: list[float],
    shifts: dict[int, float],
) -> None:
    """Take `need` px out: evenly from what gives way first, then from what gives way last."""
    first, more = paragraph.easing(start, end)
    ratio = min(1.0, need / first) if first else 0.0
    deep = min(1.0, max(0.0, need - first) / more) if more else 0.0
    begin = start + 1 if paragraph.starts[start] else start
    for at in range(begin, end - 1):
        given = ratio * paragraph.ease[at] + deep * paragraph.deep_ease[at]
        if given:
            place = at - start
            advances[place] -= given
            if paragraph.classes[at] == "o":
                shifts[place] = shifts.get(place, 0.0) + given


def _widen(paragraph: Paragraph, start: int, end: int, slack: float, advances: list[float]) -> None:
    shares = paragraph.stretch_shares(start, end)
    if not shares or slack / shares > LOOSEST * paragraph.sizes[start]:
        return
    unit = slack / shares
    for place, weight in enumerate(paragraph.weight[start : end - 1]):
        if weight:
            advances[place] += unit * weight
