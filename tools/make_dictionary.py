"""Compile jieba's dictionary into tables that are mapped into memory, not read.

    python tools/make_dictionary.py kanben/data

Writes ``words.trie`` (every word, as a MARISA trie), ``words.counts`` (how often each was counted,
32 bits, in the trie's order) and ``words.tags`` (the part of speech of each, one byte, after a
line of their names and a line feed).
"""

import sys
from array import array
from pathlib import Path

import jieba
import marisa_trie


def rows() -> tuple[dict[str, tuple[int, str]], int]:
    """Return count and part of speech of each word, the last row of a word, and the sum of all."""
    words: dict[str, tuple[int, str]] = {}
    total = 0
    with jieba.get_dict_file() as file:
        for line in file:
            word, count, tag = line.decode("utf-8").split()
            words[word] = (int(count), tag)
            total += int(count)
    return words, total


def main() -> None:
    """Write the tables into the folder given."""
    folder = Path(sys.argv[1])
    words, total = rows()
    trie = marisa_trie.Trie(words)
    ordered = [words[trie.restore_key(number)] for number in range(len(trie))]
    names = sorted({tag for _, tag in ordered})
    counts = array("I", [total, *(count for count, _ in ordered)])
    if sys.byteorder == "big":
        counts.byteswap()
    trie.save(str(folder / "words.trie"))
    (folder / "words.counts").write_bytes(counts.tobytes())
    head = " ".join(names).encode() + b"\n"
    (folder / "words.tags").write_bytes(head + bytes(names.index(tag) for _, tag in ordered))


if __name__ == "__main__":
    main()
