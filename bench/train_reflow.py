"""Train the forests that read pages, and judge them on works they have not seen.

    python -m bench.train_reflow GOLD --layouts GOLD/../make_print_layout.py cv OUT
    python -m bench.train_reflow GOLD --layouts GOLD/../make_print_layout.py ship kanben/data/reflow.npz

`cv` writes, for every gold document, the blocks as forests see them that were trained without its
work; `ship` trains on everything. Folds hold whole works with all their layouts and mutations.
"""

import argparse
import json
import pickle
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
import lightgbm

from bench.reflow_gold import Document, augmented, gold_documents, load_program
from kanben.reading.columns import Columns
from kanben.reading.context import (
    FirstThoughts,
    Skips,
    final_evidence,
    kinds_of,
    pairs_of,
    possible_skips,
    resumes_of,
    skip_evidence,
)
from kanben.reading.evidence import adjacent, gather
from kanben.reading.columns import Numbers
from kanben.reading.forest import Forest, Judges, probability
from kanben.reading.furniture import furniture_evidence
from kanben.reading.kinds import KINDS, block_evidence, spans_of
from kanben.reading.lines import Lines, lay_out
from kanben.reading.looks import look
from kanben.reading.setting import Setting, set_lines

FOLDS = (
    ("debmake",),
    ("quantang", "nahan"),
    ("zhuzi", "guangdong"),
    ("lshort", "jiangsu"),
    ("plurality", "sanguo"),
    ("shandong", "seeds", "tang300"),
)
KIND_OF = {
    "headline": "heading",
    "kicker": "heading",
    "title": "heading",
    "note": "paragraph",
    "quote": "paragraph",
    "table": "code",
}
NOT_ASKED = 0.3
"""Weight of line ends inside code, which is kept as it is whatever is decided."""


class Sample(Struct):
    """Hold a document with its evidence and answers; rows are those of the setting."""

    document: Document
    lines: Lines
    furniture: Numbers
    is_furniture: np.ndarray
    setting: Setting
    ends: Numbers
    breaks: np.ndarray
    weight: np.ndarray
    kind: np.ndarray
    following: np.ndarray
    """The row that the text goes on with, or -1."""


def prepare(document: Document) -> Sample:
    """Gather the evidence on a document and its answers."""
    lines = lay_out([(0, document.lines)])
    looks = look(lines)
    rows = {int(number): row for row, number in enumerate(lines.number)}
    kind = np.zeros(len(lines), np.int64)
    onward = np.full(len(lines), -1)
    names = [str(name) for name in KINDS]
    furniture = np.zeros(len(lines), bool)
    for name, numbers in document.blocks:
        own = [rows[number] for number in numbers if number in rows]
        onward[own[:-1]] = own[1:]
        furniture[own] = name == "furniture"
        kind[own] = names.index(KIND_OF.get(name, name)) if name != "furniture" else -1
    kept = np.flatnonzero(~furniture)
    setting = set_lines(lines, looks, kept)
    place = np.full(len(lines) + 1, -1)
    place[kept] = np.arange(len(kept))
    following = place[onward[kept]]
    breaks = following[:-1] != np.arange(1, len(kept))
    code = (kind[kept][:-1] == names.index("code")) & (kind[kept][1:] == names.index("code"))
    weight = (
        np.where(code, NOT_ASKED, 1.0)
        * document.weight
        * min(1.5, (800 / max(len(kept), 100)) ** 0.5)
    )
    return Sample(
        document,
        lines,
        furniture_evidence(lines, looks).table(),
        furniture,
        setting,
        gather(adjacent(setting)).table(),
        breaks,
        weight,
        kind[kept],
        following,
    )


