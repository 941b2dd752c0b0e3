"""Find all forms of all terms in one pass over a text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import ahocorasick
from msgspec import Struct


class Hit(Struct, frozen=True):
    """Say that code points [start, end) of a text are a form of the term `term`."""

    start: int
    end: int
    term: str


class Scanner:
    """Search for many forms at once: the longest form at the leftmost place wins.

    An Aho-Corasick automaton finds all forms at all places, so that a text costs the same however
    many forms there are.
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Prepare to search; `forms` gives the term's id for every form."""
        self._automaton = ahocorasick.Automaton()
        for form, term in forms.items():
            if form:
                self._automaton.add_word(form, (len(form), term))
        self._automaton.make_automaton()

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield the occurrences in `text`, from left to right, none overlapping another."""
        if not len(self._automaton):
            return
        longest: dict[int, tuple[int, str]] = {}
        for last, (length, term) in self._automaton.iter(text):
            start = last + 1 - length
            if self._stands_free(text, start, last + 1):
                # Found by their last characters, the longest form of a place comes last.
                longest[start] = (last + 1, term)
        end = 0
        for start in sorted(longest):
            if start >= end:
                end, term = longest[start]
                yield Hit(start, end, term)

    @staticmethod
    def _stands_free(text: str, start: int, end: int) -> bool:
        """Refuse AI within MAIN: Latin letters and digits belong to whole words."""

        def runs_on(left: str, right: str) -> bool:
            return all(char.isascii() and char.isalnum() for char in (left, right))

        before = start > 0 and runs_on(text[start - 1], text[start])
        return not before and not (end < len(text) and runs_on(text[end - 1], text[end]))


def count_everywhere(forms: Iterable[str], text: str) -> Counter[str]:
    """Count how often each form stands in a text, inside longer forms too."""
    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form, form)
    automaton.make_automaton()
    if not len(automaton):
        return Counter()
    return Counter(form for _, form in automaton.iter(text))
