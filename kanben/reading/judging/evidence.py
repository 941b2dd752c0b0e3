"""Gather the evidence at line ends: what speaks for the printer's break, what for the author's.

A line end is a pair of lines, the one before and the one after. They need not be neighbours on
the page: the same evidence tells whether a paragraph goes on below the caption that interrupts it.
"""

import numpy as np
import numpy.typing as npt

from kanben.arrays import Floats, Ints
from kanben.reading.forest.columns import Columns
from kanben.reading.judging.pairs import Pairs
from kanben.reading.judging.setting import Setting
from kanben.reading.judging.wording import add_wording
from kanben.reading.looks.traits import SHAPES, Begin, End
from kanben.reading.numbers.outline import COLUMNS

_MOST_BLANKS = 4
"""Blank lines from which more say nothing new: the forests split at fewer."""
_WINDOW = 10
"""Lines on each side among which a line's white is ranked."""


def gather(pairs: Pairs) -> Columns:
    """Return the evidence on each pair, one column a kind of evidence."""
    columns = Columns(len(pairs.before))
    _add_measure(columns, pairs)
    _add_blanks(columns, pairs)
    _add_indents(columns, pairs)
    _add_marks(columns, pairs)
    _add_shapes(columns, pairs)
    _add_numbers(columns, pairs)
    add_wording(columns, pairs)
    _add_old_print(columns, pairs)
    for name, value in pairs.setting.habits.items():
        columns.add(f"habit.{name}", value)
    return columns


def _add_measure(columns: Columns, pairs: Pairs) -> None:
    setting, at = pairs.setting, pairs.at
    looks, slack, measure, widths = (
        setting.looks,
        setting.slack,
        setting.measure,
        setting.lines.widths,
    )
    habits = setting.habits
    following = np.append(looks.need[1:], 0)
    own_room = slack - following
    columns.add("measure.measure", at(measure, 0))
    columns.add("measure.width", np.minimum(at(widths, 0), 80))
    columns.add("measure.room", at(slack, 0) - at(looks.need, 1))
    columns.add("measure.room_closed", at(slack, 0) - at(looks.need_closed, 1))
    columns.add("measure.full", at(setting.full, 0))
    for step in (-2, -1, 0, 1, 2):
        columns.add(f"measure.slack{step:+d}", at(slack, step))
        columns.add(f"measure.soft{step:+d}", at(setting.soft, step))
        columns.add(f"measure.part{step:+d}", 1 - at(slack / measure, step, 1.0))
        if step:
            columns.add(f"measure.room{step:+d}", at(own_room, step))
    columns.add("measure.change", at(measure, 1) - at(measure, 0))
    columns.add("measure.longer", np.clip(at(widths, 1) - at(widths, 0), -40, 40))
    room_after = at(own_room, 1)
    lost = (room_after >= 0.8) & (room_after <= 2.6)
    columns.add("measure.lost", lost * habits["lost_lift"])
    columns.add("measure.full_then_lost", at(setting.full, 0) * at(slack, 1))
    lengths = np.bincount(setting.zone)
    full = np.bincount(setting.zone, setting.full) / lengths
    ended = np.bincount(setting.zone, looks.terminal) / lengths
    columns.add("measure.zone_lines", np.minimum(at(lengths[setting.zone], 0), 200))
    columns.add("measure.zone_full", at(full[setting.zone], 0))
    columns.add("measure.zone_terminal", at(ended[setting.zone], 0))
    for name, total in (
        ("two", at(widths, 0) + at(widths, 1)),
        ("three_back", at(widths, -1) + at(widths, 0) + at(widths, 1)),
        ("three_on", at(widths, 0) + at(widths, 1) + at(widths, 2)),
    ):
        columns.add(f"measure.{name}", np.clip(total - at(measure, 0), -30, 30))
    chars = looks.chars
    for step in (-1, 1, 2):
        columns.add(f"measure.even{step:+d}", np.clip(at(chars, step) - at(chars, 0), -12, 12))


def _add_blanks(columns: Columns, pairs: Pairs) -> None:
    setting, at = pairs.setting, pairs.at
    above = np.where(setting.removed > 0, 0, np.minimum(setting.blank, _MOST_BLANKS))
    blanks = np.cumsum(setting.blank)
    between = np.cumsum(setting.removed + 1)
    lines_between = between[pairs.after] - between[pairs.before] - 1
    blank = np.minimum(blanks[pairs.after] - blanks[pairs.before], _MOST_BLANKS)
    gap = np.where(lines_between > 0, 0, blank)
    columns.add("blank.gap", gap)
    columns.add("blank.interruption", np.minimum(lines_between, 6))
    columns.add("blank.skipped", np.minimum(pairs.after - pairs.before - 1, 6))
    columns.add("blank.interruption_gap", np.where(lines_between > 0, blank, 0))
    columns.add("blank.telling", gap * (1 - setting.habits["blank_join"]))
    for step in (-1, 0, 2, 3):
        columns.add(f"blank.above{step:+d}", at(above, step))
    spaced = above > 0
    since, until = _distance(spaced), _distance(np.append(spaced[1:], True)[::-1])[::-1]
    columns.add("blank.since", np.minimum(at(since, 0), 20))
    columns.add("blank.until", np.minimum(at(until, 1), 20))
    total = np.cumsum(np.append(0, spaced))
    count = len(setting)
    low = np.maximum(pairs.before - _WINDOW, 0)
    high = np.minimum(pairs.before + _WINDOW + 1, count)
    columns.add("blank.around", (total[high] - total[low]) / (high - low))


