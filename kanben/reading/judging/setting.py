"""See the lines in their setting: the measure of their zone, the neighbours, the whole text."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Bools, Floats, Ints
from kanben.memory import remembered
from kanben.reading.judging.habits import Room, flow_habits, habits_of
from kanben.reading.looks.traits import Looks, select_looks
from kanben.reading.numbers.outline import follow_numbers
from kanben.reading.old_print.metre import Metre, no_metre, read_metre
from kanben.reading.old_print.notes import Notes, find_notes
from kanben.reading.page.lines import Lines, select
from kanben.reading.page.zones import measures
from kanben.reading.words.continuity import Flow, flow_of, no_flow
from kanben.reading.words.echoes import echoes

FAR = 1.01
"""A line this near to its measure, in cells, is full: one mark may have been pushed over."""
_WIDE_INDENT = 40.0
"""Cells of indent from which the line is centred or set to the right, and no measure for others."""
_AROUND = 15
"""Lines on each side that show the margin of the column."""
_NEAR = 12
"""Lines on each side that show how far the lines reach where the measure is not even."""
_UNPUNCTUATED = 0.7
"""Share of lines without a stop from which a text counts as print without punctuation."""


class Setting(Struct, frozen=True):
    """Hold n lines of running text, without the page furniture, as the page sets them.

    `rows` are their rows in the table of all lines. `measure` is that of each line's zone and
    `slack` what the line lacks to it, `soft` what it lacks to the longer lines around it.
    `indent` is relative to the lines around. `blank` counts the blank lines above, `removed`
    the lines of furniture. `flow` and `metre` tell of the words of a text with punctuation and of
    one without it. `numbers` follows the lines' numbers (see `follow_numbers`), `below` and
    `above` tell how many of a line's words come back around it. `habits` are facts of the whole
    text.
    """

    rows: Ints
    lines: Lines
    looks: Looks
    measure: Floats
    slack: Floats
    soft: Floats
    indent: Floats
    blank: Ints
    removed: Ints
    zone: Ints
    full: Bools
    flow: Flow
    notes: Notes
    metre: Metre
    numbers: npt.NDArray[np.float32]
    below: Floats
    above: Floats
    habits: dict[str, float]

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.rows)

    @property
    def is_punctuated(self) -> bool:
        """Tell whether the text has punctuation, as old prints have not."""
        return self.habits["unstopped"] <= _UNPUNCTUATED


@remembered
def set_lines(lines: Lines, looks: Looks, rows: Ints) -> Setting:
    """Make the setting of the given rows; `rows` rise and are not empty."""
    kept, seen = select(lines, rows), select_looks(looks, rows)
    blanks = np.cumsum(lines.blanks)
    blank = np.diff(blanks[rows], prepend=blanks[rows[0]])
    removed = np.diff(rows, prepend=rows[0] - 1) - 1
    base = _running_median(kept.indent, _AROUND) if kept.indent.any() else kept.indent
    unstopped = float((seen.stops == 0).mean())
    notes = find_notes(kept)
    measure, edge = _measure(kept, base, notes, unstopped)
    slack = measure - edge
    soft = _running_high(edge, _NEAR) - edge
    zone = np.cumsum(np.diff(measure, prepend=measure[0]) != 0)
    full = slack <= FAR
    indent = kept.indent - base
    if unstopped > _UNPUNCTUATED:
        flow, verse = no_flow(len(rows)), read_metre(notes.plain, slack)
    else:
        flow, verse = flow_of(kept), no_metre(len(rows))
    room = Room(slack, full, np.where(removed > 0, 0, blank), indent, zone)
    habits = habits_of(kept, seen, room)
    habits |= flow_habits(flow, seen, slack, full)
    below, above = echoes(kept)
    return Setting(
        rows=rows,
        lines=kept,
        looks=seen,
        measure=measure,
        slack=slack,
        soft=soft,
        indent=indent,
        blank=blank,
        removed=removed,
        zone=zone,
        full=full,
        flow=flow,
        notes=notes,
        metre=verse,
        numbers=follow_numbers(kept.texts, kept.widths / measure, seen.terminal, blank > 0),
        below=below,
        above=above,
        habits=habits,
    )


def _measure(lines: Lines, base: Floats, notes: Notes, unstopped: float) -> tuple[Floats, Floats]:
    """Return measures and right edges, counted as makes the edge sharpest.

    The ways are from the margin or from the ink and, in a text without punctuation, with notes
    counted as small print.
    """
    margins = np.minimum(lines.indent, _WIDE_INDENT) - np.minimum(base, _WIDE_INDENT)
    widths = lines.widths
    ways = [widths]
    if lines.indent.any():
        ways.insert(0, np.maximum(widths + margins, 0.5))
    if unstopped > _UNPUNCTUATED:
        saved = notes.saved
        ways += [np.maximum(way - saved, 0.5) for way in ways] if saved.any() else []
    measured = [(measures(way), way) for way in ways]
    return max(measured, key=lambda found: (np.abs(found[0] - found[1]) < 0.6).sum())


def _windows(values: Floats, reach: int) -> Floats:
    padded = np.pad(values, reach, mode="edge")
    windows: Floats = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    return windows


def _running_median(values: Floats, reach: int) -> Floats:
    return np.partition(_windows(values, reach), reach, axis=1)[:, reach]


def _running_high(values: Floats, reach: int) -> Floats:
    """Return the value that 85 of a hundred neighbours do not exceed."""
    place = round(0.85 * 2 * reach)
    return np.partition(_windows(values, reach), place, axis=1)[:, place]
