"""Index pairs of characters: for each pair, the blocks that hold it.

A phrase stands only in blocks that hold all its pairs; whether they do is then read in the text.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

_BITS = 21
"""Bits of a code point."""
_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_GROUP = 5
"""Bits of a number in one digit; the sixth says that more follow."""

Array = np.ndarray[Any, Any]


class Postings:
    """Gather the pairs of many blocks, and give them back sorted."""

    def __init__(self) -> None:
        self._pairs: list[Array] = []
        self._blocks: list[Array] = []
        self._least = np.dtype(np.uint32)

    def add(self, block: int, texts: Iterable[str]) -> None:
        """Index a block by its texts; the last character of each pairs with nothing."""
        for text in texts:
            codes = np.frombuffer(f"{text}\0".encode("utf-32-le", "replace"), dtype=np.uint32)
            pairs = np.unique((codes[:-1].astype(np.uint64) << _BITS) | codes[1:])
            self._pairs.append(pairs)
            self._blocks.append(np.full(len(pairs), block, dtype=self._least))

    def sorted(self) -> Iterator[tuple[str, str]]:
        """Yield every pair with its blocks: the distances between them, from 0, as digits."""
        if not self._pairs:
            return
        pairs, blocks = np.concatenate(self._pairs), np.concatenate(self._blocks)
        order = np.lexsort((blocks, pairs))
        pairs, blocks = pairs[order], blocks[order]
        new = np.ones(len(pairs), dtype=bool)
        new[1:] = (pairs[1:] != pairs[:-1]) | (blocks[1:] != blocks[:-1])
        pairs, blocks = pairs[new], blocks[new].astype(np.int64)
        starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
        distances = np.diff(blocks, prepend=0)
        distances[starts] = blocks[starts]
        digits, ends = written(distances)
        begins = [0, *ends[starts[1:] - 1].tolist()]
        for pair, begin, end in zip(
            pairs[starts].tolist(), begins, [*begins[1:], len(digits)], strict=True
        ):
            first, second = chr(pair >> _BITS), chr(pair & ((1 << _BITS) - 1))
            yield first + second, digits[begin:end].decode("ascii")


def written(numbers: Array) -> tuple[bytes, Array]:
    """Write numbers in digits of five bits, the least first; return where each of them ends."""
    lengths = np.ones(len(numbers), dtype=np.int64)
    rest = numbers >> _GROUP
    while rest.any():
        lengths += rest > 0
        rest >>= _GROUP
    ends = np.cumsum(lengths)
    owner = np.repeat(np.arange(len(numbers)), lengths)
    place = np.arange(len(owner)) - (ends - lengths)[owner]
    values = (numbers[owner] >> (_GROUP * place)) & ((1 << _GROUP) - 1)
    more = place < lengths[owner] - 1
    table = np.frombuffer(_DIGITS, dtype=np.uint8)
    return table[values | (more << _GROUP)].tobytes(), ends
