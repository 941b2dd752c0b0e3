"""Read the open texts that are learned from, and part them into clauses."""

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST = 100
"""Characters of a clause that the analyser reads at once."""
_CLAUSE = re.compile("[^。！？；\n]+[。！？；]?[”’」』）]*")


def read_packed(path: Path) -> str:
    """Return the text of a file packed with xz."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        return stream.read()


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """Yield the clauses of a text with the offset of each, none longer than `LONGEST`."""
    for found in _CLAUSE.finditer(text):
        start, clause = found.start(), found.group()
        while len(clause) > LONGEST:
            cut = max(clause.rfind(mark, 20, LONGEST) for mark in "，、：,") + 1 or LONGEST
            yield start, clause[:cut]
            start, clause = start + cut, clause[cut:]
        if clause.strip():
            yield start, clause
