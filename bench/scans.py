"""Measure the recognition of scans, from the image to paragraphs.

    python -m bench.scans --gold DIR --out FOLDER [--engine rapidocr]

`DIR` holds ``NAME.jpg`` and ``NAME.gold.json``: an object whose ``lines`` have ``text``, ``block``
(its number). Printed for each page: letters wrong (edit distance of each line to what was read in
its place, in percent), blocks that come back whole but for wrong letters, pairs of blocks that are
neighbours again, CPU seconds.
"""

import argparse
import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from kanben.characters import inked
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript
from kanben.sources.recognition.engines import ENGINES
from kanben.sources.recognition.recognise import recognise

_ALIKE = 0.85
"""Likeness from which a block is the gold's but for wrong letters."""


def _gold_blocks(page: dict[str, Any]) -> list[str]:
    blocks: dict[int, str] = {}
    for line in page["lines"]:
        blocks[line["block"]] = blocks.get(line["block"], "") + inked(line["text"])
    return list(blocks.values())


def _found_blocks(path: Path) -> list[str]:
    source = read_source(path)
    plan = Plan(parts=(PartPlan((source.name,)),))
    manuscript = make_manuscript(path.stem, plan, [source], judges())
    return [inked(block.text) for block in manuscript.blocks if inked(block.text)]


def _wrong_letters(line: str, text: str) -> int:
    """Return the distance of a line to the stretch of the text that is most like it."""
    found = partial_ratio_alignment(line, text)
    stretch = text[found.dest_start : found.dest_end] if found else ""
    return int(Levenshtein.distance(line, stretch))


def _whole(gold: list[str], found: list[str]) -> int:
    return sum(
        any(Levenshtein.normalized_similarity(block, other) >= _ALIKE for other in found)
        for block in gold
    )


def main() -> None:
    """Print a line a page and the sums."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--engine", choices=ENGINES, default="rapidocr")
    asked = parser.parse_args()
    letters = wrong = whole = blocks = 0
    for answer in sorted(asked.gold.glob("*.gold.json")):
        name = answer.name.removesuffix(".gold.json")
        begun = time.process_time()
        folder = asked.out / name
        (outcome,) = recognise([asked.gold / f"{name}.jpg"], folder, ENGINES[asked.engine]())
        spent = time.process_time() - begun
        page = json.loads(answer.read_text("utf-8"))
        gold = _gold_blocks(page)
        found = _found_blocks(outcome.path) if outcome.path else []
        text, back = "".join(gold), "".join(found)
        lines = [inked(line["text"]) for line in page["lines"]]
        errors = sum(_wrong_letters(line, back) for line in lines)
        ends = sum(a[-3:] + b[:3] in back for a, b in pairwise(gold))
        alike = _whole(gold, found)
        letters, wrong = letters + len(text), wrong + errors
        whole, blocks = whole + alike, blocks + len(gold)
        print(
            f"{name:16} {100 * errors / len(text):5.2f} % letters wrong, "
            f"{alike}/{len(gold)} blocks whole, {ends}/{len(gold) - 1} block ends in order, "
            f"{spent:.1f} s",
            flush=True,
        )
    print(f"all {100 * wrong / letters:.2f} % letters wrong, {whole}/{blocks} blocks whole")


if __name__ == "__main__":
    main()
