"""Rewrite the lines of a source and keep on record what each place held in the file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from kanben.manuscript.blocks import Position
from kanben.manuscript.emendations import Change, Emendation

READER = "reading"
"""Who rewrote what no edition can carry, or what is a file's way of writing."""


class Rewrite(NamedTuple):
    """Name the characters [start, end) of a line, what is read instead, and why.

    `found` says what the file holds there, if that cannot be said by the characters themselves.
    A newline in `read` ends the line.
    """

    start: int
    end: int
    read: str
    reason: str
    found: str = ""


class Sheet:
    """Hold the lines of a source while they are rewritten, with a record of every place."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        self._records: dict[int, list[Emendation]] = defaultdict(list)

    def rewrite(self, place: int, spans: Iterable[Rewrite]) -> None:
        """Rewrite spans of the line at `place` (from 0), given in order, none over another."""
        line = self.lines[place]
        parts: list[str] = []
        end, length = 0, 0
        for span in spans:
            parts += [line[end : span.start], span.read]
            at = length + span.start - end
            after = self._shift(place, at, len(span.read) - (span.end - span.start))
            found = span.found or line[span.start : span.end]
            self._records[place].insert(after, _record(place, at, found, span))
            length, end = at + len(span.read), span.end
        self.lines[place] = "".join((*parts, line[end:]))

    def note(self, place: int, span: Rewrite) -> None:
        """Record what the file holds at a place whose text is right already."""
        self._records[place].append(_record(place, span.start, span.found, span))

    def _shift(self, place: int, column: int, by: int) -> int:
        """Move the records behind `column`, where the line grows or shrinks; return their first."""
        records = self._records[place]
        first = next((n for n, one in enumerate(records) if one.at.column > column), len(records))
        for number in range(first, len(records)):
            at = Position(0, place, max(column, records[number].at.column + by))
            records[number] = structs.replace(records[number], at=at)
        return first

    def finish(self) -> "Finished":
        """Part the lines where a newline was read, and put the records in their order."""
        lines: list[str] = []
        records: list[Emendation] = []
        numbers: list[int] = []
        for place, line in enumerate(self.lines):
            parts = line.split("\n")
            numbers.append(len(lines) + 1)
            for record in self._records.get(place, ()):
                number, column = _parted(parts, record.at.column)
                at = Position(0, len(lines) + number + 1, column)
                records.append(structs.replace(record, at=at))
            lines += parts
        return Finished(tuple(lines), tuple(records), tuple(numbers))


def _record(place: int, column: int, found: str, span: Rewrite) -> Emendation:
    at = Position(0, place, column)
    return Emendation(Change.READ, at, found, span.read, span.reason, READER)


class Finished(Struct, frozen=True):
    """Hold the lines as read, the records, and the number that each line of the sheet has now."""

    lines: tuple[str, ...]
    records: tuple[Emendation, ...]
    numbers: tuple[int, ...]


def _parted(parts: Sequence[str], column: int) -> tuple[int, int]:
    number = 0
    while number + 1 < len(parts) and column > len(parts[number]):
        column -= len(parts[number]) + 1
        number += 1
    return number, column
