"""List the phrases that recur in reports, for a person to choose the subjects among them.

    python -m teach.names.policy --silver DIR

DIR holds reports as teach.names.silver labels them. Printed is, for every phrase of nouns that
enough reports have, in how many it stands. What an indexer would list of them stands in
``kanben/data/policy_terms.txt``.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np

from kanben.indexing.text.tagging.parts import CLASSES
from teach.names.lessons import word_labels

REPORTS = 6
"""Reports that a phrase must stand in."""
SWALLOWED = 0.8
"""Share of a phrase's reports that have it in one longer phrase: the longer one is listed then."""
_SHORTEST, _LONGEST, _WORDS = 4, 12, 5
_HAN = re.compile("[\u3400-\u9fff]+")


def phrases(path: Path) -> set[str]:
    """Return the phrases of nouns, nouns of action, adjectives and verbs of one report."""
    stored = np.load(path)
    text, labels = str(stored["text"]), word_labels(stored["labels"])
    starts = [place for place, label in enumerate(labels) if label % 2 == 0] + [len(labels)]
    found = set()
    for first in range(len(starts) - 1):
        for last in range(first + 1, min(first + 1 + _WORDS, len(starts))):
            word = text[starts[last - 1] : starts[last]]
            sort = CLASSES[labels[starts[last - 1]] // 2]
            if sort not in ("n", "vn", "a", "v") or not _HAN.fullmatch(word):
                break
            phrase = text[starts[first] : starts[last]]
            if sort in ("n", "vn") and _SHORTEST <= len(phrase) <= _LONGEST:
                found.add(phrase)
    return found


def recurring(folder: Path) -> dict[str, int]:
    """Return the phrases of enough reports that are no part of a longer one, with the reports."""
    counts = Counter(phrase for path in folder.glob("report-*.npz") for phrase in phrases(path))
    kept = {phrase: count for phrase, count in counts.items() if count >= REPORTS}
    parts = {
        phrase
        for phrase, count in kept.items()
        for longer, more in kept.items()
        if phrase in longer and phrase != longer and more >= SWALLOWED * count
    }
    return {phrase: count for phrase, count in kept.items() if phrase not in parts}


def main() -> None:
    """Print the phrases, the most frequent first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--silver", type=Path, required=True)
    found = recurring(parser.parse_args().silver)
    for phrase, count in sorted(found.items(), key=lambda row: (-row[1], row[0])):
        print(count, phrase, sep="\t")


if __name__ == "__main__":
    main()
