"""Train the forests that read pages, and judge them on works they have not seen.

    python -m teach.reflow.train --gold GOLD --layouts PROGRAM [--novels FILE ...]
        [--judge FOLDER] [--ship FILE]

`FILE` are novels to lay out (`.txt.xz`, see teach.reflow.lessons.novels). `PROGRAM` is the gold
set's make_print_layout.py. `--judge` writes, for every gold document, the blocks as forests see
them that were trained without its fold; `--ship` trains on everything and writes the package's
data file. Folds hold whole works with all their layouts and mutations; what the later forests are
told of the earlier ones' thoughts on a sample was thought without its fold.
"""

import argparse
import pickle
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.reflow_gold import gold_documents, load_program
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import SourceText
from kanben.reading.forest.columns import Numbers
from kanben.reading.forest.trees import Forest, probability
from kanben.reading.judging.context import kinds_of
from kanben.reading.judging.judges import Judges
from kanben.reading.judging.kinds import KINDS, spans_of
from kanben.reading.judging.reflow import obey
from kanben.reading.mending.repairs import NONE
from kanben.reading.read import make_manuscript
from kanben.showing import reflowed
from teach.reflow.forests import Growth, fit, pack
from teach.reflow.lessons.gather import augmented
from teach.reflow.lessons.novels import GROUPS, novels
from teach.reflow.lessons.pagination import paginated
from teach.reflow.samples import (
    PageSample,
    Sample,
    Thoughts,
    block_answers,
    final_table,
    names_of,
    prepare,
    prepare_pages,
    skip_answers,
)

_WORKS = (
    ("debmake",),
    ("quantang", "nahan"),
    ("zhuzi", "guangdong"),
    ("lshort", "jiangsu"),
    ("plurality", "sanguo"),
    ("shandong", "seeds", "tang300"),
)
FOLDS = tuple((*works, group) for works, group in zip(_WORKS, GROUPS, strict=True))
"""Works that are kept out together; works of one genre are in different folds."""
FURNITURE = Growth(trees=140, leaves=24)
ENDS = Growth(trees=130, groves=2)
OF_KINDS = Growth(trees=60, leaves=16, rate=0.15, classes=len(KINDS), groves=2)
RESUMPTIONS = Growth(trees=60, leaves=12)
FINAL = Growth(trees=110, groves=3)
FEWEST_BLOCKS = 2

Joins = dict[str, Numbers]


class Trainer:
    """Train the forests on samples; later ones on what earlier ones think unseen."""

    def __init__(self, samples: Sequence[Sample], pages: Sequence[PageSample]) -> None:
        self.samples = samples
        self.pages = pages
        self.names = names_of(samples[0])
        self.folds = [[s for s in samples if s.document.group in fold] for fold in FOLDS]

    def others(self, number: int) -> list[Sample]:
        """Return the samples of all folds but one."""
        return [s for k, fold in enumerate(self.folds) if k != number for s in fold]

    def fit_furniture(self, fold: Sequence[str] = ()) -> Forest:
        """Train the forest that finds running heads and folios, without the works of a fold."""
        every: list[Sample | PageSample] = [*self.samples, *self.pages]
        teachers = [
            s for s in every if s.document.teaches_furniture and s.document.group not in fold
        ]
        return fit(
            np.concatenate([s.furniture for s in teachers]),
            np.concatenate([s.is_furniture for s in teachers]),
            np.concatenate([np.full(len(s.furniture), s.document.weight) for s in teachers]),
            self.names["furniture"],
            FURNITURE,
        )

    def fit_ends(self, samples: Sequence[Sample]) -> Forest:
        """Train the forest of first thoughts on line ends."""
        return self._fit_breaks([s.ends for s in samples], samples, "ends", ENDS)

    def fit_final(self, samples: Sequence[Sample], thoughts: dict[str, Thoughts]) -> Forest:
        """Train the forest of second thoughts on line ends."""
        tables = [final_table(s, thoughts[s.document.name]) for s in samples]
        return self._fit_breaks(tables, samples, "final", FINAL)

    def _fit_breaks(
        self, tables: Sequence[Numbers], samples: Sequence[Sample], name: str, growth: Growth
    ) -> Forest:
        return fit(
            np.concatenate(tables),
            np.concatenate([s.breaks for s in samples]),
            np.concatenate([s.weight for s in samples]),
            self.names[name],
            growth,
        )

    def fit_kinds(self, samples: Sequence[Sample], joins: Joins) -> Forest:
        """Train the forest that names the blocks."""
        answers = [block_answers(s, joins[s.document.name]) for s in samples]
        tables, kinds, weights = (np.concatenate(part) for part in zip(*answers, strict=True))
        return fit(tables, kinds, weights, self.names["kinds"], OF_KINDS)

    def fit_resumptions(self, samples: Sequence[Sample], joins: Joins) -> Forest:
        """Train the forest that knows where an interrupted text goes on."""
        answers = [skip_answers(s, joins[s.document.name]) for s in samples]
        weights = [
            np.full(len(found), s.document.weight)
            for s, (_, found) in zip(samples, answers, strict=True)
        ]
        return fit(
            np.concatenate([table for table, _ in answers]),
            np.concatenate([found for _, found in answers]),
            np.concatenate(weights),
            self.names["resumptions"],
            RESUMPTIONS,
        )

    def cross_fit(self) -> tuple[dict[str, Thoughts], list[tuple[Forest, Forest, Forest]]]:
        """Return what each sample's fold is thought of unseen, and each fold's three forests."""
        joins: Joins = {}
        ends = []
        for number, fold in enumerate(self.folds):
            ends.append(self.fit_ends(self.others(number)))
            for s in fold:
                chances = 1 - probability(ends[-1].scores_of(s.ends)[:, 0])
                joins[s.document.name] = obey(s.setting, chances, s.rulings)
            note(f"line ends without fold {number}")
        thoughts: dict[str, Thoughts] = {}
        forests = []
        for number, fold in enumerate(self.folds):
            others = self.others(number)
            kinds, resumptions = self.fit_kinds(others, joins), self.fit_resumptions(others, joins)
            for s in fold:
                thoughts[s.document.name] = think(s, joins[s.document.name], kinds, resumptions)
            forests.append((ends[number], kinds, resumptions))
            note(f"kinds without fold {number}")
        return thoughts, forests