def _distance(here: npt.NDArray[np.bool_]) -> Ints:
    """Count for each place how many steps lie back to the last true one, itself included."""
    places = np.arange(len(here))
    last: Ints = np.maximum.accumulate(np.where(here, places, 0))
    return places - last


def _add_indents(columns: Columns, pairs: Pairs) -> None:
    setting, at = pairs.setting, pairs.at
    indent, margin = np.clip(setting.indent, -20, 20), np.minimum(setting.lines.indent, 30)
    for step in (-1, 0, 1, 2):
        columns.add(f"indent.step{step:+d}", at(indent, step))
    columns.add("indent.change", np.clip(at(margin, 1) - at(margin, 0), -20, 20))
    columns.add("indent.change_after", np.clip(at(margin, 2) - at(margin, 1), -20, 20))
    columns.add("indent.change_before", np.clip(at(margin, 0) - at(margin, -1), -20, 20))
    columns.add("indent.margin", at(margin, 0))
    columns.add("indent.margin_after", at(margin, 1))


def _add_marks(columns: Columns, pairs: Pairs) -> None:
    setting, at = pairs.setting, pairs.at
    looks, slack = setting.looks, setting.slack
    terminal = looks.terminal
    for end in End:
        columns.add(f"mark.end_{end.name.lower()}", at(looks.last == end, 0))
    for begin in Begin:
        columns.add(f"mark.begin_{begin.name.lower()}", at(looks.first == begin, 1))
    for step in (-1, 1, 2):
        columns.add(f"mark.terminal{step:+d}", at(terminal, step))
        columns.add(f"mark.comma{step:+d}", at(looks.last == End.COMMA, step))
    columns.add("mark.terminal", at(terminal, 0))
    columns.add("mark.terminal_short", at(terminal, 0) * np.clip(at(slack, 0), 0, 10))
    columns.add("mark.open_full", (at(terminal, 0) == 0) & (at(setting.full, 0) > 0))
    columns.add("mark.opens", at(looks.opens, 0))
    columns.add("mark.opens_after", at(looks.opens, 1))
    columns.add("mark.inside", at(_open_marks(setting), 0))
    ended = np.flatnonzero(terminal)
    place = np.searchsorted(ended, pairs.before)
    last = ended[np.clip(place - 1, 0, max(len(ended) - 1, 0))] if len(ended) else place
    columns.add("mark.since_terminal", np.minimum(pairs.before - last, 20))


def _open_marks(setting: Setting) -> Floats:
    """Count the quotation marks and brackets open at each line's end, 3 at most.

    A short line with a sentence's end closes all: the print may have lost a mark.
    """
    closes = (setting.slack > 3) & setting.looks.terminal
    inside = np.zeros(len(setting), np.float32)
    level = 0.0
    steps = zip(setting.looks.opens.tolist(), closes.tolist(), strict=True)
    for row, (change, closed) in enumerate(steps):
        level = 0.0 if closed else min(3.0, max(0.0, level + change))
        inside[row] = level
    return inside


def _add_shapes(columns: Columns, pairs: Pairs) -> None:
    looks, at = pairs.setting.looks, pairs.at
    for name in ("chars", "ascii", "marks", "stops", "code"):
        values = np.minimum(getattr(looks, name), 100)
        for step in (-1, 0, 1, 2):
            columns.add(f"shape.{name}{step:+d}", at(values, step))
    for name in ("han", "digits", "inner_ends", "spaces", "wide_gaps", "credit", "name", "repeats"):
        values = np.minimum(getattr(looks, name), 100)
        for step in (0, 1):
            columns.add(f"shape.{name}{step:+d}", at(values, step))
    for number, name in enumerate(SHAPES):
        for step in (-1, 0, 1, 2):
            columns.add(f"shape.{name}{step:+d}", at(looks.shapes[:, number], step))
    items = looks.shapes[:, list(SHAPES).index("bullet")] > 0
    since = np.where(np.logical_or.accumulate(items), _distance(items), 30)
    columns.add("shape.since_item", np.minimum(at(since, 0), 30))


def _add_numbers(columns: Columns, pairs: Pairs) -> None:
    setting, at = pairs.setting, pairs.at
    for number, name in enumerate(COLUMNS):
        for step in (0, 1):
            columns.add(f"number.{name}{step:+d}", at(setting.numbers[:, number], step))
    for name in ("bare", "chain", "on"):
        for step in (-1, 2):
            values = setting.numbers[:, COLUMNS.index(name)]
            columns.add(f"number.{name}{step:+d}", at(values, step))
    for step in (-1, 0, 1):
        columns.add(f"echo.below{step:+d}", at(setting.below, step))
    columns.add("echo.above+1", at(setting.above, 1))


def _add_old_print(columns: Columns, pairs: Pairs) -> None:
    metre, notes, at = pairs.setting.metre, pairs.setting.notes, pairs.at
    for step in (-1, 0, 1):
        columns.add(f"metre.ends{step:+d}", at(metre.ends, step))
    for step in (-1, 0, 1, 2):
        columns.add(f"metre.title{step:+d}", at(metre.title, step))
        columns.add(f"note.tail{step:+d}", np.minimum(at(notes.tail, step), 40))
    for step in (0, 1):
        columns.add(f"metre.verse{step:+d}", at(metre.verse, step))
        columns.add(f"metre.of{step:+d}", at(metre.of, step))
        columns.add(f"metre.behind{step:+d}", at(metre.behind, step))
        columns.add(f"note.plain{step:+d}", np.minimum(at(notes.plain, step), 60))
    columns.add("note.head", np.minimum(at(notes.head, 1), 40))
    columns.add("note.running", (at(notes.tail, 0) >= 0) & (at(notes.head, 1) >= 0))
    columns.add("metre.verse_all", float(metre.verse.mean()))