def fit(
    table: Numbers,
    answers: np.ndarray,
    weight: np.ndarray,
    names: Sequence[str],
    *,
    trees: int,
    leaves: int = 31,
    rate: float = 0.1,
    classes: int = 1,
    share: float = 0.3,
) -> Forest:
    """Train a forest and turn it into arrays."""
    settings = {
        "objective": "multiclass" if classes > 1 else "binary",
        "num_class": classes,
        "learning_rate": rate,
        "num_leaves": leaves,
        "max_depth": 9,
        "min_data_in_leaf": 30,
        "lambda_l2": 5.0,
        "feature_fraction": share,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "max_bin": 127,
        "num_threads": 1,
        "seed": 1,
        "deterministic": True,
        "force_col_wise": True,
        "verbose": -1,
    }
    data = lightgbm.Dataset(table, answers.astype(np.float32), weight=weight, free_raw_data=True)
    booster = lightgbm.train(settings, data, trees)
    return export(booster, tuple(names), classes)


def export(booster: lightgbm.Booster, names: tuple[str, ...], classes: int) -> Forest:
    """Lay the trained trees out for :class:`Forest`: children side by side, leaves on themselves."""
    column: list[int] = []
    threshold: list[float] = []
    child: list[int] = []
    value: list[float] = []
    roots = []
    deepest = 1
    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(column))
        level = [tree["tree_structure"]]
        depth = -1
        start = len(column)
        while level:
            depth += 1
            below = [
                node[side]
                for node in level
                if "split_feature" in node
                for side in ("left_child", "right_child")
            ]
            start += len(level)
            for node in level:
                if "split_feature" in node:
                    column.append(node["split_feature"])
                    threshold.append(node["threshold"])
                    child.append(start)
                    value.append(node["internal_value"])
                    start += 2
                else:
                    column.append(0)
                    threshold.append(np.inf)
                    child.append(len(child))
                    value.append(node["leaf_value"])
            start = len(column)
            level = below
        deepest = max(deepest, depth)
    return Forest(
        names,
        np.array(roots, np.int32),
        np.array(column, np.int32),
        np.array(threshold, np.float32),
        np.array(child, np.int32),
        np.array(value, np.float32),
        np.zeros(classes, np.float32),
        deepest,
    )


def stacked(parts: Sequence[Numbers]) -> Numbers:
    return np.concatenate(list(parts))


def names_of(sample: Sample) -> dict[str, tuple[str, ...]]:
    """Return the names of the columns of each question."""
    setting = sample.setting
    joins = np.zeros(len(setting) - 1, np.float32)
    spans = spans_of(joins > 1)
    none = Skips(np.zeros(0, np.int64), np.zeros(0, np.int64))
    kinds = np.zeros((len(spans), len(KINDS)), np.float32)
    thoughts = FirstThoughts(gather(adjacent(setting)), joins, spans, kinds, none, joins[:0])
    ends = gather(adjacent(setting))
    skip = gather(pairs_of(setting, none))
    return {
        "furniture": furniture_evidence(sample.lines, look(sample.lines)).names,
        "ends": ends.names,
        "kinds": block_evidence(setting, spans, joins).names,
        "resumptions": skip_evidence(skip, setting, none, joins).names,
        "final": final_evidence(thoughts).names,
    }


def fit_furniture(samples: Sequence[Sample], names: Sequence[str]) -> Forest:
    weights = [np.full(len(s.lines), s.document.weight) for s in samples]
    return fit(
        stacked([s.furniture for s in samples]),
        stacked([s.is_furniture for s in samples]),
        stacked(weights),
        names,
        trees=80,
        leaves=16,
    )


def fit_ends(samples: Sequence[Sample], names: Sequence[str], trees: int) -> Forest:
    return fit(
        stacked([s.ends for s in samples]),
        stacked([s.breaks for s in samples]),
        stacked([s.weight for s in samples]),
        names,
        trees=trees,
    )


def joins_of(sample: Sample, forest: Forest) -> Numbers:
    return 1 - probability(forest.scores_of(sample.ends)[:, 0])