def think(sample: Sample, joins: Numbers, kinds: Forest, resumptions: Forest) -> Thoughts:
    """Return what forests think of a sample's blocks and interruptions."""
    table, _ = skip_answers(sample, joins)
    resumes = probability(resumptions.scores_of(table)[:, 0])
    return Thoughts(joins, kinds_of(sample.setting, spans_of(joins > 0.5), joins, kinds), resumes)


def note(text: str) -> None:
    """Say how far the training is."""
    print(f"{time.process_time():6.0f} s  {text}", flush=True)


def cross_validate(
    trainer: Trainer,
    thoughts: dict[str, Thoughts],
    forests: list[tuple[Forest, Forest, Forest]],
    out: Path,
) -> None:
    """Write the blocks of every gold document, and the forests of every fold."""
    out.mkdir(parents=True, exist_ok=True)
    for number, fold in enumerate(trainer.folds):
        others = trainer.others(number)
        final = trainer.fit_final(others, thoughts)
        judges = Judges(trainer.fit_furniture(FOLDS[number]), *forests[number], final)
        (out / f"fold{number}.pkl").write_bytes(pickle.dumps(judges))
        for s in fold:
            if s.document.is_gold:
                name = s.document.name
                text = SourceText(name, s.document.lines, "", "utf-8")
                plan = Plan(parts=(PartPlan((name,)),), repairs=NONE)
                blocks = reflowed.jsonl(make_manuscript(name, plan, [text], judges))
                (out / f"{name}.jsonl").write_text("\n".join(blocks) + "\n", encoding="utf-8")
        note(f"all without fold {number}")


def ship(trainer: Trainer, thoughts: dict[str, Thoughts], out: Path) -> None:
    """Train on all folds and write the package's data file."""
    samples = trainer.samples
    joins = {name: found.joins for name, found in thoughts.items()}
    judges = Judges(
        trainer.fit_furniture(),
        trainer.fit_ends(samples),
        trainer.fit_kinds(samples, joins),
        trainer.fit_resumptions(samples, joins),
        trainer.fit_final(samples, thoughts),
    )
    pack(judges, out)
    note("all")


def samples_of(
    gold: Path, layouts: Path, cache: Path | None, told: Sequence[Path] = ()
) -> tuple[list[Sample], list[PageSample]]:
    """Prepare all samples, or take them from the cache of an earlier run."""
    if cache and cache.exists():
        kept: tuple[list[Sample], list[PageSample]] = pickle.loads(cache.read_bytes())
        return kept
    program = load_program(layouts)
    documents = [
        one
        for one in (*gold_documents(gold), *augmented(gold, program), *novels(program, told))
        if len(one.blocks) >= FEWEST_BLOCKS
    ]
    samples = [prepare(one) for one in documents]
    pages = [page for one in paginated(documents) if (page := prepare_pages(one))]
    if cache:
        cache.write_bytes(pickle.dumps((samples, pages)))
    return samples, pages


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--layouts", type=Path, required=True)
    parser.add_argument("--novels", type=Path, nargs="*", default=())
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--judge", type=Path, metavar="FOLDER")
    parser.add_argument("--ship", type=Path, metavar="FILE")
    told = parser.parse_args()
    trainer = Trainer(*samples_of(told.gold, told.layouts, told.cache, told.novels))
    thoughts, forests = trainer.cross_fit()
    if told.ship:
        ship(trainer, thoughts, told.ship)
    if told.judge:
        cross_validate(trainer, thoughts, forests, told.judge)


if __name__ == "__main__":
    main()
