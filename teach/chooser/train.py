"""Learn the weights of the chooser of traditional forms.

    python -m teach.chooser.train --corpora DIR [--out FILE]

DIR holds ``tw_gazette``, ``tw_law``, ``tw_transcript``, ``tw_wiki`` and ``hk_hansard`` as
``.txt.xz``, traditional text, one sentence a line. Of ``hk_hansard`` nothing is learned but
n-grams of at most three characters that occur five times or more. One run of lines in ten is
held back, and the errors made on it are printed beside the dictionary's.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from msgspec import Struct
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kanben.variants.chooser import SCALE, SUPPORT
from kanben.variants.contexts import kind_features, kinds, window_features
from teach.chooser.counts import Case, Counts, count, members_of, word_cases

STRENGTH = 3.0
"""Inverse of the L1 penalty; of 0.5, 1, 3, 10, 30 the one with fewest errors held back."""
WORD_WEIGHT = 1.5
"""Weight of a word, by the logarithm of its frequency, against an occurrence in running text."""
MISCUT = 0.1
"""Part of a word's weight that teaches it to stand against a dictionary in error."""
COMMON = 30
"""An occurrence met more often than this teaches no more."""
RARE = 1.5
"""Features whose occurrences weigh less than this in all are left out."""
SEEN = 4
"""Occurrences that a form needs in running text, or one less in word lists, to be a candidate."""
SHIPPED_GRAM = 5
"""Occurrences that an n-gram of hk_hansard needs."""
SMALL = 0.1
"""Weights below this are dropped."""

REGION = {"TW": (), "HK": ("@HK",)}
"""Features of a region; Taiwan is the rule."""
REGIONAL = frozenset("复")
"""Characters that the regions write differently in the same words: 答復 in Taiwan's offices, 答覆
in Hong Kong's. For others the region would only repeat what its subjects are."""

Row = tuple[tuple[str, ...], str, float]


class Model(Struct, frozen=True):
    """Hold a character's candidates, the bias of each, and the weights of its features."""

    forms: tuple[str, ...]
    bias: tuple[int, ...]
    features: dict[str, tuple[int, ...]]


def features_of(case: Case, region: str) -> tuple[str, ...]:
    """Name all features of a full case."""
    context = case.left + "_" + case.right
    return (
        *window_features(case.left, case.right),
        *kind_features(kinds(context, len(case.left))),
        f"={case.base}",
        *REGION[region],
    )


def _taiwan_rows(cases: Mapping[Case, int]) -> Iterator[Row]:
    for case, number in cases.items():
        yield features_of(case, "TW"), case.form, min(number, COMMON) ** 0.7


def _hong_kong_rows(cases: Mapping[Case, int]) -> Iterator[Row]:
    grams: Counter[Case] = Counter()
    for case, number in cases.items():
        for left, right in ((2, 0), (1, 1), (0, 2)):
            cut = Case(case.left[len(case.left) - left :], case.right[:right], case.base, case.form)
            grams[cut] += number
    for gram, number in grams.items():
        if number >= SHIPPED_GRAM:
            names = (*window_features(gram.left, gram.right), f"={gram.base}", *REGION["HK"])
            yield names, gram.form, min(number, 2 * COMMON) ** 0.5 / 2


def _word_rows(cases: Mapping[Case, int], forms: list[str]) -> Iterator[Row]:
    """Yield each word by itself, then against a dictionary that cut the text elsewhere."""
    for case, number in cases.items():
        names = tuple(window_features(case.left, case.right))
        weight = WORD_WEIGHT * math.log2(2 + number)
        yield names, case.form, weight
        for base in forms:
            if base != case.form:
                yield (*names, f"={base}"), case.form, MISCUT * weight


def _candidates(running: list[Counter[Case]], words: Mapping[Case, int]) -> list[str]:
    """List the forms to choose from; none where running text shows but one."""
    seen: Counter[str] = Counter()
    for table in running:
        for case, number in table.items():
            seen[case.form] += number
    listed = Counter(case.form for case in words)
    if sum(number >= SEEN for number in seen.values()) < 2:
        return []
    return [
        form
        for form, _ in (seen + listed).most_common()
        if seen[form] >= SEEN or listed[form] >= SEEN - 1
    ]


def _regional(names: tuple[str, ...], simplified: str) -> tuple[str, ...]:
    """Leave the region out of the features unless the character is a regional one."""
    return names if simplified in REGIONAL else tuple(name for name in names if name[0] != "@")


