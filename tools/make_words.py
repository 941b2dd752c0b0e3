"""Make the word table that the reflow reads across line ends.

    python tools/make_words.py kanben/data/words_across.npz

The words of two to four characters that jieba's dictionary counted at least `RARE` times become
columns of code points with the rounded logarithm of their counts: facts about Chinese that ship as
numbers.
"""

import math
import sys
from pathlib import Path

import jieba
import numpy as np

RARE = 5
LONGEST = 4


def counted_words() -> list[tuple[tuple[int, ...], int]]:
    """Return the words as padded code points, sorted, with their counts."""
    jieba.initialize()
    words = []
    for word, count in jieba.dt.FREQ.items():
        codes = tuple(map(ord, word))
        fits = 1 <= len(codes) <= LONGEST and all(0x3400 <= code < 0xA000 for code in codes)
        if fits and (count >= RARE or (len(codes) == 1 and count)):
            words.append((codes + (0,) * (LONGEST - len(codes)), count))
    return sorted(words)


def main() -> None:
    """Write the table to the path given."""
    words = counted_words()
    columns = np.array([codes for codes, _ in words], np.uint16).T
    logs = np.array([round(math.log(count) * 8) for _, count in words], np.uint8)
    np.savez_compressed(
        Path(sys.argv[1]),
        columns=columns,
        logs=logs,
        total=np.array(math.log(jieba.dt.total)),
    )


if __name__ == "__main__":
    main()
