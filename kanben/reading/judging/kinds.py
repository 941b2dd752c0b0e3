"""Gather what tells the kinds of blocks apart: headings, captions, lists, notes, verse, code."""

import re
from collections import Counter

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.arrays import Floats, Ints
from kanben.manuscript.blocks import BlockKind
from kanben.reading.forest.columns import Columns
from kanben.reading.judging.setting import Setting
from kanben.reading.looks.traits import SHAPES, Begin, End
from kanben.reading.numbers.outline import COLUMNS
from kanben.reading.words.cohesion import cohesion
from kanben.reading.words.continuity import running_on

KINDS = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.CAPTION,
    BlockKind.BYLINE,
    BlockKind.LIST,
    BlockKind.FOOTNOTE,
    BlockKind.CODE,
    BlockKind.VERSE,
)
"""The kinds that are told apart, in the order of the forest's scores."""

_FORM = re.compile(r"\d+|[一二三四五六七八九十百]+")
_AROUND = (-2, -1, 1, 2)
"""Blocks on each side whose looks are told."""
_FORM_LENGTH = 6
"""Characters by whose form the beginnings of two blocks are held alike."""
_LONGEST_SIGNATURE = 9
"""Characters of the longest signature under a note."""
_INTERRUPTING = 5
"""Lines of the longest block that may interrupt a sentence: a caption, a heading."""
_OPEN = 3.0
"""Cells of white at a line's end below which the line counts as full here."""


class Spans(Struct, frozen=True):
    """Hold the blocks of a setting as its lines `first` to `last`, both included."""

    first: Ints
    last: Ints

    def __len__(self) -> int:
        """Return the number of blocks."""
        return len(self.first)

    @property
    def sizes(self) -> Ints:
        """Return the number of lines of each block."""
        return self.last - self.first + 1


def spans_of(joined: npt.NDArray[np.bool_]) -> Spans:
    """Return the blocks that n - 1 decisions make of n lines."""
    cuts = np.flatnonzero(~joined)
    return Spans(np.append(0, cuts + 1), np.append(cuts, len(joined)))


def block_evidence(setting: Setting, spans: Spans, joins: Floats) -> Columns:
    """Return the evidence on each block; `joins` are the chances of the n - 1 line ends."""
    columns = Columns(len(spans))
    own = _own_evidence(setting, spans, joins)
    for name, values in own.items():
        columns.add(name, values)
    for step in _AROUND:
        for name in _NEIGHBOURLY:
            columns.add(f"{name}{step:+d}", _shifted(own[name], step))
    for name in ("blank", "marks", "ascii", "terminal", "measure", "even", "code", "unstopped"):
        columns.add(f"habit.{name}", setting.habits[name])
    columns.add("text.blocks", min(len(spans), 2000))
    columns.add("text.chars", float(np.median(own["chars"])))
    columns.add("text.single", float((own["lines"] == 1).mean()))
    columns.add("text.ended", float(own["ended"].mean()))
    columns.add("text.verse", float(setting.metre.verse.mean()))
    signed = (own["note.tail"] > 0) & (own["note.tail"] < _LONGEST_SIGNATURE)
    columns.add("text.signed", float(signed.mean()))
    return columns


_NEIGHBOURLY = (
    "lines",
    "chars",
    "part_first",
    "part_last",
    "indent",
    "above",
    "ended",
    "shape.bullet",
    "shape.section",
    "shape.folio",
    "code",
    "credit",
    "name",
    "ascii",
    "stops",
    "metre.verse",
    "metre.title",
    "metre.left",
    "note.tail",
    "number.form",
    "number.on",
    "number.back",
    "number.bare",
    "echo_below",
)


def _own_evidence(setting: Setting, spans: Spans, joins: Floats) -> dict[str, Floats]:
    own = _extent(setting, spans) | _company(setting, spans, joins) | _old_print(setting, spans)
    looks, first, sizes = setting.looks, spans.first, spans.sizes.astype(np.float32)
    for name in ("ascii", "han", "marks", "digits"):
        own[name] = np.add.reduceat(getattr(looks, name), first) / sizes
    for number, name in enumerate(COLUMNS):
        own[f"number.{name}"] = setting.numbers[first, number]
    for number, name in enumerate(SHAPES):
        own[f"shape.{name}"] = looks.shapes[first, number]
    for end in End:
        own[f"end.{end.name.lower()}"] = looks.last[spans.last] == end
    for begin in Begin:
        own[f"begin.{begin.name.lower()}"] = looks.first[first] == begin
    return {name: np.asarray(values, np.float32) for name, values in own.items()}


