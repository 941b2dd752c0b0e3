"""Learn how much each piece of evidence weighs, from indexes that readers made.

    python -m teach.names.scales DIR... [--books TRAIN] [--write] [--list]

Each DIR holds texts with gold lists as ``bench/index.py`` reads them. TRAIN holds whole books as
``book-NAME.txt.xz``; what a reader said of headings of their first pages stands in
``teach/names/verdicts/NAME.tsv`` (+ for a name, - for none). A candidate counts as right
if the gold list has it, of whatever priority; headings that the list tolerates teach nothing, nor
does the index of a book's author (a list without distractors), who leaves out as many as he takes.
What is printed of each text is what comes out when nothing was learned from it.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from bench.index import gold_of, headings_in, normal
from kanben.indexing.judging.evidence import Evidence, evidence_of, occurrences_of
from kanben.indexing.judging.scales import admit, probability
from kanben.indexing.marks.terms import gather
from kanben.indexing.text.sightings import Candidate
from kanben.manuscript.plan import IndexPlan
from kanben.simplified import simplify
from teach.names.texts import read_packed

Floats = npt.NDArray[np.float64]

OUT = Path(__file__).parents[2] / "kanben" / "data" / "index_scales.toml"
STIFF = (0.4, 2.0, 6.0)
"""How much weights are held back: for all kinds of entry, for one, for one in a kind of book."""
ROUNDS, CLOSE = 60, 1e-4
"""Steps of the search at most, and the step from which it is over."""
VERDICTS = Path(__file__).parent / "verdicts"
VERDICT = 0.4
"""Weight of a verdict beside a line of a gold list: most are on one sort of book, old novels."""
PAGES = 60_000
"""Characters of a book that the verdicts are about."""
BEFORE = {
    "introduction": 3.0,
    "title-marks": 3.0,
    "byline": 2.0,
    "editor": 5.0,
    "generic": -2.0,
    "acting": 3.0,
    "undertaking": 2.5,
    "event": 2.0,
}
"""What evidence weighs before anything is learned: what few texts have is not worth nothing."""


class Case(Struct, frozen=True):
    """Hold a text's candidates with their evidence, and what a reader says of each."""

    name: str
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]
    right: tuple[bool | None, ...]
    """None for what is tolerated."""
    wanted: tuple[frozenset[str], ...]
    """The forms of every entry of first priority."""


def case_of(table: Path) -> Case:
    """Index a text, and look its candidates up in the gold list."""
    stem = table.with_suffix("")
    texts = [simplify(line) for line in stem.with_suffix(".txt").read_text("utf-8").splitlines()]
    book, found = gather([text for text in texts if text.strip()])
    admitted = admit(found, book)
    counts = occurrences_of(admitted, texts)
    found = [each for each in admitted if counts.of(each)]
    gold = gold_of(table)
    forms = {simplify(form) for each in gold for form in each.forms}
    complete = stem.with_suffix(".distractors.txt").exists()
    tolerated = {simplify(form) for form in headings_in(stem.with_suffix(".tolerated.txt"))}

    def verdict(candidate: Candidate) -> bool | None:
        if not complete:
            return None
        if normal(candidate.heading) in forms:
            return True
        return None if normal(candidate.heading) in tolerated else False

    return Case(
        f"{stem.parent.name}/{stem.name}",
        tuple(found),
        tuple(evidence_of(each, book, counts) for each in found),
        tuple(map(verdict, found)),
        tuple(frozenset(map(simplify, each.forms)) for each in gold if each.priority == 1),
    )


def case_of_verdicts(verdicts: Path, book_file: Path) -> Case:
    """Index the first pages of a book, and look its candidates up in a reader's verdicts."""
    pages = simplify(read_packed(book_file))[:PAGES]
    texts = [line for line in pages.splitlines() if line.strip()]
    book, found = gather(texts)
    admitted = admit(found, book)
    counts = occurrences_of(admitted, texts)
    lines = (line.split("\t") for line in verdicts.read_text("utf-8").splitlines())
    said = {heading: sign == "+" for sign, heading in lines}
    found = [each for each in admitted if each.heading in said]
    return Case(
        verdicts.stem,
        tuple(found),
        tuple(evidence_of(each, book, counts) for each in found),
        tuple(said[each.heading] for each in found),
        (),
    )


