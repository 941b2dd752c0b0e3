"""Turn gold documents into questions with evidence and answers, for training."""

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from bench.reflow_gold import Document
from kanben.manuscript.blocks import UNSET
from kanben.reading.forest.columns import Columns, Numbers
from kanben.reading.judging.constraints import Rulings, state
from kanben.reading.judging.context import (
    FirstThoughts,
    Skips,
    final_evidence,
    pairs_of,
    possible_skips,
    skip_evidence,
)
from kanben.reading.judging.evidence import gather
from kanben.reading.judging.furniture import furniture_evidence
from kanben.reading.judging.kinds import KINDS, block_evidence, spans_of
from kanben.reading.judging.pairs import adjacent
from kanben.reading.judging.setting import Setting, set_lines
from kanben.reading.looks.find import find_shapes
from kanben.reading.looks.traits import look, select_looks
from kanben.reading.outline.signs import read_signs
from kanben.reading.page.lines import Lines, lay_out, select

Array = npt.NDArray[Any]

NAMES = [str(kind) for kind in KINDS]
KIND_OF = {
    "headline": "heading",
    "kicker": "heading",
    "title": "heading",
    "note": "paragraph",
    "quote": "paragraph",
    "table": "code",
}
"""Kinds of the gold that the forest does not tell apart."""
INSIDE_CODE = 0.7
"""Weight of line ends inside code: at 0.3 the forests joined a third of the lines of listings."""
_STATED = 0.3
"""Weight of lines that state what they are: no reading judges them, but texts that hold fewer of
their kind leave lines like them to be judged."""
_PRINT = 2.5
"""Weight of a real print's line ends: made layouts are many, and none is quite like print."""
_USUAL_LINES = 800
_USUAL_BLOCKS = 150
_MOST = 1.5


class Sample(Struct):
    """Hold a document with its evidence and answers; rows are those of the setting.

    `following` is the row that the text goes on with, or -1; `kind` the index in `KINDS`;
    `rulings` is what the lines state of themselves.
    """

    document: Document
    lines: Lines
    furniture: Numbers
    is_furniture: Array
    setting: Setting
    ends: Numbers
    breaks: Array
    weight: Array
    kind: Array
    following: Array
    rulings: Rulings


class PageSample(Struct):
    """Hold what a document set on pages teaches: which of its lines are furniture."""

    document: Document
    furniture: Numbers
    is_furniture: Array


def prepare_pages(document: Document) -> PageSample | None:
    """Gather the evidence on a document's furniture, and the answers; None if all is contents."""
    lines = lay_out([(0, document.lines)])
    printed = [n for name, numbers in document.blocks if name == "furniture" for n in numbers]
    furniture = np.isin(lines.number, printed)
    judged = _judged_rows(lines, state(find_shapes(lines), read_signs(lines), furniture, Rulings()))
    if not len(judged):
        return None
    return PageSample(document, _furniture_of(lines, judged).table(), furniture[judged])


def _judged_rows(lines: Lines, rulings: Rulings) -> Array:
    """Return the rows that do not state themselves that they are none of the text."""
    apart = [row for row, kind in rulings.kinds.items() if kind in UNSET]
    return np.setdiff1d(np.arange(len(lines)), apart)


def _furniture_of(lines: Lines, judged: Array) -> Columns:
    return furniture_evidence(select(lines, judged), select_looks(look(lines), judged))


def prepare(document: Document) -> Sample:
    """Gather the evidence on a document and its answers.

    What the lines state of themselves holds here as it does where a page is read.
    """
    lines = lay_out([(0, document.lines)])
    rows = {int(number): row for row, number in enumerate(lines.number)}
    kind = np.zeros(len(lines), np.int64)
    onward = np.full(len(lines), -1)
    furniture = np.zeros(len(lines), bool)
    for name, numbers in document.blocks:
        own = [rows[number] for number in numbers if number in rows]
        onward[own[:-1]] = own[1:]
        furniture[own] = name == "furniture"
        kind[own] = NAMES.index(KIND_OF.get(name, name)) if name != "furniture" else -1
    rulings = state(find_shapes(lines), read_signs(lines), furniture, Rulings())
    judged = _judged_rows(lines, rulings)
    kept = judged[~furniture[judged]]
    setting = set_lines(lines, look(lines), kept)
    place = np.full(len(lines) + 1, -1)
    place[kept] = np.arange(len(kept))
    following = place[onward[kept]]
    return Sample(
        document=document,
        lines=lines,
        furniture=_furniture_of(lines, judged).table(),
        is_furniture=furniture[judged],
        setting=setting,
        ends=gather(adjacent(setting)).table(),
        breaks=following[:-1] != np.arange(1, len(kept)),
        weight=_weights(document, kind[kept]) * np.where(_ruled_ends(setting, rulings), _STATED, 1),
        kind=kind[kept],
        following=following,
        rulings=rulings,
    )


