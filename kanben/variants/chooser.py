"""Choose among a character's traditional forms: by the word it is in, else by its context.

The lexicon settles whatever stands in a word. The rest a log-linear model for each character
decides: the region and the n-grams around the character each add a weight to every candidate. It
was learned from Taiwan and Hong Kong text by ``teach/chooser/train.py`` and stands, one feature a
line, in ``data/chooser.tsv``.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from kanben.manuscript.variants import target_variant
from kanben.tables import read_text
from kanben.variants.contexts import (
    KIND_SIGNS,
    REACH,
    WAVERING,
    WINDOWS,
    kind_features,
    plain,
)
from kanben.variants.engine import convert
from kanben.variants.lexicon import OPEN, PHRASE, lexicon

MODEL = "chooser.tsv"
SCALE = 10
"""The model's weights are whole numbers: logarithms of odds (base e) times this."""

SUPPORT = 1.0
"""Lead, as a logarithm of odds, that a candidate needs over the dictionary's choice."""

DOUBT = 2.0
"""A choice that leads by less is doubtful: odds below 7 to 1."""

SETTLED = 9.0
"""Lead of a form that the lexicon settles."""

CLOSE = 15
"""A word is cut closely if a cut that unsettles it costs at most so much more: odds of 4.5 to 1.
Of the close words in gold sets that their context speaks against as well, one in six is wrong; of
the words that context alone speaks against, however loudly, one in a hundred."""


class Preference(Struct, frozen=True):
    """Say which form a character takes and by how much, as a logarithm of odds, it leads.

    `place` is the offset in the text; `candidates` are the forms, likeliest first. The lead is
    below zero where the choice stands though another is likelier. `by` says who chose: a
    ``word`` of the lexicon, the ``context``, or the ``dictionary`` that neither overruled.
    """

    place: int
    chosen: str
    candidates: tuple[str, ...]
    lead: float
    by: str

    @property
    def margin(self) -> float:
        """Return the lead from 0 to 1: the difference of the two probabilities, 0 if behind."""
        return max(math.tanh(self.lead / 2), 0.0)


class _Character:
    """Hold what is known of one simplified character."""

    def __init__(self, groups: list[str], bias: tuple[int, ...], variant: str) -> None:
        self.forms = [_regional(group[0], variant) for group in groups]
        self.index = {
            form: number
            for number, group in enumerate(groups)
            for char in group
            for form in (char, _regional(char, variant))
        }
        self.bias = bias
        self.kinds: dict[str, tuple[int, ...]] = {}


@cache
def _regional(char: str, variant: str) -> str:
    return "".join(convert(char, "Hant", variant))


class Chooser:
    """Look over the dictionary's shoulder for one variant."""

    def __init__(self, variant: str) -> None:
        self.variant = variant
        self.lexicon = lexicon()
        self.characters: dict[str, _Character] = {}
        self.windows: dict[tuple[int, int], dict[str, tuple[int, ...]]] = {
            window: {} for window in WINDOWS
        }
        region = f"@{target_variant(variant).region}"
        for line in read_text(MODEL).splitlines():
            head, _, rest = line.partition("\t")
            if head:
                simplified = head
                groups, _, numbers = rest.partition("\t")
                character = _Character(groups.split(), _weights(numbers), variant)
                self.characters[simplified] = character
            else:
                feature, _, numbers = rest.partition("\t")
                if feature[0] != "@" or feature == region:
                    self._learn(simplified, character, feature, _weights(numbers))
        self.pattern = re.compile(f"{WAVERING}[{self.lexicon.several}]")

    def _learn(
        self, simplified: str, character: _Character, feature: str, weights: tuple[int, ...]
    ) -> None:
        if feature[0] == "@":
            character.bias = _add(character.bias, weights)
        elif feature[0] in KIND_SIGNS:
            character.kinds[feature] = weights
        else:
            left, _, right = feature.partition("_")
            self.windows[len(left), len(right)][left + simplified + right] = weights

    def verdicts(self, text: str, cells: Sequence[str]) -> Iterator[Preference]:
        """Yield a verdict on every character of `text` that has several traditional forms.

        `cells` is the dictionary's conversion, one string for each character.
        """
        context = plain(text)
        for found in self.pattern.finditer(text):
            place = found.start()
            start, end = self.lexicon.word_at(text, place)
            listed = self.lexicon.form_of(text[start:end], place - start)
            if listed != OPEN:
                form = _regional(listed, self.variant)
                doubt = (
                    self._against(text, context, place, listed) if end - start < PHRASE else None
                )
                if doubt:
                    yield doubt
                elif form != cells[place]:
                    yield _settled(place, form, cells[place])
                continue
            base = cells[place] if end - start > 1 else _default(found[0], self.variant)
            character = self.characters.get(found[0])
            if character and base in character.index:
                scores = self._scores(context, place + REACH, character)
                preferred = _preferred(place, character, base, scores)
                overruled = preferred.chosen != cells[place]
                yield structs.replace(preferred, by="context") if overruled else preferred
            elif base != cells[place]:
                yield _settled(place, base, cells[place])

    def _against(self, text: str, context: str, place: int, listed: str) -> Preference | None:
        """Doubt a word that is cut closely and that its context speaks against."""
        form = _regional(listed, self.variant)
        character = self.characters.get(text[place])
        if character is None or form not in character.index:
            return None
        own = character.index[form]
        scores = self._scores(context, place + REACH, character)
        rival = max((n for n in range(len(scores)) if n != own), key=scores.__getitem__)
        held = (scores[own] - scores[rival]) / SCALE
        if held >= DOUBT:
            return None
        gap = self.lexicon.gap(text, place, listed)
        lead = gap / SCALE + held
        if gap > CLOSE or lead >= DOUBT:
            return None
        return Preference(place, form, (form, character.forms[rival]), lead, "word")

    def _scores(self, context: str, place: int, character: _Character) -> Sequence[int]:
        found = [character.bias]
        for (before, after), weights in self.windows.items():
            weight = weights.get(context[place - before : place + after + 1])
            if weight is not None:
                found.append(weight)
        if character.kinds:
            known = character.kinds
            features = kind_features(context, place)
            found.extend(known[feature] for feature in features if feature in known)
        return [sum(column) for column in zip(*found, strict=True)]


def _preferred(place: int, character: _Character, likely: str, scores: Sequence[int]) -> Preference:
    """Prefer the form with the best score, if it leads the `likely` one by enough."""
    base = character.index[likely]
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    best = order[0]
    chosen = best if scores[best] - scores[base] > SUPPORT * SCALE else base
    rival = max(score for number, score in enumerate(scores) if number != chosen)
    forms = [likely if number == base else character.forms[number] for number in order]
    form = likely if chosen == base else character.forms[chosen]
    lead = (scores[chosen] - rival) / SCALE
    return Preference(place, form, tuple(forms), lead, "dictionary")


def _settled(place: int, form: str, printed: str) -> Preference:
    return Preference(place, form, (form, printed), SETTLED, "word")


def _add(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(first, second, strict=True))


@cache
def _default(char: str, variant: str) -> str:
    """Return what the dictionary writes for a character by itself."""
    return "".join(convert(char, "Hans", variant))


def _weights(numbers: str) -> tuple[int, ...]:
    return tuple(map(int, numbers.split()))


def chooser_of(variant: str) -> Chooser | None:
    """Return the chooser for a variant; None where one form is all there is."""
    target = target_variant(variant)
    return _chooser(target.customs) if target.script == "Hant" else None


_chooser = cache(Chooser)