def block_answers(sample: Sample, joins: Numbers) -> tuple[Numbers, np.ndarray, np.ndarray]:
    """Return evidence, kinds and weights of the blocks that `joins` make."""
    setting = sample.setting
    spans = spans_of(joins > 0.5)
    table = block_evidence(setting, spans, joins).table()
    owner = np.repeat(np.arange(len(spans)), spans.sizes)
    votes = np.zeros((len(spans), len(KINDS)))
    np.add.at(votes, (owner, sample.kind), setting.looks.chars)
    weight = sample.document.weight * min(1.5, (150 / max(len(spans), 20)) ** 0.5)
    chars = np.add.reduceat(setting.looks.chars, spans.first)
    return table, votes.argmax(axis=1), weight * np.clip(chars / 20, 1, 4) ** 0.5


def skip_answers(sample: Sample, joins: Numbers) -> tuple[Skips, Numbers, np.ndarray]:
    """Return the possible interruptions, the evidence on them, and whether the text goes on."""
    setting = sample.setting
    skips = possible_skips(setting, joins)
    columns = gather(pairs_of(setting, skips))
    table = skip_evidence(columns, setting, skips, joins).table()
    return skips, table, sample.following[skips.before] == skips.after


class Oof(Struct):
    """Hold what forests that had not seen a sample thought of it."""

    joins: Numbers
    kinds: Numbers
    resumes: Numbers


def final_table(sample: Sample, oof: Oof) -> Numbers:
    setting = sample.setting
    spans = spans_of(oof.joins > 0.5)
    skips = possible_skips(setting, oof.joins)
    thoughts = FirstThoughts(
        gather(adjacent(setting)), oof.joins, spans, oof.kinds, skips, oof.resumes
    )
    return final_evidence(thoughts).table()


class Trainer:
    """Train all forests on samples, each question's answers cross-fitted over the folds."""

    def __init__(self, samples: Sequence[Sample], *, trees: int) -> None:
        self.samples = samples
        self.names = names_of(samples[0])
        self.trees = trees
        self.folds = [[s for s in samples if s.document.group in fold] for fold in FOLDS]

    def others(self, number: int) -> list[Sample]:
        return [s for k, fold in enumerate(self.folds) if k != number for s in fold]

    def cross_fit(self) -> dict[str, Oof]:
        """Return for every document what forests trained without its fold think of it."""
        joins: dict[str, Numbers] = {}
        self.ends = []
        for number, fold in enumerate(self.folds):
            start = time.time()
            self.ends.append(fit_ends(self.others(number), self.names["ends"], self.trees))
            for s in fold:
                joins[s.document.name] = joins_of(s, self.ends[-1])
            print(f"ends {number}: {time.time() - start:.0f} s", flush=True)
        self.kinds, self.resumptions = [], []
        found: dict[str, Oof] = {}
        for number, fold in enumerate(self.folds):
            start = time.time()
            others = self.others(number)
            self.kinds.append(self.fit_kinds(others, joins))
            self.resumptions.append(self.fit_resumptions(others, joins))
            for s in fold:
                own = joins[s.document.name]
                spans = spans_of(own > 0.5)
                skips, table, _ = skip_answers(s, own)
                resumes = probability(self.resumptions[-1].scores_of(table)[:, 0])
                kinds = kinds_of(s.setting, spans, own, self.kinds[-1])
                found[s.document.name] = Oof(own, kinds, resumes)
            print(f"kinds {number}: {time.time() - start:.0f} s", flush=True)
        return found

    def fit_kinds(self, samples: Sequence[Sample], joins: dict[str, Numbers]) -> Forest:
        answers = [block_answers(s, joins[s.document.name]) for s in samples]
        return fit(
            *(stacked(part) for part in zip(*answers, strict=True)),
            self.names["kinds"],
            trees=45,
            leaves=16,
            rate=0.15,
            classes=len(KINDS),
        )

    def fit_resumptions(self, samples: Sequence[Sample], joins: dict[str, Numbers]) -> Forest:
        answers = [skip_answers(s, joins[s.document.name]) for s in samples]
        weights = [
            np.full(len(a[2]), s.document.weight) for s, a in zip(samples, answers, strict=True)
        ]
        return fit(
            stacked([a[1] for a in answers]),
            stacked([a[2] for a in answers]),
            stacked(weights),
            self.names["resumptions"],
            trees=60,
            leaves=12,
        )

    def fit_final(self, samples: Sequence[Sample], oof: dict[str, Oof]) -> Forest:
        tables = [final_table(s, oof[s.document.name]) for s in samples]
        return fit(
            stacked(tables),
            stacked([s.breaks for s in samples]),
            stacked([s.weight for s in samples]),
            self.names["final"],
            trees=self.trees,
        )