def _ruled_ends(setting: Setting, rulings: Rulings) -> Array:
    """Tell which line ends need no judging."""
    return np.isin(setting.rows[:-1], list(rulings.joins))


def _weights(document: Document, kind: Array) -> Array:
    code = kind == NAMES.index("code")
    usual = min(_MOST, (_USUAL_LINES / max(len(kind), 100)) ** 0.5)
    printed = _PRINT if document.is_gold else 1.0
    inside = np.where(code[:-1] & code[1:], INSIDE_CODE, 1.0)
    weights: Array = inside * (document.weight * usual * printed)
    return weights


def block_answers(sample: Sample, joins: Numbers) -> tuple[Numbers, Array, Array]:
    """Return evidence, kinds and weights of the blocks that `joins` make."""
    setting = sample.setting
    spans = spans_of(joins > 0.5)
    table = block_evidence(setting, spans, joins).table()
    owner = np.repeat(np.arange(len(spans)), spans.sizes)
    votes = np.zeros((len(spans), len(KINDS)))
    np.add.at(votes, (owner, sample.kind), setting.looks.chars)
    usual = min(_MOST, (_USUAL_BLOCKS / max(len(spans), 20)) ** 0.5)
    chars = np.add.reduceat(setting.looks.chars, spans.first)
    stated = np.isin(setting.rows[spans.first], list(sample.rulings.kinds))
    weight = sample.document.weight * usual * np.clip(chars / 20, 1, 4) ** 0.5
    weight *= np.where(stated, _STATED, 1)
    return table, votes.argmax(axis=1), weight


def skip_answers(sample: Sample, joins: Numbers) -> tuple[Numbers, Array]:
    """Return the evidence on possible interruptions, and whether the text goes on."""
    setting = sample.setting
    skips = possible_skips(setting, joins)
    table = skip_evidence(gather(pairs_of(setting, skips)), setting, skips, joins).table()
    return table, sample.following[skips.before] == skips.after


class Thoughts(Struct):
    """Hold what forests that had not seen a sample thought of it."""

    joins: Numbers
    kinds: Numbers
    resumes: Numbers


def final_table(sample: Sample, thoughts: Thoughts) -> Numbers:
    """Return the evidence on all line ends in the light of first thoughts."""
    setting = sample.setting
    found = FirstThoughts(
        gather(adjacent(setting)),
        thoughts.joins,
        spans_of(thoughts.joins > 0.5),
        thoughts.kinds,
        possible_skips(setting, thoughts.joins),
        thoughts.resumes,
    )
    return final_evidence(adjacent(setting), found).table()


def names_of(sample: Sample) -> dict[str, tuple[str, ...]]:
    """Return the names of the columns of each question."""
    setting = sample.setting
    pairs = adjacent(setting)
    joins = np.zeros(len(setting) - 1, np.float32)
    spans = spans_of(joins > 1)
    none = Skips(np.zeros(0, np.int64), np.zeros(0, np.int64))
    kinds = np.zeros((len(spans), len(KINDS)), np.float32)
    thoughts = FirstThoughts(gather(pairs), joins, spans, kinds, none, joins[:0])
    skipped = skip_evidence(gather(pairs_of(setting, none)), setting, none, joins)
    return {
        "furniture": furniture_evidence(sample.lines, look(sample.lines)).names,
        "ends": gather(pairs).names,
        "kinds": block_evidence(setting, spans, joins).names,
        "resumptions": skipped.names,
        "final": final_evidence(pairs, thoughts).names,
    }
