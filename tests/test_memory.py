"""A text that is read again while its editor decides reads as if nothing had been remembered."""

import random
from pathlib import Path

import numpy as np

from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.decisions import Constraint
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.memory import Memory
from kanben.reading.files.source import SourceText, read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript

SEEDS = Path(__file__).parents[1] / "seeds" / "qijiang-2021"
RULINGS = 12


def sources() -> list[SourceText]:
    return [read_source(path) for path in sorted(SEEDS.glob("*.txt"))]


def read(texts: list[SourceText], ruled: tuple[Constraint, ...]) -> Manuscript:
    plan = Plan(parts=tuple(PartPlan(sources=(text.name,)) for text in texts))
    return make_manuscript("旧报", plan, texts, judges(), ruled)


def test_a_text_reads_the_same_with_a_memory_after_every_ruling() -> None:
    texts, memory, chance = sources(), Memory(), random.Random(1936)
    ruled: tuple[Constraint, ...] = ()
    for _ in range(RULINGS):
        source = chance.randrange(len(texts))
        line = chance.randrange(1, len(texts[source].lines))
        if chance.random() < 0.7:
            ruling = Constraint(source, line, join=chance.random() < 0.5)
        else:
            ruling = Constraint(source, line, kind=BlockKind.HEADING)
        ruled = (*(one for one in ruled if (one.source, one.line) != (source, line)), ruling)
        with memory.at_hand():
            remembered = read(texts, ruled)
        assert remembered == read(texts, ruled)


def test_a_forest_judges_only_rows_that_changed_sides() -> None:
    forest, memory = judges().ends, Memory()
    table = np.random.default_rng(4).normal(size=(300, len(forest.names))).astype(np.float32)
    with memory.at_hand():
        known = memory.judge(forest, table)
    moved = table.copy()
    moved[120:140] += 0.3
    with memory.at_hand():
        again = memory.judge(forest, moved)
    assert np.array_equal(again, forest.scores_of(moved))
    assert np.array_equal(known[:120], again[:120])
    with memory.at_hand():
        shorter = memory.judge(forest, np.delete(moved, [7, 8, 250], axis=0))
    assert np.array_equal(shorter, forest.scores_of(np.delete(moved, [7, 8, 250], axis=0)))


def test_what_failed_is_forgotten_and_what_was_known_before_is_not() -> None:
    texts, memory = sources(), Memory()
    with memory.at_hand():
        first = read(texts, ())
    try:
        with memory.at_hand():
            read(texts, (Constraint(0, 3, join=True),))
            raise InterruptedError
    except InterruptedError:
        pass
    with memory.at_hand():
        assert read(texts, ()) == first
