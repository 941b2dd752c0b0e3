"""Measure conversion on sentences in traditional script, genre by genre, beside the dictionary.

    python -m bench.variants_sentences FILE

FILE holds a genre, a group and a sentence a line, parted by tabs; each sentence is simplified by
dictionary, converted back, and compared character by character. Forms that waver are forgiven.
"""

import argparse
from collections import defaultdict
from pathlib import Path

from msgspec import Struct

from kanben.variants.house import House
from kanben.variants.passage import Converter
from teach.chooser.corpora import converter
from teach.chooser.groups import group_of

VARIANT = "zh-Hant-TW"


class Tally(Struct):
    """Count the characters that differ from the sentences: the dictionary's, Kanben's, either's."""

    sentences: int = 0
    theirs: int = 0
    ours: int = 0
    ours_alone: int = 0
    theirs_alone: int = 0


def tally(path: Path) -> dict[tuple[str, str], Tally]:
    """Count the differences of every genre and group."""
    simplify, restore, standard = converter("tw2s"), converter("s2tw"), converter("t2tw")
    kanben = Converter("Hans", VARIANT, House())
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        genre, group, sentence = line.split("\t")
        simplified, right = simplify.convert(sentence), standard.convert(sentence)
        theirs, ours = restore.convert(simplified), kanben.passage(simplified).text
        if not len(right) == len(theirs) == len(ours):
            raise ValueError(line)
        one = found[genre, group]
        one.sentences += 1
        for cells in zip(right, theirs, ours, strict=True):
            wanted, dictionary, own = map(group_of, cells)
            one.theirs += dictionary != wanted
            one.ours += own != wanted
            one.ours_alone += own != wanted == dictionary
            one.theirs_alone += dictionary != wanted == own
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    print("| genre | group | sentences | OpenCC | Kanben | only Kanben right | only OpenCC right |")
    print("| --- | --- | --: | --: | --: | --: | --: |")
    for (genre, group), one in tally(parser.parse_args().file).items():
        print(
            f"| {genre} | {group} | {one.sentences} | {one.theirs} | {one.ours} "
            f"| {one.theirs_alone} | {one.ours_alone} |"
        )


if __name__ == "__main__":
    main()
