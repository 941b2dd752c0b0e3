"""Judge tables of evidence with boosted decision trees, evaluated by the array.

The trees are trained elsewhere (teach/reflow/train.py) and ship as numbers.
"""

from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.memory import memory_at_hand
from kanben.reading.forest.columns import Columns, Numbers
from kanben.reading.forest.questions import Questions, Trees, ask

_ROWS = 1024
"""Rows that are judged at once: their arrays fit the processor's cache."""


class Forest(Struct, frozen=True, dict=True, eq=False):
    """Hold the trees of one question with `classes` scores an answer (1 for yes or no).

    The trees stand tree by tree, the classes in turn. `bias` is added to the sums of the leaves.
    `names` are the columns that the trees ask for.
    """

    names: tuple[str, ...]
    trees: Trees
    questions: Questions
    bias: npt.NDArray[np.float32]

    @property
    def classes(self) -> int:
        """Return how many scores an answer has."""
        return len(self.bias)

    @cached_property
    def splits(self) -> tuple[Numbers, ...]:
        """Return for each column the sorted thresholds of all nodes that look at it."""
        trees = self.trees
        inner = trees.child != np.arange(len(trees.child))
        return tuple(
            np.unique(trees.threshold[inner & (trees.column == place)])
            for place in range(len(self.names))
        )

    def scores(self, columns: Columns) -> Numbers:
        """Return rows × classes of summed leaves, in log odds.

        Raises ValueError if the columns are not those that the forest was trained on.
        """
        if columns.names != self.names:
            raise ValueError("the columns are not the forest's")
        memory = memory_at_hand()
        if memory is not None:
            return memory.judge(self, columns.table())
        scores = np.empty((len(columns), self.classes), np.float32)
        for start in range(0, len(columns), _ROWS):
            self._score(columns.turned(start, start + _ROWS), scores[start : start + _ROWS])
        return scores

    def scores_of(self, table: Numbers) -> Numbers:
        """Return the scores of a table whose columns are known to be the forest's."""
        scores = np.empty((len(table), self.classes), np.float32)
        for start in range(0, len(table), _ROWS):
            rows = np.ascontiguousarray(table[start : start + _ROWS].T)
            self._score(rows, scores[start : start + _ROWS])
        return scores

    def _score(self, turned: Numbers, scores: Numbers) -> None:
        leaves = self.questions.leaves(turned)
        scores[:] = leaves.reshape(-1, self.classes, leaves.shape[1]).sum(axis=0).T + self.bias


def plant(names: tuple[str, ...], trees: Trees, bias: npt.NDArray[np.float32]) -> Forest:
    """Make a forest of trees; `bias` has a number for each class."""
    return Forest(names, trees, ask(trees), bias)


def probability(scores: Numbers) -> Numbers:
    """Turn log odds into probabilities."""
    chance: Numbers = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return chance


def shares(scores: Numbers) -> Numbers:
    """Turn rows of scores into probabilities that sum up to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return found
