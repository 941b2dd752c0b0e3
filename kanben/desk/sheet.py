"""Lay a pulled proof out as the desk shows it: rows that stand by themselves."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from kanben.desk.galley import Pull
from kanben.manuscript.blocks import Block, Position
from kanben.manuscript.decisions import Break
from kanben.manuscript.emendations import EDITOR, Emendation
from kanben.memory import recalled_of
from kanben.messages import tongue
from kanben.showing.doubts import explain
from kanben.showing.review import ReviewRow, rows_of, with_left_out

_SURE = 2
"""Digits of a probability that are sent: the page shows as many."""
_FAR = 20
"""Rows between two that were neighbours, from which one of them has moved."""


class EndMark(Struct, frozen=True, array_like=True):
    """Show the decision about a line end: joined or not, how sure, by whom, the reasons' keys."""

    join: bool
    certainty: float
    by: str
    reasons: tuple[str, ...]


class SheetLine(Struct, frozen=True, array_like=True):
    """Show the part of a printed line that a row comes from; `whole` is the line's length."""

    source: int
    line: int
    start: int
    text: str
    whole: int
    end: EndMark | None = None


class SheetRun(Struct, frozen=True, array_like=True):
    """Show text of a block; `change` counts the row's changes, -1 for text as printed.

    `line` and `column` say where it was printed, 0 and 0 for the editor's own words.
    """

    text: str
    change: int = -1
    line: int = 0
    column: int = 0


class SheetChange(Struct, frozen=True, array_like=True):
    """Show a change: its kind's key, place, words before and after, reason, by whom, how sure."""

    change: str
    source: int
    line: int
    column: int
    before: str
    after: str
    reason: str
    by: str
    confidence: float


class SheetRow(Struct, frozen=True, array_like=True):
    """Show a block beside the printed lines it comes from; without runs, lines that no block has.

    `key` names the row for as long as its first line does not change.
    """

    key: str
    part: int
    kind: str
    level: int
    lines: tuple[SheetLine, ...]
    runs: tuple[SheetRun, ...]
    changes: tuple[SheetChange, ...]


def rows_of_pull(pull: Pull) -> tuple[SheetRow, ...]:
    """Return a row for each block and for each run of lines that no edition sets."""
    return tuple(_Layout(pull).rows())


class _Layout:
    """Look up what belongs to the rows of one pull."""

    def __init__(self, pull: Pull) -> None:
        self.pull = pull
        manuscript = pull.manuscript
        self.changes = manuscript.emendations
        self.ends: Mapping[tuple[int, int], Break] = {
            (end.source, end.after): end for end in manuscript.breaks
        }
        self.blocks = {block.anchor: block for block in manuscript.blocks}
        self.others: dict[tuple[int, int], list[Emendation]] = {}
        used = {
            piece.emendation
            for block in manuscript.blocks
            for piece in block.pieces
            if piece.emendation is not None
        }
        for number, change in enumerate(manuscript.emendations):
            if number not in used:
                self.others.setdefault((change.at.source, change.at.line), []).append(change)

    def rows(self) -> Iterator[SheetRow]:
        """Yield all rows in the order of the text."""
        review = with_left_out(list(rows_of(self.pull.manuscript)), self.pull.printed)
        for row in review:
            ends = [self.ends.get((cut.source, cut.line)) for cut in row.printed]
            block = self.blocks.get(row.anchor)
            changes = [self.changes[run.change] for run in row.runs if run.change >= 0]
            changes += self._beside(row)
            owner = (SheetRow, tongue(), row.part)
            yield recalled_of(owner, (row, block, *ends, *changes), partial(self._row, row, block))

    def _row(self, row: ReviewRow, block: Block | None) -> SheetRow:
        lines = tuple(self._lines(row))
        runs, changes = self._runs(block) if block else ((), [])
        shown = tuple(map(_shown, [*changes, *self._beside(row)]))
        key = row.anchor or f"{lines[0].source}:{lines[0].line}"
        return SheetRow(key, row.part, row.kind, row.level, lines, runs, shown)

    def _lines(self, row: ReviewRow) -> Iterator[SheetLine]:
        for cut in row.printed:
            text = self.pull.printed[cut.source][cut.line - 1]
            start = cut.start if text[: cut.start].strip() else 0
            end = cut.end if text[cut.end :].strip() else len(text)
            mark = self._mark(cut.source, cut.line) if end == len(text) else None
            yield SheetLine(cut.source, cut.line, start, text[start:end], len(text), mark)

    def _mark(self, source: int, line: int) -> EndMark | None:
        end = self.ends.get((source, line))
        if end is None:
            return None
        return EndMark(end.join, round(end.certainty, _SURE), end.by, end.reasons)

    def _runs(self, block: Block) -> tuple[tuple[SheetRun, ...], list[Emendation]]:
        changes: list[Emendation] = []
        runs: list[SheetRun] = []
        nowhere = Position(0, 0, 0)
        for piece in block.pieces:
            number = -1
            if piece.emendation is not None:
                number = len(changes)
                changes.append(self.pull.manuscript.emendations[piece.emendation])
            at = piece.at or nowhere
            runs.append(SheetRun(piece.text, number, at.line, at.column))
        return tuple(runs), changes

    def _beside(self, row: ReviewRow) -> list[Emendation]:
        """Return the changes on the row's lines that left no text: omissions, notes, queries."""
        return [
            change
            for cut in row.printed
            for change in self.others.get((cut.source, cut.line), ())
            if cut.start <= change.at.column <= cut.end
        ]


def _shown(change: Emendation) -> SheetChange:
    reason = change.reason if change.by == EDITOR else explain(change.reason, text=change.before)
    at = change.at
    return SheetChange(
        str(change.change),
        at.source,
        at.line,
        at.column,
        change.before,
        change.after,
        reason,
        change.by,
        round(change.confidence, _SURE),
    )


class RowsChanged(Struct, frozen=True):
    """Say which rows give way to which: those from `start` up to `end` of the old ones."""

    start: int
    end: int
    rows: tuple[SheetRow, ...]


def changed_rows(old: Sequence[SheetRow], new: Sequence[SheetRow]) -> tuple[RowsChanged, ...]:
    """Return the stretches of the old rows that give way, in order; what is equal stays.

    A row that moved comes at its new place and goes at its old one.
    """
    places = {row.key: place for place, row in enumerate(old)}
    changes: list[RowsChanged] = []
    come: list[SheetRow] = []
    done = 0
    for number, row in enumerate(new):
        place = places.get(row.key, -1)
        if place < done or old[place] != row or _is_leap(old, new, place - done, (place, number)):
            come.append(row)
            continue
        if come or place > done:
            changes.append(RowsChanged(done, place, tuple(come)))
            come = []
        done = place + 1
    if come or done < len(old):
        changes.append(RowsChanged(done, len(old), tuple(come)))
    return tuple(changes)


def _is_leap(
    old: Sequence[SheetRow], new: Sequence[SheetRow], far: int, pair: tuple[int, int]
) -> bool:
    """Tell whether a row equals one so far on that it moved rather than all between went."""
    if far < _FAR:
        return False
    place, number = pair[0] + 1, pair[1] + 1
    return place >= len(old) or number >= len(new) or old[place].key != new[number].key
