"""Find all forms of all terms in one pass over a text."""

from collections.abc import Iterator, Mapping

from msgspec import Struct


class Hit(Struct, frozen=True):
    """Say that code points [start, end) of a text are a form of the term `term`."""

    start: int
    end: int
    term: str


class Scanner:
    """Search for many forms at once: the longest form at the leftmost place wins.

    Forms are filed under their first two characters, so that a text of n characters costs n
    look-ups, however many forms there are.
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Prepare to search; `forms` gives the term's id for every form."""
        self._forms = dict(forms)
        lengths: dict[str, set[int]] = {}
        for form in filter(None, self._forms):
            lengths.setdefault(form[:2], set()).add(len(form))
        self._single = any(len(form) == 1 for form in self._forms)
        self._lengths = {
            start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()
        }

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield the occurrences in `text`, from left to right, none overlapping another."""
        forms, lengths = self._forms, self._lengths
        end = 0
        for start in range(len(text)):
            if start < end:
                continue
            found = lengths.get(text[start : start + 2], ())
            if self._single:
                found = (*found, *lengths.get(text[start], ()))
            for length in found:
                term = forms.get(text[start : start + length])
                if term is not None and self._stands_free(text, start, start + length):
                    end = start + length
                    yield Hit(start, end, term)
                    break

    @staticmethod
    def _stands_free(text: str, start: int, end: int) -> bool:
        """Refuse AI within MAIN: Latin letters and digits belong to whole words."""

        def runs_on(left: str, right: str) -> bool:
            return all(char.isascii() and char.isalnum() for char in (left, right))

        before = start > 0 and runs_on(text[start - 1], text[start])
        return not before and not (end < len(text) and runs_on(text[end - 1], text[end]))
