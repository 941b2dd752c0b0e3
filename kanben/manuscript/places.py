"""Find the printed words that somebody quotes."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct

from kanben.characters import inked
from kanben.manuscript.blocks import Position
from kanben.manuscript.pieces import walk_ink

BARS = "|｜"
"""Signs that show, inside a quotation, the place between two words."""


class PrintedWords(Struct, frozen=True):
    """Hold printed words: the text as it stands, line ends as newlines, and every place of ink.

    `places` has one position for each character of the text that leaves ink.
    """

    text: str
    places: tuple[Position, ...]

    @property
    def start(self) -> Position:
        """Return the place of the first character."""
        return self.places[0]

    @property
    def end(self) -> Position:
        """Return the place just behind the last character."""
        last = self.places[-1]
        return Position(last.source, last.line, last.column + 1)


class Nearest(Struct, frozen=True):
    """Point to printed words like those that were quoted."""

    line: int
    text: str


def ink_places(lines: Sequence[str], start: Position) -> Iterator[Position]:
    """Yield the place of every character that leaves ink, from `start` on."""
    if start.line > len(lines):
        return
    rest = (lines[number] for number in range(start.line, len(lines)))
    ink = walk_ink(chain([lines[start.line - 1][start.column :]], rest), start.line, start.column)
    for _, line, column in ink:
        yield Position(start.source, line, column)


def _text_at(lines: Sequence[str], places: Sequence[Position]) -> str:
    return "".join(lines[place.line - 1][place.column] for place in places)


def printed_between(lines: Sequence[str], start: Position, end: Position) -> str:
    """Return what is printed from `start` up to `end` on one source, line ends as newlines."""
    if start.line == end.line:
        return lines[start.line - 1][start.column : end.column]
    whole = lines[start.line : end.line - 1]
    first, last = lines[start.line - 1][start.column :], lines[end.line - 1][: end.column]
    return "\n".join((first, *whole, last))


def find(lines: Sequence[str], source: int, line: int, quote: str) -> tuple[PrintedWords, ...]:
    """Return every occurrence of `quote` that begins on `line`.

    Blanks and line ends count on neither side: ``码头旧事`` is found where a line ends 码头旧 and
    the next that is not blank begins 事. Everything else must be the same, width included.
    """
    wanted = inked(quote)
    if not wanted or not 1 <= line <= len(lines):
        return ()
    needed = len(inked(lines[line - 1])) + len(wanted) - 1
    stream = tuple(islice(ink_places(lines, Position(source, line)), needed))
    text = _text_at(lines, stream)
    occurrences: list[PrintedWords] = []
    offset = text.find(wanted)
    while offset >= 0 and stream[offset].line == line:
        places = stream[offset : offset + len(wanted)]
        words = PrintedWords("", places)
        occurrences.append(PrintedWords(printed_between(lines, words.start, words.end), places))
        offset = text.find(wanted, offset + 1)
    return tuple(occurrences)


def nearest(lines: Sequence[str], line: int, quote: str) -> Nearest | None:
    """Return the printed words most like `quote`: the same words on the nearest line, or like ones.

    None if nothing printed is like it at all.
    """
    same = [number for number in range(1, len(lines) + 1) if find(lines, 0, number, quote)]
    if same:
        number = min(same, key=lambda number: abs(number - line))
        return Nearest(number, find(lines, 0, number, quote)[0].text)
    return _most_like(lines, inked(quote))


def _most_like(lines: Sequence[str], wanted: str) -> Nearest | None:
    from rapidfuzz import fuzz

    stream = tuple(ink_places(lines, Position(0, 1)))
    text = _text_at(lines, stream)
    found = fuzz.partial_ratio_alignment(wanted, text) if wanted and text else None
    if found is None or found.score == 0 or found.dest_start == found.dest_end:
        return None
    start, last = stream[found.dest_start], stream[found.dest_end - 1]
    end = Position(last.source, last.line, last.column + 1)
    return Nearest(start.line, printed_between(lines, start, end))


def halves(quote: str) -> Iterator[tuple[str, str]]:
    """Yield the words on both sides of every bar in `quote` that has words on both sides."""
    for offset, char in enumerate(quote):
        if char in BARS and inked(quote[:offset]) and inked(quote[offset + 1 :]):
            yield quote[:offset], quote[offset + 1 :]
