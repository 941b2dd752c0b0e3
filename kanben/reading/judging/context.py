"""Look at a line end a second time, in the light of what was first thought of those around it."""

import numpy as np
from msgspec import Struct

from kanben.arrays import Bools, Floats, Ints
from kanben.reading.forest.columns import Columns, Numbers
from kanben.reading.forest.trees import Forest, shares
from kanben.reading.judging.customs import add_customs
from kanben.reading.judging.kinds import KINDS, Spans, block_evidence
from kanben.reading.judging.pairs import Pairs
from kanben.reading.judging.setting import Setting
from kanben.reading.looks.traits import End

_STEPS = (-3, -2, -1, 1, 2, 3)
"""Line ends around that are told: three on each side are a short paragraph."""
_LONGEST_INTERRUPTION = 5
"""Lines over which a sentence may go on: a caption, a heading, a box of a few lines."""
_POSSIBLE = 0.02
"""A line end less likely to be the author's than this cannot begin or end an interruption."""
_NEVER_OPEN = 3.0
"""Cells that an interrupted line lacks at most: its text went on to the measure."""
_PUNCTUATED = 0.05
"""Share of lines with a sentence's end below which a text has no punctuation to tell by."""


class Skips(Struct, frozen=True):
    """Hold line pairs over a possible interruption: the text may go on from `before` to `after`."""

    before: Ints
    after: Ints

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.before)


def possible_skips(setting: Setting, joins: Floats) -> Skips:
    """Return the places where a caption or a note may interrupt a sentence.

    The line before is full and ends no sentence; one to five lines lie between; none of the two
    line ends is surely the printer's.
    """
    breaks = 1 - joins
    ends = setting.looks.last
    open_end = ~setting.looks.terminal & (ends != End.COLON) & (setting.slack < _NEVER_OPEN)
    if setting.habits["terminal"] < _PUNCTUATED or len(setting) < 3:
        return Skips(np.zeros(0, np.int64), np.zeros(0, np.int64))
    starts = np.flatnonzero(open_end[:-1] & (breaks > _POSSIBLE))
    before = np.repeat(starts, _LONGEST_INTERRUPTION)
    after = before + np.tile(np.arange(2, _LONGEST_INTERRUPTION + 2), len(starts))
    inside = after < len(setting)
    before, after = before[inside], after[inside]
    likely = breaks[after - 1] > _POSSIBLE
    return Skips(before[likely], after[likely])


def skip_evidence(columns: Columns, setting: Setting, skips: Skips, joins: Floats) -> Columns:
    """Return the evidence on the pairs with what lies between them."""
    columns = columns.copy()
    breaks = 1 - joins
    before, after = skips.before, skips.after
    looks = setting.looks
    columns.add("skip.starts", breaks[before])
    columns.add("skip.stops", breaks[after - 1])
    columns.add("skip.lines", after - before - 1)
    columns.add("skip.ended", looks.terminal[after - 1])
    columns.add("skip.slack", np.clip(setting.slack[after - 1], -5, 40))
    columns.add("skip.slack_first", np.clip(setting.slack[before + 1], -5, 40))
    total = np.append(0, np.cumsum(looks.stops))
    columns.add("skip.marks", total[after] - total[before + 1])
    columns.add("skip.credit", looks.credit[after - 1] + looks.credit[before + 1])
    blank = np.minimum(setting.blank, 4)
    columns.add("skip.blank_before", blank[before + 1])
    columns.add("skip.blank_after", blank[after])
    inner = np.append(0, np.cumsum(joins))
    columns.add("skip.held", inner[after - 1] - inner[before + 1] - (after - before - 2))
    return columns


class FirstThoughts(Struct, frozen=True):
    """Hold what was first thought: chances of joins, kinds of the blocks they make, resumptions."""

    evidence: Columns
    joins: Floats
    spans: Spans
    kinds: Numbers
    skips: Skips
    resumes: Floats


def final_evidence(pairs: Pairs, thoughts: FirstThoughts) -> Columns:
    """Return the evidence on all line ends with what was first thought of them and around them."""
    columns, joins = thoughts.evidence.copy(), thoughts.joins
    count = len(joins)
    columns.add("first.join", joins)
    for step in _STEPS:
        places = np.arange(count) + step
        inside = (places >= 0) & (places < count)
        columns.add(
            f"first.join{step:+d}", np.where(inside, joins[np.clip(places, 0, count - 1)], 0)
        )
    kept = joins <= 0.5
    columns.add("first.since", np.minimum(_since(kept), 30))
    columns.add("first.until", np.minimum(_since(kept[::-1])[::-1], 30))
    padded = np.cumsum(np.append(0, joins))
    low, high = np.maximum(np.arange(count) - 10, 0), np.minimum(np.arange(count) + 11, count)
    columns.add("first.around", (padded[high] - padded[low]) / (high - low))
    columns.add("first.all", float(joins.sum()) / max(1, count))
    owner = np.repeat(np.arange(len(thoughts.spans)), thoughts.spans.sizes)
    for number, kind in enumerate(KINDS):
        columns.add(f"first.{kind}", thoughts.kinds[owner[:-1], number])
        columns.add(f"first.{kind}_after", thoughts.kinds[owner[1:], number])
    _add_skips(columns, thoughts, count)
    add_customs(columns, pairs, joins)
    return columns


def _since(here: Bools) -> Ints:
    """Count how many places lie between each one and the last true one before it."""
    places = np.arange(len(here))
    last = np.maximum.accumulate(np.where(here, places + 1, 0))
    found: Ints = places - np.append(0, last[:-1])
    return found


def _add_skips(columns: Columns, thoughts: FirstThoughts, count: int) -> None:
    """Tell for each line end the best resumption that it begins, ends, or lies within."""
    begins, ends, within = (np.zeros(count, np.float32) for _ in range(3))
    skips, resumes = thoughts.skips, thoughts.resumes
    if len(skips):
        np.maximum.at(begins, skips.before, resumes)
        np.maximum.at(ends, skips.after - 1, resumes)
        for step in range(1, _LONGEST_INTERRUPTION):
            inner = skips.before + step
            inside = inner < skips.after - 1
            np.maximum.at(within, inner[inside], resumes[inside])
    columns.add("first.interrupted", begins)
    columns.add("first.resumed", ends)
    columns.add("first.within", within)


def kinds_of(setting: Setting, spans: Spans, joins: Floats, forest: Forest) -> Numbers:
    """Return the probability of each kind for each block."""
    return shares(forest.scores(block_evidence(setting, spans, joins)))


def pairs_of(setting: Setting, skips: Skips) -> Pairs:
    """Return the skips as pairs of lines."""
    return Pairs(setting, skips.before, skips.after)
