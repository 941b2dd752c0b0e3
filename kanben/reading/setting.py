"""See the lines in their setting: the measure of their zone, the habits of the whole text."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.reading.echoes import echoes
from kanben.reading.glyphs import Bools, Floats, Ints
from kanben.reading.lines import Lines, select
from kanben.reading.looks import Begin, End, Looks, select_looks
from kanben.reading.numbering import follow_numbers
from kanben.reading.zones import measures

FAR = 1.01
"""A line this near to its measure, in cells, is full: one mark may have been pushed over."""
_WIDE_INDENT = 40.0
_AROUND = 15
_NEAR = 12
_UNPUNCTUATED = 0.7


class Setting(Struct, frozen=True):
    """Hold n lines of running text, without the page furniture, as the page sets them.

    `rows` are their rows in the table of all lines. `measure` is that of each line's zone and
    `slack` what the line lacks to it, `soft` what it lacks to the longer lines around it.
    `indent` is relative to the lines around. `blank` counts the blank lines above, `removed`
    the lines of furniture. `numbers` follows the lines' numbers (see `follow_numbers`), `below`
    and `above` tell how many of a line's words come back around it. `habits` are facts of the
    whole text.
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
    numbers: npt.NDArray[np.float32]
    below: Floats
    above: Floats
    habits: dict[str, float]

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.rows)


def set_lines(lines: Lines, looks: Looks, rows: Ints) -> Setting:
    """Make the setting of the given rows; `rows` rise and are not empty."""
    kept, seen = select(lines, rows), select_looks(looks, rows)
    blanks = np.cumsum(lines.blanks)
    blank = np.diff(blanks[rows], prepend=blanks[rows[0]])
    removed = np.diff(rows, prepend=rows[0] - 1) - 1
    base = _running_median(kept.indent, _AROUND) if kept.indent.any() else kept.indent
    unstopped = float((seen.stops == 0).mean())
    measure, edge = _measure(kept, base, unstopped)
    slack = measure - edge
    soft = _running_high(edge, _NEAR) - edge
    zone = np.cumsum(np.diff(measure, prepend=measure[0]) != 0)
    full = slack <= FAR
    indent = kept.indent - base
    habits = _habits(kept, seen, slack, full, np.where(removed > 0, 0, blank), indent, zone)
    numbers = follow_numbers(kept.texts, kept.widths / measure, seen.terminal, blank > 0)
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
        numbers=numbers,
        below=below,
        above=above,
        habits=habits,
    )


def _measure(lines: Lines, base: Floats, unstopped: float) -> tuple[Floats, Floats]:
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
        saved = _note_cells(lines)
        ways += [np.maximum(way - saved, 0.5) for way in ways] if saved.any() else []
    measured = [(measures(way), way) for way in ways]
    return max(measured, key=lambda found: (np.abs(found[0] - found[1]) < 0.6).sum())


def _note_cells(lines: Lines) -> Floats:
    """Return how many cells each line's notes in brackets save, when set small in two columns.

    Old prints set a note of five characters on three cells of the column, without its brackets.
    """
    codes = lines.codes
    opens, closes = codes == ord("（"), codes == ord("）")
    depth = np.cumsum(opens.astype(np.int64) - closes)
    first = lines.starts[:-1]
    begin = np.repeat(depth[first] - opens[first], np.diff(lines.starts))
    inside = ((depth - begin) > 0) & ~opens
    notes = lines.sums(opens.astype(np.float32))
    saved: Floats = np.floor(lines.sums(inside.astype(np.float32)) / 2 + 2 * notes)
    return saved.astype(np.float32)


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


def share(part: Bools, whole: Bools) -> float:
    """Return which share of `whole` is also in `part`; 0 of nothing."""
    return float((part & whole).sum() / max(1, whole.sum()))


def _habits(
    lines: Lines,
    looks: Looks,
    slack: Floats,
    full: Bools,
    blank: Ints,
    indent: Floats,
    zone: Ints,
) -> dict[str, float]:
    """Measure how the text marks paragraphs, by what follows sure joins and sure ends."""
    terminal = looks.terminal
    if len(lines) < 2:
        return dict.fromkeys(HABITS, 0.0)
    joins = (full & ~terminal & (looks.last != End.COLON))[:-1]
    ends = ((slack > 2.5) & terminal)[:-1]
    spaced, wide = blank[1:] > 0, blank[1:] > 1
    stepped = ((indent >= 0.9) & (indent <= 4.5))[1:]
    hung = (indent <= -0.9)[1:]
    room = slack[1:-1] - looks.need[2:] if len(lines) > 2 else np.zeros(0, np.float32)
    short = np.append((room >= 0.8) & (room <= 2.6), False)
    chars = looks.chars
    same = np.abs(np.diff(chars)) < 0.5
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
        "zones": float(100 * (zone[-1] + 1) / len(lines)),
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
