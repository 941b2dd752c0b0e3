"""Measure the recognition of scans, from the image to paragraphs.

    python -m bench.scans --gold DIR --out FOLDER [--engine rapidocr]
    python -m bench.scans --texts DIR --out FOLDER [--paragraphs 30]

`DIR` holds ``NAME.jpg`` and ``NAME.gold.json``: an object whose ``lines`` have ``text``, ``block``
(its number). Printed for each page: letters wrong (edit distance of each line to what was read in
its place, in percent), blocks that come back whole but for wrong letters, pairs of blocks that are
neighbours again, CPU seconds.

With `--texts` (a paragraph a line) every text is typeset in turn in one column, in two, and in
vertical lines (bench/typeset.py), drawn and spoilt (bench/degrade.py), recognised, and read as one
book. Printed: letters wrong, blocks whole but for wrong letters (F1), and splits, merges and order
as bench/inputs.py counts them.
"""

import argparse
import json
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import structs
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from bench.degrade import scanned
from bench.inputs import Blocks, Read, score
from bench.made_texts import Text, texts_of
from bench.typeset import MAKERS, VERTICAL
from kanben.characters import inked
from kanben.manuscript.blocks import HEADINGS
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript
from kanben.sources.recognition.engines import ENGINES
from kanben.sources.recognition.recognise import recognise

_BRACKETS = str.maketrans("『』「」", "“”“”")
"""Vertical pages print quotation marks as corner brackets."""
_ALIKE = 0.85
"""Likeness from which a block is the gold's but for wrong letters."""


def _gold_blocks(page: dict[str, Any]) -> list[str]:
    blocks: dict[int, str] = {}
    for line in page["lines"]:
        blocks[line["block"]] = blocks.get(line["block"], "") + inked(line["text"])
    return list(blocks.values())


def _found_blocks(paths: Sequence[Path]) -> Blocks:
    sources = [read_source(path) for path in paths]
    plan = Plan(parts=(PartPlan(tuple(source.name for source in sources)),))
    manuscript = make_manuscript(paths[0].stem, plan, sources, judges())
    return [
        (block.kind in HEADINGS, inked(block.text))
        for part in manuscript.parts
        for block in part.printed_blocks
        if inked(block.text)
    ]


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


def _pages(gold_folder: Path, out: Path, engine: str) -> None:
    """Print a line a page and the sums."""
    letters = wrong = whole = blocks = 0
    for answer in sorted(gold_folder.glob("*.gold.json")):
        name = answer.name.removesuffix(".gold.json")
        begun = time.process_time()
        (outcome,) = recognise([gold_folder / f"{name}.jpg"], out / name, ENGINES[engine]())
        spent = time.process_time() - begun
        page = json.loads(answer.read_text("utf-8"))
        gold = _gold_blocks(page)
        found = [text for _, text in _found_blocks([outcome.path])] if outcome.path else []
        text, back = "".join(gold), "".join(found)
        errors = sum(_wrong_letters(inked(line["text"]), back) for line in page["lines"])
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


def _books(texts: Path, out: Path, engine: str, paragraphs: int) -> None:
    """Print a line a book."""
    makers = {"column": MAKERS["css-book"], "columns": MAKERS["css-columns"], "vertical": VERTICAL}
    out.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts_of(texts, paragraphs)):
        dress = list(makers)[number % len(makers)]
        pdf = out / f"{text.name}.{dress}.pdf"
        if not pdf.exists():
            makers[dress](text, pdf)
        scans = list(scanned(pdf, out / f"{pdf.stem}.scans"))
        begun = time.process_time()
        outcomes = list(recognise(scans, out / f"{pdf.stem}.read", ENGINES[engine]()))
        spent = time.process_time() - begun
        found = _found_blocks([outcome.path for outcome in outcomes if outcome.path])
        print(
            _book(pdf.stem, text, found),
            f"{len(scans)} pages, {spent / len(scans):.1f} s",
            flush=True,
        )


def _as_vertical(text: Text) -> Text:
    """Return a text with one form of each quotation mark."""
    blocks = (structs.replace(each, text=each.text.translate(_BRACKETS)) for each in text.blocks)
    return structs.replace(text, blocks=tuple(blocks))


def _book(name: str, text: Text, found: Blocks) -> str:
    gold = [inked(block.text).translate(_BRACKETS) for block in text.blocks]
    back = [content.translate(_BRACKETS) for _, content in found]
    letters, run = sum(map(len, gold)), "".join(back)
    errors = sum(_wrong_letters(block, run) for block in gold)
    figures = score(
        _as_vertical(text), Read([(head, line.translate(_BRACKETS)) for head, line in found])
    )
    return (
        f"{name:36} {100 * errors / letters:5.2f} % letters wrong, "
        f"{200 * _whole(gold, back) / (len(gold) + len(back)):5.1f} whole, "
        f"{figures.splits:5.2f} splits, {figures.merges:5.2f} merges, {figures.order:5.1f} order, "
    )


def main() -> None:
    """Print a line for each page or book."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--gold", type=Path)
    given.add_argument("--texts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--engine", choices=ENGINES, default="rapidocr")
    parser.add_argument("--paragraphs", type=int, default=30)
    asked = parser.parse_args()
    if asked.gold:
        _pages(asked.gold, asked.out, asked.engine)
    else:
        _books(asked.texts, asked.out, asked.engine, asked.paragraphs)


if __name__ == "__main__":
    main()
