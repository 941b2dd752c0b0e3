"""Judge tables of evidence with boosted decision trees, evaluated by the array.

The trees are trained elsewhere (teach/reflow/train.py) and ship as numbers. Each node sends a row
to its left child unless the row's value in the node's column exceeds the node's threshold; the
right child is stored right behind the left one; a leaf is its own child.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.reading.forest.columns import Columns, Numbers

_CHUNK = 1 << 16
"""Pairs of row and tree that are followed at once: they fit the processor's cache."""


class Forest(Struct, frozen=True):
    """Hold the trees of one question with `classes` scores an answer (1 for yes or no).

    `roots` are the trees' first nodes, tree by tree, the classes in turn. `bias` is added to the
    sums of the leaves. `names` are the columns the nodes' `column` points to.
    """

    names: tuple[str, ...]
    roots: npt.NDArray[np.int32]
    column: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float32]
    child: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    depth: int

    @property
    def classes(self) -> int:
        """Return how many scores an answer has."""
        return len(self.bias)

    def scores(self, columns: Columns) -> Numbers:
        """Return rows × classes of summed leaves, in log odds.

        Raises ValueError if the columns are not those that the forest was trained on.
        """
        if columns.names != self.names:
            raise ValueError("the columns are not the forest's")
        step = max(1, _CHUNK // len(self.roots))
        parts = [
            self.scores_of(columns.table(start, start + step))
            for start in range(0, len(columns), step)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, self.classes), np.float32)

    def scores_of(self, table: Numbers) -> Numbers:
        """Return the scores of a table whose columns are known to be the forest's."""
        rows = len(table)
        step = max(1, _CHUNK // len(self.roots))
        scores = np.empty((rows, self.classes), np.float32)
        for start in range(0, rows, step):
            leaves = self._leaves(table[start : start + step])
            sums = self.value[leaves].reshape(-1, self.classes, len(leaves[0])).sum(axis=0)
            scores[start : start + step] = sums.T + self.bias
        return scores

    def _leaves(self, table: Numbers) -> npt.NDArray[np.int32]:
        """Return the leaf of every tree and row: trees × rows."""
        rows, width = table.shape
        flat = table.ravel()
        base = (np.arange(rows, dtype=np.int32) * np.int32(width))[None, :]
        node: npt.NDArray[np.int32] = np.repeat(self.roots[:, None], rows, axis=1)
        for _ in range(self.depth):
            found = flat.take(base + self.column.take(node))
            node = self.child.take(node) + (found > self.threshold.take(node))
        return node

    def weigh(self, row: Numbers) -> dict[str, float]:
        """Return what each column contributed to the first class's score of one row.

        A step down a tree contributes the change of the mean value below it (Saabas 2014).
        """
        weights: dict[str, float] = {}
        for root in self.roots[:: self.classes].tolist():
            node = root
            while self.child[node] != node:
                right = row[self.column[node]] > self.threshold[node]
                below = int(self.child[node] + right)
                name = self.names[self.column[node]]
                change = float(self.value[below] - self.value[node])
                weights[name] = weights.get(name, 0.0) + change
                node = below
        return weights


def probability(scores: Numbers) -> Numbers:
    """Turn log odds into probabilities."""
    chance: Numbers = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return chance


def shares(scores: Numbers) -> Numbers:
    """Turn rows of scores into probabilities that sum up to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return found
