"""Measure the reflow on a gold set: the scorer's table, certainty, speed, simple rules beside it.

    python -m bench.reflow --gold GOLD [--scorer SCORE.py] [--predictions FOLDER]

`GOLD` holds a folder for each document, with `wrapped.txt`, `gold.jsonl` and `meta.json`; the
scorer is `score.py` beside it unless another is named.

Without `--predictions` the shipped forests read every document; with it, what an earlier run (the
cross-validation of teach.reflow.train) left in the folder is judged.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from bench.reflow_gold import Document, gold_documents
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import SourceText
from kanben.reading.judging.judges import judges
from kanben.reading.mending.repairs import NONE
from kanben.reading.page.lines import BLANKS
from kanben.reading.read import make_manuscript
from kanben.showing import reflowed

Array = npt.NDArray[Any]

DOUBTFUL_SHARE = 0.08
BINS = 10
LINES_TIMED = 20_000


class Verdicts(Struct):
    """Hold the chances of joins and what the gold says, for all line ends but those inside code."""

    chances: Array
    joins: Array

    @property
    def wrong(self) -> Array:
        """Tell which decisions are wrong."""
        wrong: Array = (self.chances > 0.5) != self.joins
        return wrong

    def calibration_error(self) -> float:
        """Return the expected calibration error of the decisions' certainty, in ten bins."""
        certainty = np.maximum(self.chances, 1 - self.chances)
        bins = np.minimum(((certainty - 0.5) * 2 * BINS).astype(int), BINS - 1)
        gaps = [
            (bins == n).mean() * abs(certainty[bins == n].mean() - (~self.wrong)[bins == n].mean())
            for n in range(BINS)
            if (bins == n).any()
        ]
        return float(sum(gaps))

    def errors_among_doubtful(self) -> float:
        """Return which share of the errors the most doubtful decisions hold."""
        certainty = np.maximum(self.chances, 1 - self.chances)
        doubtful = np.argsort(certainty)[: round(DOUBTFUL_SHARE * len(certainty))]
        return float(self.wrong[doubtful].sum() / max(1, self.wrong.sum()))


def predict(document: Document) -> Iterator[str]:
    """Yield the blocks of a document as the shipped forests read it, as JSON."""
    text = SourceText(document.name, document.lines, "", "utf-8")
    plan = Plan(parts=(PartPlan((document.name,)),), repairs=NONE)
    return reflowed.jsonl(make_manuscript(document.name, plan, [text], judges()))


def verdicts(document: Document, predicted: Path) -> Verdicts:
    """Set the predicted chances beside the gold."""
    onward = {a: b for _, numbers in document.blocks for a, b in pairwise(numbers)}
    kinds = {number: kind for kind, numbers in document.blocks for number in numbers}
    filled = [number for number, line in enumerate(document.lines, 1) if line.strip(BLANKS)]
    chances = {
        decided["after"]: decided["p"]
        for block in map(json.loads, predicted.read_text(encoding="utf-8").splitlines())
        for decided in block["breaks"]
    }
    asked = [
        (chances[a], onward.get(a) == b)
        for a, b in pairwise(filled)
        if not (kinds.get(a) == kinds.get(b) == "code")
    ]
    return Verdicts(np.array([p for p, _ in asked]), np.array([join for _, join in asked]))


def lines_a_second(documents: list[Document]) -> float:
    """Return how many lines the program reads in a second of CPU: the best of three readings."""
    lines: list[str] = []
    for document in documents * 9:
        lines += document.lines
        if len(lines) > LINES_TIMED:
            break
    text = SourceText("all", tuple(lines), "", "utf-8")
    plan = Plan(parts=(PartPlan(("all",)),), repairs=NONE)
    judged_by = judges()
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        manuscript = make_manuscript("all", plan, [text], judged_by)
        best = max(best, len(manuscript.breaks) / (time.process_time() - start))
    return best


RULES: dict[str, Callable[[str, str, int, float], bool]] = {
    "blank lines": lambda _, __, blanks, ___: blanks == 0,
    "sentence ends": lambda line, _, __, ___: line[-1] not in "。！？!?…”」』",
    "line length": lambda line, _, __, usual: len(line) >= usual - 1,
    "length and sentence ends": lambda line, _, __, usual: (
        len(line) >= usual - 1 or line[-1] not in "。！？!?…”」』"
    ),
}
"""What other tools go by: whether a line is joined to the next."""


def by_rule(document: Document, rule: Callable[[str, str, int, float], bool]) -> Iterator[str]:
    """Yield the blocks that a simple rule makes, as JSON."""
    filled = [(n, line.strip(BLANKS)) for n, line in enumerate(document.lines, 1)]
    filled = [(number, line) for number, line in filled if line]
    usual = float(np.quantile([len(line) for _, line in filled], 0.75))
    text = filled[0][1]
    for (number, line), (after, following) in pairwise(filled):
        if rule(line, following, after - number - 1, usual):
            text += following
        else:
            yield json.dumps({"kind": "paragraph", "text": text}, ensure_ascii=False)
            text = following
    yield json.dumps({"kind": "paragraph", "text": text}, ensure_ascii=False)


def score(scorer: Path, gold: Path, predicted: Path) -> str:
    """Run the gold set's scorer and return its table."""
    command = [sys.executable, str(scorer), str(gold), str(predicted)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/bench-reflow"))
    told = parser.parse_args()
    documents = gold_documents(told.gold)
    predicted = told.predictions or told.work / "shipped"
    if told.predictions is None:
        predicted.mkdir(parents=True, exist_ok=True)
        for document in documents:
            lines = "\n".join(predict(document)) + "\n"
            (predicted / f"{document.name}.jsonl").write_text(lines, encoding="utf-8")
    scorer = told.scorer or told.gold.parent / "score.py"
    print(score(scorer, told.gold, predicted))
    found = [verdicts(document, predicted / f"{document.name}.jsonl") for document in documents]
    every = Verdicts(
        np.concatenate([v.chances for v in found]), np.concatenate([v.joins for v in found])
    )
    print(f"expected calibration error: {100 * every.calibration_error():.2f} points")
    print(f"errors among the most doubtful 8 %: {100 * every.errors_among_doubtful():.1f} %")
    print(f"wrong line ends: {every.wrong.sum()} of {len(every.joins)}")
    print(f"speed: {lines_a_second(documents):.0f} lines a second on one core")
    for name, rule in RULES.items():
        folder = told.work / name.replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            lines = "\n".join(by_rule(document, rule)) + "\n"
            (folder / f"{document.name}.jsonl").write_text(lines, encoding="utf-8")
        table = score(scorer, told.gold, folder).splitlines()
        print(f"{name:26}", next(line for line in table if line.startswith("MACRO"))[34:])


if __name__ == "__main__":
    main()
