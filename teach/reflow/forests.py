"""Train boosted trees with LightGBM and lay them out as numbers that numpy evaluates."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from msgspec import Struct

from kanben.reading.forest.columns import Numbers
from kanben.reading.forest.questions import Trees
from kanben.reading.forest.trees import Forest, plant
from kanben.reading.judging.judges import FIELDS, NAMES, Judges
from teach.reflow.samples import Array

DEEPEST = 9


class Growth(Struct, frozen=True):
    """Say how a forest grows: rounds, leaves a tree, learning rate, classes of answers.

    `groves` is how many forests from different seeds are averaged: they differ most where
    nothing like the text was seen.
    """

    trees: int
    leaves: int = 31
    rate: float = 0.1
    classes: int = 1
    groves: int = 1


def fit(
    table: Numbers, answers: Array, weight: Array, names: Sequence[str], growth: Growth
) -> Forest:
    """Train a forest on one processor, the same way every time."""
    settings = {
        "objective": "multiclass" if growth.classes > 1 else "binary",
        "num_class": growth.classes,
        "learning_rate": growth.rate,
        "num_leaves": growth.leaves,
        "max_depth": DEEPEST,
        "min_data_in_leaf": 30,
        "lambda_l2": 5.0,
        "feature_fraction": 0.3,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "max_bin": 127,
        "num_threads": 1,
        "deterministic": True,
        "force_col_wise": True,
        "verbose": -1,
    }
    if growth.classes > 1:
        table, answers, weight = _with_all_classes(table, answers, weight, growth.classes)
    data = lightgbm.Dataset(table, answers.astype(np.float32), weight=weight)
    trees = [
        tree
        for seed in range(growth.groves)
        for tree in lightgbm.train(settings | {"seed": seed}, data, growth.trees).dump_model()[
            "tree_info"
        ]
    ]
    return lay_out_trees(trees, tuple(names), growth)


def _with_all_classes(
    table: Numbers, answers: Array, weight: Array, classes: int
) -> tuple[Numbers, Array, Array]:
    """Add a weightless row for every class that does not occur, so that the scores line up."""
    missing = np.setdiff1d(np.arange(classes), answers)
    empty = np.zeros((len(missing), table.shape[1]), np.float32)
    return (
        np.vstack([table, empty]),
        np.append(answers, missing),
        np.append(weight, np.full(len(missing), 1e-6)),
    )


def lay_out_trees(
    trees: Sequence[dict[str, Any]], names: tuple[str, ...], growth: Growth
) -> Forest:
    """Lay trees out for :class:`Forest`: brothers side by side, leaves their own children."""
    rows: list[tuple[int, float, int, float]] = []
    roots = []
    for tree in trees:
        roots.append(len(rows))
        for level in _levels(tree["tree_structure"]):
            below = len(rows) + len(level)
            for node in level:
                if "split_feature" in node:
                    value = node["internal_value"]
                    rows.append((node["split_feature"], node["threshold"], below, value))
                    below += 2
                else:
                    rows.append((0, np.inf, len(rows), node["leaf_value"]))
    column, threshold, child, value = zip(*rows, strict=True)
    laid_out = Trees(
        roots=np.array(roots, np.int32),
        column=np.array(column, np.int32),
        threshold=np.array(threshold, np.float32),
        child=np.array(child, np.int32),
        value=(np.array(value, np.float32) / growth.groves).astype(np.float32),
    )
    return plant(names, laid_out, np.zeros(growth.classes, np.float32))


def _levels(root: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    level = [root]
    while level:
        yield level
        level = [
            node[side]
            for node in level
            if "split_feature" in node
            for side in ("left_child", "right_child")
        ]


def pack(judges: Judges, path: Path) -> None:
    """Write the forests as the package ships them."""
    arrays: dict[str, Array] = {}
    for name in NAMES:
        forest: Forest = getattr(judges, name)
        arrays |= {f"{name}.{field}": getattr(forest.trees, field) for field in FIELDS}
        arrays[f"{name}.column"] = forest.trees.column.astype(np.uint16)
        arrays[f"{name}.bias"] = forest.bias
        arrays[f"{name}.names"] = np.array(" ".join(forest.names))
    np.savez_compressed(path, allow_pickle=False, **arrays)