def fit(cases: Iterable[Case], start: Mapping[str, float] = BEFORE) -> dict[str, float]:
    """Return the weights of a logistic regression, held back towards nought (Newton's method).

    `start` is where the search begins: nearer to the end, it is over sooner.
    """
    rows = [
        (evidence, right, 1.0 if case.wanted else VERDICT)
        for case in cases
        for evidence, right in zip(case.evidence, case.right, strict=True)
        if right is not None
    ]
    names = sorted({name for evidence, _, _ in rows for name in evidence})
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for number, (evidence, _, _) in enumerate(rows):
        for name, value in evidence.items():
            table[number, column[name]] = value
    wanted = np.array([float(right or False) for _, right, _ in rows])
    counted = np.array([each for _, _, each in rows])
    stiff = np.array([STIFF[name.count("/") + name.count("@")] for name in names])
    before = np.array([BEFORE.get(name, 0.0) for name in names])
    weights = np.array([start.get(name, 0.0) for name in names])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (counted * (chance - wanted)) + stiff * (weights - before)
        curve = (table.T * (counted * chance * (1 - chance))) @ table + np.diag(stiff)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < CLOSE:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def scored(case: Case, weights: dict[str, float]) -> Floats:
    """Return the probability of every candidate of a case."""
    return np.array([probability(evidence, weights) for evidence in case.evidence])


def recall_and_precision(case: Case, chances: Floats, threshold: float) -> tuple[int, float, int]:
    """Return the entries found, the precision without the tolerated, and the headings listed."""
    kept = [
        (candidate, right)
        for candidate, right, chance in zip(case.candidates, case.right, chances, strict=True)
        if chance >= threshold
    ]
    headings = {normal(candidate.heading) for candidate, _ in kept}
    found = sum(bool(forms & headings) for forms in case.wanted)
    judged = [right for _, right in kept if right is not None]
    return found, sum(judged) / max(1, len(judged)), len(kept)


def calibration_error(cases: Sequence[Case], chances: Sequence[Floats]) -> float:
    """Return the mean distance of probabilities from what comes true, in ten bins (ECE)."""
    pairs = [
        (chance, right)
        for case, row in zip(cases, chances, strict=True)
        for chance, right in zip(row, case.right, strict=True)
        if right is not None
    ]
    error = 0.0
    for number in range(10):
        bin_ = [pair for pair in pairs if number <= pair[0] * 10 < number + 1]
        if bin_:
            mean, true = (sum(each) / len(bin_) for each in zip(*bin_, strict=True))
            error += abs(mean - true) * len(bin_) / len(pairs)
    return error


def leave_one_out(cases: Sequence[Case]) -> list[Floats]:
    """Return the probabilities of each case by scales that were learned from the others."""
    whole = fit(cases)
    return [
        scored(case, fit((other for other in cases if other is not case), whole)) for case in cases
    ]


def report(cases: Sequence[Case], chances: Sequence[Floats], *, listed: bool) -> None:
    """Print what each text's index would be."""
    for case, row in zip(cases, chances, strict=True):
        found, precision, count = recall_and_precision(case, row, IndexPlan().threshold)
        share = found / max(1, len(case.wanted))
        print(
            f"{case.name:24} recall {found:3}/{len(case.wanted):<3} {share:5.1%}"
            f" precision {precision:5.1%} headings {count}"
        )
        if listed:
            ranked = sorted(
                zip(row, case.candidates, case.right, strict=True), key=lambda each: -each[0]
            )
            for chance, candidate, right in ranked:
                sign = {True: "+", False: "-", None: "~"}[right]
                what = f"{candidate.kind.value:12} {candidate.heading} {candidate.weights}"
                print(f"   {chance:.2f} {sign} {what}")
    print(f"calibration error {calibration_error(cases, chances):.1%}")


def main() -> None:
    """Learn the scales, and write them where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--books", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    tables = [table for folder in options.folders for table in sorted(folder.glob("*.tsv"))]
    cases = [case_of(table) for table in tables if table.stem != "collation"]
    if options.books:
        cases += [
            case_of_verdicts(verdicts, options.books / f"book-{verdicts.stem}.txt.xz")
            for verdicts in sorted(VERDICTS.glob("*.tsv"))
        ]
    report(cases, leave_one_out(cases), listed=options.list)
    if options.write:
        weights = fit(cases)
        lines = [
            f'"{name}" = {value:.3f}'
            for name, value in sorted(weights.items())
            if abs(value) > 0.005
        ]
        OUT.write_text(
            "\n".join(["# Learned by teach/names/scales.py.", "[weights]", *lines, ""]), "utf-8"
        )


if __name__ == "__main__":
    main()
