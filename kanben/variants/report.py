"""Group doubtful choices so that one line of a glossary settles a group."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kanben.characters import is_han
from kanben.variants.passage import Converted, DoubtfulChoice
from kanben.words import tokenize

SETTLED = frozenset({"vocabulary", "quotation"})
"""Makers of choices that no glossary line decides: the editor asked for the one, the other is a
matter of a single place."""

CONTEXT = 8
"""Characters of the example on each side of the word."""


class DoubtGroup(Struct, frozen=True):
    """Gather all doubtful choices of one word.

    `word` is in the source's script; `printed` is what it became, `other` what it would be with
    the next likely form. `margin` is the smallest lead among its `places` occurrences.
    """

    word: str
    printed: str
    other: str
    by: str
    places: int
    margin: float
    example: str

    @property
    def ruling(self) -> str:
        """Return the glossary line that would print the other form."""
        return f"{self.word}: {self.other}"


def _word_around(text: str, offset: int, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the word that a character stands in; a lone character takes a neighbour along."""
    start, end = next(span for span in spans if span[0] <= offset < span[1])
    if end - start > 1:
        return start, end
    if end < len(text) and is_han(text[end]):
        return start, end + 1
    if start and is_han(text[start - 1]):
        return start - 1, end
    return start, end


def _group(
    text: str, passage: Converted, doubt: DoubtfulChoice, spans: list[tuple[int, int]]
) -> DoubtGroup:
    start, end = _word_around(text, doubt.offset, spans)
    cells = list(passage.cells)
    printed = "".join(cells[start:end])
    example = "".join(cells[max(start - CONTEXT, 0) : end + CONTEXT])
    cells[doubt.offset] = next(form for form in doubt.candidates if form != doubt.chosen)
    other = "".join(cells[start:end])
    return DoubtGroup(text[start:end], printed, other, doubt.by, 1, doubt.margin, example)


def group_doubts(texts: Iterable[tuple[str, Converted]]) -> list[DoubtGroup]:
    """Group the doubts of source texts and their conversions, the commonest word first."""
    groups: dict[tuple[str, str, str], DoubtGroup] = {}
    for text, passage in texts:
        doubts = [doubt for doubt in passage.doubts if doubt.by not in SETTLED]
        spans = [(start, end) for _, start, end in tokenize(text)] if doubts else []
        for doubt in doubts:
            found = _group(text, passage, doubt, spans)
            key = (found.word, found.printed, found.other)
            known = groups.get(key, found)
            places = known.places + (key in groups)
            groups[key] = DoubtGroup(
                *key, known.by, places, min(known.margin, found.margin), known.example
            )
    return sorted(groups.values(), key=lambda group: (-group.places, group.margin, group.word))


def report_rows(groups: Iterable[DoubtGroup]) -> Iterator[tuple[str, ...]]:
    """Yield the columns of the report, their names first."""
    yield "places", "margin", "printed", "glossary line for the other form", "by", "example"
    for group in groups:
        margin = f"{group.margin:.2f}"
        places = str(group.places)
        yield places, margin, group.printed, group.ruling, group.by, group.example
