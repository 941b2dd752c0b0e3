"""Find the leaf that a row falls into in every tree at once, by the leaves its answers rule out.

A row that exceeds a node's threshold goes to the right there, so it ends in none of the leaves
on the node's left. Whatever the order of the questions, the leftmost leaf that no answer rules out
is the row's (Lucchese et al. 2015, "QuickScorer"): no row is led down a tree, arrays are compared.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.reading.forest.columns import Numbers

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint16] | npt.NDArray[np.uint32] | npt.NDArray[np.uint64]

_TOGETHER = 32
"""Trees that are asked at once; with a thousand rows their arrays fit the processor's cache."""
_WIDTHS = (np.uint16, np.uint32, np.uint64)


class Trees(Struct, frozen=True):
    """Hold trees as nodes that send rows on.

    `roots` are the trees' first nodes, `column` and `threshold` what each node asks. `child` is
    the node for rows that do not exceed the threshold, the one behind it is for the others; a
    leaf is its own child. `value` is what a leaf adds to the score.
    """

    roots: npt.NDArray[np.int32]
    column: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float32]
    child: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]


class Questions(Struct, frozen=True):
    """Hold the same trees as questions × trees, in any order, and leaves × trees, from the left.

    `ruled_out` has a bit for each leaf that is out if the answer is yes.
    """

    column: Ints
    threshold: Numbers
    ruled_out: Bits
    values: Numbers

    def leaves(self, table: Numbers) -> Numbers:
        """Return trees × rows of the values of the leaves; `table` is columns × rows."""
        count, trees = self.column.shape
        found = np.empty((trees, table.shape[1]), np.float32)
        for first in range(0, trees, _TOGETHER):
            own = slice(first, min(first + _TOGETHER, trees))
            shape = (own.stop - first, table.shape[1])
            out = np.zeros(shape, self.ruled_out.dtype)
            asked, yes = np.empty(shape, np.float32), np.empty(shape, np.bool_)
            excluded = np.empty_like(out)
            for number in range(count):
                np.take(table, self.column[number, own], axis=0, out=asked, mode="clip")
                np.greater(asked, self.threshold[number, own, None], out=yes)
                np.multiply(yes, self.ruled_out[number, own, None], out=excluded)
                np.bitwise_or(out, excluded, out=out)
            leaf = np.bitwise_count(out & ~(out + out.dtype.type(1)))
            place = leaf * np.int32(trees) + np.arange(first, own.stop, dtype=np.int32)[:, None]
            self.values.take(place, out=found[own], mode="clip")
        return found


def ask(trees: Trees) -> Questions:
    """Turn trees into questions.

    Raises ValueError for a tree of more than 64 leaves.
    """
    levels = list(_levels(trees))
    below = np.ones(len(trees.child), np.int64)
    for own in reversed(levels):
        below[own] = below[trees.child[own]] + below[trees.child[own] + 1]
    tree, left = np.zeros_like(below), np.zeros_like(below)
    tree[trees.roots] = np.arange(len(trees.roots))
    for own in levels:
        child = trees.child[own]
        tree[child] = tree[child + 1] = tree[own]
        left[child], left[child + 1] = left[own], left[own] + below[child]
    return _tabulate(trees, levels, _Standing(tree, below, left))


class _Standing(Struct, frozen=True):
    """Say of each node which tree it is in, how many leaves are below it, and how many left."""

    tree: Ints
    below: Ints
    left: Ints


def _tabulate(trees: Trees, levels: list[Ints], standing: _Standing) -> Questions:
    """Set the nodes out by tree."""
    tree, below, left = standing.tree, standing.below, standing.left
    most = int(below[trees.roots].max())
    width = next((width for width in _WIDTHS if most <= np.iinfo(width).bits), None)
    if width is None:
        raise ValueError(most)
    nodes = np.concatenate([*levels, np.zeros(0, np.int64)])
    nodes = nodes[np.argsort(tree[nodes], kind="stable")]
    number = np.arange(len(nodes)) - np.searchsorted(tree[nodes], tree[nodes])
    shape = (most - 1, len(trees.roots))
    column, threshold = np.zeros(shape, np.int64), np.full(shape, np.inf, np.float32)
    ruled_out = np.zeros(shape, width)
    column[number, tree[nodes]] = trees.column[nodes]
    threshold[number, tree[nodes]] = trees.threshold[nodes]
    one = np.uint64(1)
    bits = ((one << below[trees.child[nodes]].astype(np.uint64)) - one) << left[nodes].astype(
        np.uint64
    )
    ruled_out[number, tree[nodes]] = bits.astype(width)
    values = np.zeros((most, len(trees.roots)), np.float32)
    leaves = np.flatnonzero(trees.child == np.arange(len(trees.child)))
    values[left[leaves], tree[leaves]] = trees.value[leaves]
    return Questions(column, threshold, ruled_out, values)


def _levels(trees: Trees) -> Iterator[Ints]:
    """Yield the nodes that ask, level by level from the roots."""
    nodes = trees.roots.astype(np.int64)
    while len(nodes := nodes[trees.child[nodes] != nodes]):
        yield nodes
        nodes = np.concatenate([trees.child[nodes], trees.child[nodes] + 1]).astype(np.int64)