def _columns(rows: list[Row]) -> dict[str, int]:
    """Give a column to every feature that weighs enough."""
    met: dict[str, float] = defaultdict(float)
    for names, _, row_weight in rows:
        for name in names:
            met[name] += row_weight
    known = [name for name, weight in met.items() if weight >= RARE or name[0] == "="]
    return {name: column for column, name in enumerate(known)}


def _matrix(rows: list[Row], columns: dict[str, int]) -> csr_matrix:
    """Mark with 1 the features that each row has."""
    indices: list[int] = []
    pointers = [0]
    for names, _, _ in rows:
        indices.extend(columns[name] for name in names if name in columns)
        pointers.append(len(indices))
    shape = (len(rows), len(columns))
    return csr_matrix((np.ones(len(indices)), indices, pointers), shape=shape)


def fit(forms: list[str], rows: list[Row]) -> Model:
    """Fit a model with an L1 penalty, form against form; the first form of two stays at zero."""
    columns = _columns(rows)
    matrix = _matrix(rows, columns)
    sample = np.array([weight for _, _, weight in rows])
    bias = np.zeros(len(forms))
    weights = np.zeros((len(columns), len(forms)))
    first = 1 if len(forms) == 2 else 0
    for number, form in enumerate(forms[first:], first):
        wanted = np.array([row_form == form for _, row_form, _ in rows])
        regression = LogisticRegression(
            l1_ratio=1.0, solver="liblinear", C=STRENGTH, max_iter=60, random_state=0
        )
        regression.fit(matrix, wanted, sample_weight=sample)
        bias[number], weights[:, number] = regression.intercept_[0], regression.coef_[0]
    rounded = np.rint(weights * SCALE).astype(int)
    kept = np.abs(weights).max(axis=1) >= SMALL
    features = {
        name: tuple(map(int, rounded[column])) for name, column in columns.items() if kept[column]
    }
    return Model(tuple(forms), tuple(int(b) for b in np.rint(bias * SCALE)), features)


def choose(model: Model, case: Case, region: str) -> str:
    """Choose a form as the chooser does."""
    if case.base not in model.forms:
        return case.base
    scores = np.array(model.bias)
    for name in features_of(case, region):
        scores = scores + np.array(model.features.get(name, (0,) * len(model.forms)))
    base = model.forms.index(case.base)
    best = int(scores.argmax())
    return model.forms[best if scores[best] - scores[base] > SUPPORT * SCALE else base]


def learn(counts: Counts, words: Mapping[str, Mapping[Case, int]]) -> Iterator[tuple[str, Model]]:
    """Yield a model for every character that has several forms in running text."""
    for simplified in sorted(counts.taiwan, key=lambda char: -counts.taiwan[char].total()):
        taiwan = counts.taiwan[simplified]
        hong_kong = counts.hong_kong.get(simplified, Counter())
        listed = words.get(simplified, {})
        forms = _candidates([taiwan, hong_kong], listed)
        rows = [
            (_regional(names, simplified), form, weight)
            for names, form, weight in (
                *_taiwan_rows(taiwan),
                *_hong_kong_rows(hong_kong),
                *_word_rows(listed, forms),
            )
            if form in forms
        ]
        taught = {form for _, form, _ in rows}
        forms = [form for form in forms if form in taught]
        if len(forms) > 1:
            yield simplified, fit(forms, rows)


def report(models: Mapping[str, Model], counts: Counts) -> str:
    """State the errors on the lines held back: the dictionary's, then the chooser's."""
    dictionary, ours = Counter[str](), Counter[str]()
    for region, tables in counts.held_back.items():
        for simplified, cases in tables.items():
            for case, number in cases.items():
                model = models.get(simplified)
                chosen = choose(model, case, region) if model else case.base
                dictionary[region] += number * (case.base != case.form)
                ours[region] += number * (chosen != case.form)
    return "\n".join(
        f"{region}: dictionary {dictionary[region]} errors, chooser {ours[region]}"
        for region in counts.held_back
    )


def write(models: Mapping[str, Model], path: Path) -> None:
    """Write the models: a line for each character, a line with a leading tab for each feature."""
    lines = []
    for simplified, model in models.items():
        groups = " ".join(map(members_of, model.forms))
        lines.append(f"{simplified}\t{groups}\t{' '.join(map(str, model.bias))}")
        lines.extend(
            f"\t{name}\t{' '.join(map(str, weights))}"
            for name, weights in sorted(model.features.items())
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Count, learn, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("kanben/data/chooser.tsv"))
    options = parser.parse_args()
    counts = count(options.corpora)
    models = dict(learn(counts, word_cases()))
    print(report(models, counts))
    write(models, options.out)
    print(f"{len(models)} characters, {sum(len(m.features) for m in models.values())} features")


if __name__ == "__main__":
    main()
