"""Count how writers of Taiwan and Hong Kong write a word, and a character by itself."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field, structs

from kanben.variants.contexts import BREAK, REACH, WAVERING, plain
from kanben.variants.lexicon import OPEN, Lexicon
from teach.chooser.corpora import BOOKS, HONG_KONG, TAIWAN, Aligned, aligned, converter, lines_of
from teach.chooser.groups import ambiguous_characters, group_of, written

HELD_BACK = 10
"""One in so many runs of 100 lines is kept for measuring."""
CONSISTENT = 0.9
"""Share of a character's listed words that an old book has to write as the lexicon does, for its
other uses of the character to count: reprints made from simplified text have 單於 and 禦史."""


class Case(Struct, frozen=True):
    """Hold one kind of occurrence: context, the word around it, and the writer's form.

    `left` and `right` are up to REACH characters of plain context; `word` is empty for a
    character that is a word by itself, `offset` its place in the word; `restored` is the form
    that the dictionary gives. Forms are the first ones of their groups.
    """

    left: str
    right: str
    word: str
    offset: int
    restored: str
    form: str


Table = dict[str, Counter[Case]]


class Counts(Struct, frozen=True):
    """Hold, by simplified character, how often each case was met."""

    taiwan: Table = field(default_factory=dict)
    hong_kong: Table = field(default_factory=dict)
    books: Table = field(default_factory=dict)
    held_back: dict[str, Table] = field(default_factory=lambda: {"TW": {}, "HK": {}})


def pattern_of() -> re.Pattern[str]:
    """Return a pattern for every character that has several forms."""
    return re.compile(f"{WAVERING}[{ambiguous_characters()}]")


def cases_of(
    text: Aligned, lexicon: Lexicon, pattern: re.Pattern[str]
) -> Iterator[tuple[str, Case]]:
    """Yield every character of several forms with its case."""
    simplified = text.simplified
    context = plain(simplified)
    for found in pattern.finditer(simplified):
        place = found.start()
        at = place + REACH
        start, end = lexicon.word_at(simplified, place)
        yield (
            found[0],
            Case(
                context[at - REACH : at],
                context[at + 1 : at + 1 + REACH],
                simplified[start:end] if end - start > 1 else "",
                place - start,
                group_of(text.restored[place]),
                group_of(text.printed[place]),
            ),
        )


def count(corpora: Path, lexicon: Lexicon, part: float = 1.0) -> Counts:
    """Count the cases of the corpora in `corpora`; of the books, only the first `part`."""
    pattern = pattern_of()
    counts = Counts()
    for region, names, seen in (
        ("tw", TAIWAN, counts.taiwan),
        ("hk", HONG_KONG, counts.hong_kong),
    ):
        held_back = counts.held_back[region.upper()]
        for name in names:
            for number, text in enumerate(aligned(lines_of(corpora, name), region)):
                kept = number // 100 % HELD_BACK == 0
                _add(held_back if kept else seen, text, lexicon, pattern)
    for name in BOOKS:
        table: Table = {}
        for text in aligned(lines_of(corpora, name, part), "tw"):
            _add(table, text, lexicon, pattern)
        _merge(counts.books, _consistent(table, lexicon.written))
    return counts


def _add(table: Table, text: Aligned, lexicon: Lexicon, pattern: re.Pattern[str]) -> None:
    for simplified, case in cases_of(text, lexicon, pattern):
        table.setdefault(simplified, Counter())[case] += 1


def _merge(into: Table, table: Table) -> None:
    for simplified, cases in table.items():
        into.setdefault(simplified, Counter()).update(cases)


def phrase_cases(lexicon: Lexicon) -> dict[str, list[Case]]:
    """Collect cases from the phrases written for training, by simplified character.

    A word of the lexicon inside a phrase teaches nothing.
    """
    simplify, restore = converter("t2s"), converter("s2t")
    pattern = pattern_of()
    cases: dict[str, list[Case]] = {}
    for phrase in written("phrases.txt"):
        simplified = simplify.convert(phrase)
        text = Aligned(simplified, restore.convert(simplified), phrase)
        for char, case in cases_of(text, lexicon, pattern):
            if lexicon.written.get(case.word, OPEN * REACH * 3)[case.offset] == OPEN:
                left, right = case.left.lstrip(BREAK), case.right.rstrip(BREAK)
                inside = structs.replace(case, left=left, right=right)
                cases.setdefault(char, []).append(inside)
    return cases


def _consistent(table: Table, listed: Mapping[str, str]) -> Table:
    """Keep the characters that a book writes as the lexicon does, in words, and in several forms.

    A book that has one form throughout (餘 for the pronoun as well) was not set with a choice.
    """
    kept = {}
    for simplified, cases in table.items():
        sure = right = 0
        for case, number in cases.items():
            word = listed.get(case.word)
            if word is not None and word[case.offset] != OPEN:
                sure += min(number, 5)
                right += min(number, 5) * (group_of(word[case.offset]) == case.form)
        if right >= CONSISTENT * sure and len({case.form for case in cases}) > 1:
            kept[simplified] = cases
    return kept