def _extent(setting: Setting, spans: Spans) -> dict[str, npt.ArrayLike]:
    """Tell how long and how wide a block is, and where it stands in its column."""
    looks, lines = setting.looks, setting.lines
    first, last, sizes = spans.first, spans.last, spans.sizes.astype(np.float32)
    second = np.minimum(first + 1, last)
    part = np.minimum(lines.widths / setting.measure, 3)
    above = np.where(setting.removed > 0, 0, np.minimum(setting.blank, 6))
    return {
        "lines": np.minimum(sizes, 50),
        "chars": np.minimum(np.add.reduceat(looks.chars, first), 2000),
        "width_first": np.minimum(lines.widths[first], 80),
        "width_last": np.minimum(lines.widths[last], 80),
        "part_first": part[first],
        "part_last": part[last],
        "part_most": np.maximum.reduceat(part, first),
        "measure": setting.measure[first],
        "indent": np.clip(setting.indent[first], -20, 20),
        "margin": np.minimum(lines.indent[first], 40),
        "hang": np.clip(lines.indent[second] - lines.indent[first], -20, 20),
        "above": above[first],
        "below": np.append(above, 3)[last + 1],
        "removed": np.minimum(setting.removed[first], 5),
    }


def _company(setting: Setting, spans: Spans, joins: Floats) -> dict[str, npt.ArrayLike]:
    """Tell what a block says, and how it goes together with those around it."""
    looks, flow = setting.looks, setting.flow
    first, last, sizes = spans.first, spans.last, spans.sizes.astype(np.float32)
    ends = np.append(joins, 0)
    before = np.append(0, joins)
    texts = [setting.lines.texts[row] for row in first.tolist()]
    bridged, bridged_flow = bridges(setting, spans)
    return {
        "start_chance": 1 - before[first],
        "end_chance": 1 - ends[last],
        "ended": looks.terminal[last],
        "ended_first": looks.terminal[first],
        "stops": np.minimum(np.add.reduceat(looks.stops, first), 50),
        "inner_ends": np.minimum(np.add.reduceat(looks.inner_ends, first), 20),
        "code": np.add.reduceat(np.minimum(looks.code, 5), first) / sizes,
        "spaces": np.minimum(looks.spaces[first], 20),
        "wide_gaps": looks.wide_gaps[first],
        "credit": looks.credit[first],
        "name": looks.name[first],
        "repeats": looks.repeats[first],
        "opens": np.add.reduceat(looks.opens, first),
        "position": np.minimum(np.arange(len(spans)), 30),
        "remaining": np.minimum(np.arange(len(spans))[::-1], 30),
        "forms": _alike(texts),
        "bridged": bridged,
        "flow.bridged": bridged_flow,
        "flow.starts": flow.start[first],
        "flow.ends": flow.end[last],
        "flow.on": flow.join[last],
        "flow.from": np.where(first > 0, flow.join[first - 1], 0),
        "echo_below": setting.below[last],
        "echo_above": setting.above[first],
    }


def _old_print(setting: Setting, spans: Spans) -> dict[str, npt.ArrayLike]:
    """Tell what metre a block without punctuation has, and which notes."""
    metre, notes = setting.metre, setting.notes
    first, last, sizes = spans.first, spans.last, spans.sizes.astype(np.float32)
    plain = np.add.reduceat(notes.plain, first)
    inside = np.add.reduceat(notes.inside, first)
    return {
        "metre.verse": np.add.reduceat(metre.verse, first) / sizes,
        "metre.title": np.add.reduceat(metre.title, first) / sizes,
        "metre.ends": metre.ends[last],
        "metre.of": metre.of[first],
        "metre.left": 0 * plain if setting.is_punctuated else np.minimum(plain % 10, plain % 14),
        "note.plain": np.minimum(plain, 2000),
        "note.share": inside / np.maximum(plain + inside, 1),
        "note.head": np.minimum(notes.head[first], 40),
        "note.tail": np.minimum(notes.tail[last], 40),
    }


def bridges(setting: Setting, spans: Spans) -> tuple[Floats, Floats]:
    """Return how well the words before and after each block hold, and flow, together without it.

    Only a block of few lines can interrupt, and only a sentence that has not ended.
    """
    lines = setting.lines
    gain, flow = np.zeros(len(spans), np.float32), np.zeros(len(spans), np.float32)
    inner = (spans.first > 0) & (spans.last < len(setting) - 1) & (spans.sizes <= _INTERRUPTING)
    open_end = ~setting.looks.terminal[spans.first - 1] & (setting.slack[spans.first - 1] < _OPEN)
    places = np.flatnonzero(inner & open_end)
    if len(places):
        before, after = spans.first[places] - 1, spans.last[places] + 1
        held = cohesion(lines, before, after)
        gain[places] = np.where(held.both, held.gain, 0)
        if setting.is_punctuated:
            flow[places] = running_on(lines, before, after)
    return gain, flow


def _shifted(values: Floats, step: int) -> Floats:
    shifted = np.full(len(values), -1, np.float32)
    if abs(step) < len(values):
        if step > 0:
            shifted[:-step] = values[step:]
        else:
            shifted[-step:] = values[:step]
    return shifted


def _alike(texts: list[str]) -> Floats:
    """Count, up to 30, the blocks that begin in the same form: 第#章, （#）, 图#."""
    forms = [_FORM.sub("#", text[:_FORM_LENGTH])[:3] for text in texts]
    counts = Counter(forms)
    return np.array([min(counts[form], 30) for form in forms], np.float32)
