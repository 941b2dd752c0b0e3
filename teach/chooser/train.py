"""Learn the weights of the chooser of traditional forms.

    python -m teach.chooser.train --corpora DIR [--out FILE]

DIR holds ``tw_gazette``, ``tw_law``, ``tw_transcript``, ``tw_wiki`` and ``hk_hansard`` as
``.txt.xz``, traditional text, one sentence a line. Of ``hk_hansard`` nothing is learned but
n-grams of at most three characters that occur five times or more. One run of lines in ten is
held back, and the errors made on it are printed beside the dictionary's.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from msgspec import Struct
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kanben.variants.chooser import MODEL, SCALE, SUPPORT
from kanben.variants.contexts import kind_features, window_features
from kanben.variants.lexicon import LEXICON, OPEN
from teach.chooser import lexicon
from teach.chooser.counts import Case, Counts, count, phrase_cases
from teach.chooser.groups import dictionary, group_of, members_of

PHRASE_WEIGHT = 12.0
"""Weight of a phrase written for training against an occurrence in running text."""
BOOK_WEIGHT = 3.0
"""Weight of an occurrence in a book: offices have written thirty times as much as novelists."""
STRENGTH = 3.0
"""Inverse of the L1 penalty; of 0.5, 1, 3, 10, 30 the one with fewest errors held back."""
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
        *kind_features(context, len(case.left)),
        *REGION[region],
    )


def _taiwan_rows(cases: Mapping[Case, int], weight: float) -> Iterator[Row]:
    for case, number in cases.items():
        yield features_of(case, "TW"), case.form, weight * min(number, COMMON) ** 0.7


def _hong_kong_rows(cases: Mapping[Case, int]) -> Iterator[Row]:
    grams: Counter[tuple[str, str, str]] = Counter()
    for case, number in cases.items():
        for before, after in ((2, 0), (1, 1), (0, 2)):
            left = case.left[len(case.left) - before :]
            grams[left, case.right[:after], case.form] += number
    for (left, right, form), number in grams.items():
        if number >= SHIPPED_GRAM:
            names = (*window_features(left, right), *REGION["HK"])
            yield names, form, min(number, 2 * COMMON) ** 0.5 / 2


def _phrase_rows(cases: Iterable[Case]) -> Iterator[Row]:
    for case in cases:
        yield tuple(window_features(case.left, case.right)), case.form, PHRASE_WEIGHT


def _open(cases: Mapping[Case, int], written: Mapping[str, str]) -> dict[Case, int]:
    """Keep the cases that no word of the lexicon settles."""
    return {
        case: number
        for case, number in cases.items()
        if written.get(case.word, OPEN * (case.offset + 1))[case.offset] == OPEN
    }


def _candidates(running: list[Mapping[Case, int]], phrases: Iterable[Case]) -> list[str]:
    """List the forms to choose from; none where running text shows but one."""
    seen: Counter[str] = Counter()
    for table in running:
        for case, number in table.items():
            seen[case.form] += number
    listed = Counter(case.form for case in phrases)
    return [form for form, _ in (seen + listed).most_common() if seen[form] >= SEEN or listed[form]]


def _regional(names: tuple[str, ...], simplified: str) -> tuple[str, ...]:
    """Leave the region out of the features unless the character is a regional one."""
    return names if simplified in REGIONAL else tuple(name for name in names if name[0] != "@")


def _columns(rows: list[Row]) -> dict[str, int]:
    """Give a column to every feature that weighs enough."""
    met: dict[str, float] = defaultdict(float)
    for names, _, row_weight in rows:
        for name in names:
            met[name] += row_weight
    known = [name for name, weight in met.items() if weight >= RARE]
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


def choose(model: Model, case: Case, default: str, region: str) -> str:
    """Choose a form for an open case as the chooser does."""
    base = case.restored if case.word else default
    if base not in model.forms:
        return base
    scores = np.array(model.bias)
    for name in features_of(case, region):
        scores = scores + np.array(model.features.get(name, (0,) * len(model.forms)))
    lead = int(scores.max()) - scores[model.forms.index(base)]
    return model.forms[int(scores.argmax())] if lead > SUPPORT * SCALE else base


def learn(
    counts: Counts, written: Mapping[str, str], phrases: Mapping[str, list[Case]]
) -> Iterator[tuple[str, Model]]:
    """Yield a model for every character that has several forms in running text."""
    for simplified in sorted(counts.taiwan, key=lambda char: -counts.taiwan[char].total()):
        taiwan, books, hong_kong = (
            _open(table.get(simplified, {}), written)
            for table in (counts.taiwan, counts.books, counts.hong_kong)
        )
        taught = phrases.get(simplified, [])
        forms = _candidates([taiwan, books, hong_kong], taught)
        rows = [
            (_regional(names, simplified), form, weight)
            for names, form, weight in (
                *_taiwan_rows(taiwan, 1.0),
                *_taiwan_rows(books, BOOK_WEIGHT),
                *_hong_kong_rows(hong_kong),
                *_phrase_rows(taught),
            )
            if form in forms
        ]
        met = {form for _, form, _ in rows}
        forms = [form for form in forms if form in met]
        if len(forms) > 1:
            yield simplified, fit(forms, rows)


def report(models: Mapping[str, Model], counts: Counts, written: Mapping[str, str]) -> str:
    """State the errors on the lines held back: the dictionary's, then the chooser's."""
    default = {char: group_of(forms[0]) for char, forms in dictionary("STCharacters")}
    dictionary_errors, ours = Counter[str](), Counter[str]()
    for region, tables in counts.held_back.items():
        for simplified, cases in tables.items():
            waiting = _open(cases, written)
            model = models.get(simplified)
            for case, number in cases.items():
                if case not in waiting:
                    chosen = group_of(written[case.word][case.offset])
                elif model:
                    chosen = choose(model, case, default[simplified], region)
                else:
                    chosen = case.restored if case.word else default[simplified]
                dictionary_errors[region] += number * (case.restored != case.form)
                ours[region] += number * (chosen != case.form)
    return "\n".join(
        f"{region}: dictionary {dictionary_errors[region]} errors, ours {ours[region]}"
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
    parser.add_argument("--out", type=Path, default=Path("kanben/data"))
    parser.add_argument("--books", type=float, default=1.0, help="part of the old books to read")
    options = parser.parse_args()
    lists = lexicon.listed()
    counts = count(options.corpora, lists, options.books)
    settled = lexicon.settle(lists, counts.taiwan, counts.books)
    models = dict(learn(counts, settled.written, phrase_cases(settled)))
    print(report(models, counts, settled.written))
    lexicon.write(settled, options.out / LEXICON)
    write(models, options.out / MODEL)
    print(f"{len(settled.costs)} words, {len(settled.written)} of them written")
    print(f"{len(models)} characters, {sum(len(m.features) for m in models.values())} features")


if __name__ == "__main__":
    main()
