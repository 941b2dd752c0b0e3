"""Find the word that a character belongs to, among words that overlap."""

from functools import cache

from kanben.tables import read_text

LEXICON = "lexicon.tsv"

LONGEST = 8
"""Characters of the longest word looked for; longer ones are sayings that hold shorter words."""

PHRASE = 4
"""Characters from which a listed word is taken without asking where its neighbours end: four
characters hardly ever stand side by side by chance."""

REACH = 6
"""Characters on either side that are cut into words to settle an overlap."""

UNKNOWN = 160
"""Cost of a character that is no word of the list: rarer than any that is."""

FAR = 10 * UNKNOWN
"""Stands for the cost of a cut that there is none of."""

OPEN = "？"
"""Stands in a word's traditional form for a character that the word does not settle."""

_SHORT = range(2, PHRASE)

Span = tuple[int, int]


class Lexicon:
    """Hold words, what each costs in a cut text, and how those of several forms are written.

    A cost is ten times the negative logarithm of the word's share of all words. `several` are
    the simplified characters with several traditional forms.
    """

    def __init__(self, several: str, costs: dict[str, int], written: dict[str, str]) -> None:
        self.several = several
        self.costs = costs
        self.written = written
        self.phrases: dict[str, int] = {}
        for word in costs:
            if len(word) >= PHRASE and len(word) > self.phrases.get(word[:PHRASE], 0):
                self.phrases[word[:PHRASE]] = len(word)

    def word_at(self, text: str, place: int) -> Span:
        """Return where the word that holds the character at `place` begins and ends.

        With 对面 and 面包 in the lexicon, 面 belongs to 面包 in 吃面包, but to 对面 in 对面包厢.
        """
        phrase = self._phrase(text, place)
        if phrase:
            return phrase
        found = [
            (start, start + length)
            for length in _SHORT
            for start in range(max(place - length + 1, 0), place + 1)
            if text[start : start + length] in self.costs
        ]
        if not found:
            return place, place + 1
        if len(found) == 1 and not self._straddled(text, *found[0]):
            return found[0]
        return self._cut(text, place)

    def _phrase(self, text: str, place: int) -> Span | None:
        """Return the longest phrase at `place`, of several the first."""
        best = None
        for start in range(max(place - LONGEST + 1, 0), place + 1):
            longest = self.phrases.get(text[start : start + PHRASE])
            if longest:
                for length in range(longest, PHRASE - 1, -1):
                    if start + length <= place:
                        break
                    if text[start : start + length] in self.costs:
                        if best is None or length > best[1] - best[0]:
                            best = start, start + length
                        break
        return best

    def _straddled(self, text: str, start: int, end: int) -> bool:
        """Tell whether another word lies across one of the word's ends."""
        costs = self.costs
        return (start > 0 and text[start - 1 : start + 1] in costs) or (
            end < len(text) and text[end - 1 : end + 1] in costs
        )

    def _cut(self, text: str, place: int) -> Span:
        """Cut what surrounds `place` into the likeliest words; return the one at `place`."""
        start, end = _around(text, place)
        _, cut = self._cheapest(text[start:end])
        until = end - start
        while start + cut[until] > place:
            until = cut[until]
        return start + cut[until], start + until

    def _cheapest(self, text: str) -> tuple[list[int], list[int]]:
        """Return, for every beginning of `text`, its lowest cost and where its last word begins."""
        costs = self.costs
        best = [0] * (len(text) + 1)
        cut = [0] * (len(text) + 1)
        for until in range(1, len(text) + 1):
            known = costs.get(text[until - 1], UNKNOWN)
            best[until], cut[until] = best[until - 1] + known, until - 1
            for since in range(max(until - PHRASE + 1, 0), until - 1):
                cost = costs.get(text[since:until])
                if cost is not None and best[since] + cost < best[until]:
                    best[until], cut[until] = best[since] + cost, since
        return best, cut

    def gap(self, text: str, place: int, form: str) -> int:
        """Return what cutting the text so that `place` is not written `form` costs more."""
        start, end = _around(text, place)
        near, at = text[start:end], place - start
        best, _ = self._cheapest(near)
        same: list[int] = []
        other: list[int] = []
        for since in range(max(at - PHRASE + 2, 0), at + 1):
            for until in range(at + 1, min(since + PHRASE, len(near) + 1)):
                word = near[since:until]
                cost = self.costs.get(word, UNKNOWN if len(word) == 1 else None)
                if cost is not None:
                    whole = best[since] + cost + self._cheapest(near[until:])[0][-1]
                    (same if self.form_of(word, at - since) == form else other).append(whole)
        return min(other, default=FAR) - min(same, default=0)

    def form_of(self, word: str, offset: int) -> str:
        """Return how the word writes its character at `offset`; OPEN if it does not say."""
        return self.written[word][offset] if word in self.written else OPEN


def _around(text: str, place: int) -> Span:
    return max(place - REACH, 0), min(place + REACH + 1, len(text))


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that comes with the package."""
    costs: dict[str, int] = {}
    written: dict[str, str] = {}
    several, *lines = read_text(LEXICON).splitlines()
    for line in lines:
        cost, plain, pairs = line.split("\t")
        words = pairs.split()
        written.update(zip(words[::2], words[1::2], strict=True))
        costs.update(dict.fromkeys(plain.split() + words[::2], int(cost)))
    return Lexicon(several, costs, written)
