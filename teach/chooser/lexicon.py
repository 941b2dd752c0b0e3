"""Write the lexicon: words that hold a character of several forms, and their neighbours.

Words and frequencies are jieba's, the traditional writing is OpenCC's phrases' and that of
``words.txt``; what Taiwan's writers agree on in running text goes before OpenCC.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import chain
from pathlib import Path

from kanben.variants.lexicon import LONGEST, OPEN, UNKNOWN, Lexicon
from teach.chooser.corpora import converter
from teach.chooser.counts import Table
from teach.chooser.groups import ambiguous_characters, dictionary, group_of, written

KNOWN = 3
"""Frequency in jieba's list from which a word with a character of several forms is taken."""
NEIGHBOUR = 20
"""Frequency from which any other word is taken: it only says where its neighbours end."""
UNLISTED = 4
"""Frequency of a phrase that jieba does not list."""
BOUND = 10
"""How much less a listed phrase costs, at most, than its characters one by one."""
OWN = 30
"""Least frequency of a word written for the project: they are words that novels use."""
SURE = 3
"""Occurrences that say how a word is written; one more to unsettle what OpenCC has."""
AGREED = 0.95
"""Share of them that have to agree."""
RARELY = 0.001
"""Share of its occurrences that a character's lesser forms need for it to be looked at."""
UNSETTLED = 0.9
"""A word that is written as listed less often than this is left to its context."""


def listed() -> Lexicon:
    """Return the lexicon as the lists have it, before running text was asked."""
    frequencies = {
        word: int(frequency)
        for word, frequency, *_ in map(
            str.split, (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
        )
    }
    total = sum(frequencies.values())
    wanted = set(ambiguous_characters())
    known = {
        word: frequency
        for word, frequency in frequencies.items()
        if len(word) == 1
        or (len(word) <= LONGEST and frequency >= (NEIGHBOUR if wanted.isdisjoint(word) else KNOWN))
    }
    own = dict(own_words())
    phrases = dict(_phrases()) | own
    known = dict.fromkeys(phrases, UNLISTED) | known
    known |= {word: max(known[word], OWN) for word in own}
    costs = {
        word: round(10 * math.log(total / max(frequency, 1))) for word, frequency in known.items()
    }
    for word in phrases:
        costs[word] = min(costs[word], sum(costs.get(char, UNKNOWN) for char in word) - BOUND)
    return Lexicon(ambiguous_characters(), costs, phrases)


def _phrases() -> Iterator[tuple[str, str]]:
    wanted = set(ambiguous_characters())
    for phrase, forms in dictionary("STPhrases"):
        if 1 < len(phrase) == len(forms[0]) <= LONGEST and not wanted.isdisjoint(phrase):
            yield phrase, forms[0]


def own_words() -> Iterator[tuple[str, str]]:
    """Yield the words written for the project, simplified and traditional."""
    simplify, standard = converter("t2s"), converter("tw2t")
    wanted = set(ambiguous_characters())
    for word in written("words.txt"):
        simplified = simplify.convert(word)
        if not wanted.isdisjoint(simplified):
            yield simplified, standard.convert(word)


def settle(lists: Lexicon, offices: Table, books: Table) -> Lexicon:
    """Return the lexicon with words written as running text writes them.

    Offices may unsettle what the lists have; books only add to it. A character of a word on
    which the text does not agree becomes OPEN.
    """
    known, new = _evidence(offices), _evidence(offices, books)
    restore, wanted = converter("s2t"), set(ambiguous_characters())
    fixed, left_open = dict(own_words()), set(written("open.txt"))
    forms = {}
    for word in lists.costs:
        if len(word) > 1 and word not in left_open and not wanted.isdisjoint(word):
            form = lists.written.get(word) or _inherited(word, lists.written)
            met = new if form is None else known
            restored = form or restore.convert(word)
            if len(restored) == len(word):
                forms[word] = _settled(word, restored, met[word], known=form is not None)
    forms = {word: form for word, form in forms.items() if _says_something(word, form)}
    return Lexicon(_several(offices, books), lists.costs, {**forms, **fixed})


def _several(*tables: Table) -> str:
    """Return the characters of several forms that are worth a look.

    They are those of which a writer uses another form now and then, or that a word written for
    the project wants otherwise than the dictionary.
    """
    restore = converter("s2t")
    wanted = {
        char
        for word, form in own_words()
        for char, ours, theirs in zip(word, form, restore.convert(word), strict=True)
        if group_of(ours) != group_of(theirs)
    }
    for char in set(ambiguous_characters()) - wanted:
        met: Counter[str] = Counter()
        for case, number in chain.from_iterable(table.get(char, {}).items() for table in tables):
            met[case.form] += number
        if met.total() - max(met.values(), default=0) > RARELY * met.total():
            wanted.add(char)
    return "".join(sorted(wanted & set(ambiguous_characters())))


def _inherited(word: str, written: Mapping[str, str]) -> str | None:
    """Write a compound that no list writes as the words in it are written: 喝采声 as 喝采."""
    wanted = set(ambiguous_characters())
    cells = list(word)
    parts = [
        (start, end)
        for start in range(len(word))
        for end in range(start + 2, len(word) + 1)
        if word[start:end] in written
    ]
    for offset, char in enumerate(word):
        forms = {written[word[a:b]][offset - a] for a, b in parts if a <= offset < b}
        if char in wanted and len(forms) != 1:
            return None
        if forms:
            cells[offset] = forms.pop()
    return "".join(cells)


def _evidence(*tables: Table) -> dict[str, dict[int, Counter[str]]]:
    """Count, for each character of each word, how often it was written with which form."""
    evidence: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for case, number in chain.from_iterable(
        cases.items() for table in tables for cases in table.values()
    ):
        if case.word:
            evidence[case.word][case.offset][case.form] += number
    return evidence


def _says_something(word: str, form: str) -> bool:
    wanted = ambiguous_characters()
    return any(cell != OPEN for char, cell in zip(word, form, strict=True) if char in wanted)


def _settled(word: str, restored: str, evidence: Mapping[int, Counter[str]], *, known: bool) -> str:
    """Settle each character by what was met, a known word in doubt by what was restored."""
    wanted = ambiguous_characters()
    cells = []
    for offset, (char, cell) in enumerate(zip(word, restored, strict=True)):
        met = evidence.get(offset, Counter())
        number, share = met.total(), met[group_of(cell)] / max(met.total(), 1)
        top = max(met, key=lambda form: met[form], default=cell)
        agreed = number >= SURE and met[top] >= AGREED * number
        if char not in wanted or (known and (number <= SURE or share >= UNSETTLED)):
            cells.append(cell)
        elif agreed and (not known or number >= 2 * SURE):
            cells.append(cell if group_of(cell) == top else top)
        else:
            cells.append(OPEN)
    return "".join(cells)


def write(lexicon: Lexicon, path: Path) -> None:
    """Write a line for each cost: the cost, words without choice, then pairs of both scripts."""
    plain: dict[int, list[str]] = defaultdict(list)
    pairs: dict[int, list[str]] = defaultdict(list)
    for word, cost in sorted(lexicon.costs.items()):
        form = lexicon.written.get(word)
        if form is None:
            plain[cost].append(word)
        else:
            pairs[cost] += [word, form]
    lines = [
        f"{cost}\t{' '.join(plain[cost])}\t{' '.join(pairs[cost])}"
        for cost in sorted({*plain, *pairs})
    ]
    path.write_text("\n".join([lexicon.several, *lines]) + "\n", encoding="utf-8")