def calibrate(scores: np.ndarray, breaks: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Return slope and offset that make the scores honest log odds (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(scores[:, None], breaks, sample_weight=weight)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def pack(judges: Judges, path: Path) -> None:
    """Write the forests as numbers."""
    arrays: dict[str, np.ndarray] = {"calibration": np.array(judges.calibration)}
    for name in ("furniture", "ends", "kinds", "resumptions", "final"):
        forest: Forest = getattr(judges, name)
        arrays[f"{name}.names"] = np.array(" ".join(forest.names))
        arrays[f"{name}.roots"] = forest.roots
        arrays[f"{name}.column"] = forest.column.astype(np.uint16)
        arrays[f"{name}.threshold"] = forest.threshold
        arrays[f"{name}.child"] = forest.child
        arrays[f"{name}.value"] = forest.value.astype(np.float16).astype(np.float32)
        arrays[f"{name}.bias"] = forest.bias
        arrays[f"{name}.depth"] = np.array(forest.depth)
    np.savez_compressed(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--layouts", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--trees", type=int, default=150)
    parser.add_argument("action", choices=["cv", "ship"])
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    if told.cache and told.cache.exists():
        samples = pickle.loads(told.cache.read_bytes())
    else:
        documents = [*gold_documents(told.gold), *augmented(told.gold, load_program(told.layouts))]
        samples = [prepare(d) for d in documents if len(d.blocks) > 5]
        if told.cache:
            told.cache.write_bytes(pickle.dumps(samples))
    trainer = Trainer(samples, trees=told.trees)
    oof = trainer.cross_fit()
    if told.action == "cv":
        cross_validate(trainer, oof, told.out)
    else:
        ship(trainer, oof, told.out)


def cross_validate(trainer: Trainer, oof: dict[str, Oof], out: Path) -> None:
    from kanben.manuscript.plan import PartPlan, Plan
    from kanben.reading import report
    from kanben.reading.pages import make_manuscript
    from kanben.reading.repairs import NONE
    from kanben.reading.source import SourceText

    out.mkdir(parents=True, exist_ok=True)
    for number, fold in enumerate(trainer.folds):
        start = time.time()
        others = trainer.others(number)
        final = trainer.fit_final(others, oof)
        judges = Judges(
            fit_furniture(others, trainer.names["furniture"]),
            trainer.ends[number],
            trainer.kinds[number],
            trainer.resumptions[number],
            final,
            (1.0, 0.0),
        )
        (out / f"fold{number}.pkl").write_bytes(pickle.dumps(judges))
        for s in fold:
            if s.document.is_gold:
                name = s.document.name
                text = SourceText(name, s.document.lines, "", "utf-8")
                plan = Plan(parts=(PartPlan((name,)),), repairs=NONE)
                manuscript = make_manuscript(name, plan, [text], judges)
                (out / f"{name}.jsonl").write_text("\n".join(report.jsonl(manuscript)) + "\n")
        print(f"final {number}: {time.time() - start:.0f} s", flush=True)


def ship(trainer: Trainer, oof: dict[str, Oof], out: Path) -> None:
    samples = trainer.samples
    joins = {name: thought.joins for name, thought in oof.items()}
    final = trainer.fit_final(samples, oof)
    judges = Judges(
        fit_furniture(samples, trainer.names["furniture"]),
        fit_ends(samples, trainer.names["ends"], trainer.trees),
        trainer.fit_kinds(samples, joins),
        trainer.fit_resumptions(samples, joins),
        final,
        (1.0, 0.0),
    )
    pack(judges, out)


if __name__ == "__main__":
    main()
