"""Measure the habits of a whole text: what its indents, blank lines and short lines stand for."""

import numpy as np
from msgspec import Struct

from kanben.arrays import Bools, Floats, Ints
from kanben.reading.looks.traits import Begin, End, Looks
from kanben.reading.page.lines import Lines
from kanben.reading.words.continuity import Flow


def share(part: Bools, whole: Bools) -> float:
    """Return which share of `whole` is also in `part`; 0 of nothing."""
    return float((part & whole).sum() / max(1, whole.sum()))


def flow_habits(flow: Flow, looks: Looks, slack: Floats, full: Bools) -> dict[str, float]:
    """Measure how far the flow of the words can be trusted in this text."""
    open_end = ~looks.terminal & (looks.last != End.COLON)
    joins, ends = (full & open_end)[:-1], ((slack > 2.5) & open_end)[:-1]
    flowing = flow.join[:-1] > 0
    return {
        "flow_full": share(flowing, joins),
        "flow_short": share(flowing, ends),
        "flow": float(flowing.mean()) if len(flowing) else 0.0,
    }


class Room(Struct, frozen=True):
    """Hold the white around lines: at their ends, above them, before them, by zone.

    `slack` and `indent` are in cells, `blank` counts lines; `full` marks lines without slack.
    """

    slack: Floats
    full: Bools
    blank: Ints
    indent: Floats
    zone: Ints


def habits_of(lines: Lines, looks: Looks, room: Room) -> dict[str, float]:
    """Measure how the text marks paragraphs, by what follows sure joins and sure ends."""
    if len(lines) < 2:
        return dict.fromkeys(HABITS, 0.0)
    return _turns(looks, room) | _looks(lines, looks, room)


def _turns(looks: Looks, room: Room) -> dict[str, float]:
    """Measure what stands where a paragraph surely ends, and where it surely does not."""
    slack, full, blank, indent = room.slack, room.full, room.blank, room.indent
    terminal = looks.terminal
    joins = (full & ~terminal & (looks.last != End.COLON))[:-1]
    ends = ((slack > 2.5) & terminal)[:-1]
    spaced, wide = blank[1:] > 0, blank[1:] > 1
    stepped = ((indent >= 0.9) & (indent <= 4.5))[1:]
    hung = (indent <= -0.9)[1:]
    left = slack[1:-1] - looks.need[2:] if len(slack) > 2 else np.zeros(0, np.float32)
    short = np.append((left >= 0.8) & (left <= 2.6), False)
    return {
        "blank": float(spaced.mean()),
        "blank_join": share(spaced, joins),
        "blank_end": share(spaced, ends),
        "blank_lift": share(spaced, ends) - share(spaced, joins),
        "wide_blank_lift": share(wide, ends) - share(wide, joins),
        "step": float(stepped.mean()),
        "step_end": share(stepped, ends),
        "step_join": share(stepped, joins),
        "hang_end": share(hung, ends),
        "any_indent": float((indent != 0).mean()),
        "lost_end": share(short, ends),
        "lost_join": share(short, joins),
        "lost_lift": share(short, ends) - share(short, joins),
    }


def _looks(lines: Lines, looks: Looks, room: Room) -> dict[str, float]:
    """Measure what the lines are like, one as the other."""
    slack, full, terminal = room.slack, room.full, looks.terminal
    same = np.abs(np.diff(looks.chars)) < 0.5
    return {
        "full": float(full.mean()),
        "terminal": float(terminal.mean()),
        "full_terminal": share(terminal, full),
        "short_terminal": share(terminal, slack > 2),
        "marks": float(looks.marks.mean()),
        "ascii": float(looks.ascii.mean()),
        "lines": float(min(len(lines), 2000)),
        "measure": float(np.median(slack + lines.widths)),
        "unstopped": float((looks.stops == 0).mean()),
        "no_start": float((looks.first == Begin.NO_START).mean()),
        "sharp": float((np.abs(slack) < 0.3).mean()),
        "zones": float(100 * (room.zone[-1] + 1) / len(lines)),
        "even": float(same.mean()),
        "width": float(np.minimum(np.median(lines.widths), 200)),
        "code": float(np.minimum(looks.code, 3).mean()),
    }


HABITS = (
    "blank",
    "blank_join",
    "blank_end",
    "blank_lift",
    "wide_blank_lift",
    "step",
    "step_end",
    "step_join",
    "hang_end",
    "any_indent",
    "lost_end",
    "lost_join",
    "lost_lift",
    "full",
    "terminal",
    "full_terminal",
    "short_terminal",
    "marks",
    "ascii",
    "lines",
    "measure",
    "unstopped",
    "no_start",
    "sharp",
    "zones",
    "even",
    "width",
    "code",
)
"""The names of the habits."""
