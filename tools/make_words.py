"""Make the word table that the reflow reads across line ends.

    python tools/make_words.py kanben/data/words_across.npz

The words of two to four characters that jieba's dictionary counted at least `RARE` times become
columns of code points with the rounded logarithm of their counts; OpenCC's characters become the
folding of traditional to simplified. Both are facts about Chinese that ship as numbers.
"""

import math
import sys
from pathlib import Path

import jieba
import numpy as np
import opencc

RARE = 5
LONGEST = 4
HAN = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))


def folding() -> tuple[list[int], list[int]]:
    """Return the traditional characters and the simplified one of each."""
    converter = opencc.OpenCC("t2s")
    pairs = [(code, converter.convert(chr(code))) for code in HAN]
    changed = [(code, ord(to)) for code, to in pairs if len(to) == 1 and to != chr(code)]
    kept = [(code, to) for code, to in changed if to < 0x10000]
    return [code for code, _ in kept], [to for _, to in kept]


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
    old, new = folding()
    np.savez_compressed(
        Path(sys.argv[1]),
        columns=columns,
        logs=logs,
        total=np.array(math.log(jieba.dt.total)),
        traditional=np.array(old, np.uint16),
        simplified=np.array(new, np.uint16),
    )


if __name__ == "__main__":
    main()
