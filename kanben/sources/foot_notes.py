"""Tie the notes at the foot of a page to their calls, by type, place and sign."""

from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from kanben.characters import CLOSING, SENTENCE_END
from kanben.sources.order.columns import leading_of
from kanben.sources.order.furniture import LineOfPage
from kanben.sources.printed import PrintedLine, PrintedPage
from kanben.sources.signs import NoteSign, plain_signs, sign_before, signs_in

_SMALLER = 0.93
"""Times the body's size up to which type is that of notes: 10.5 to 9 point and less."""
_APART = 1.25
"""Leadings from the last line of the text to the first note: a rule stands between, or a blank."""


class FootNote(Struct, frozen=True):
    """Hold a note: its rows from the first to the last, its sign, the call that it belongs to."""

    rows: tuple[LineOfPage, ...]
    sign: NoteSign
    row_of_call: LineOfPage
    call: NoteSign


class _Call(Struct, frozen=True):
    row: LineOfPage
    sign: NoteSign
    raised: bool


class _Found(Struct):
    """Gather the rows of a note below its sign."""

    sign: NoteSign
    rows: list[LineOfPage]


def foot_notes(
    pages: Sequence[PrintedPage], body: float, furniture: Set[LineOfPage]
) -> list[FootNote]:
    """Return the notes whose calls were found, in the order of the print.

    `body` is the size of the running text; without one nothing tells notes by their type.
    """
    if not body:
        return []
    tied: list[FootNote] = []
    left: list[_Call] = []
    for number, page in enumerate(pages):
        found, above = _notes_of(page, number, body, furniture)
        if above and tied and tied[-1].rows[-1][0] == number - 1 and _is_open(pages, tied[-1]):
            last = tied.pop()
            tied.append(FootNote((*last.rows, *above), last.sign, last.row_of_call, last.call))
        noted = {row for note in found for row in note.rows} | set(above)
        calls = list(_calls_of(page, number, furniture | noted))
        for note in found:
            call = _call_of(note.sign, calls) or _call_of(note.sign, left)
            if call is not None:
                (calls if call in calls else left).remove(call)
                tied.append(FootNote(tuple(note.rows), note.sign, call.row, call.sign))
        left = calls
    return tied


def _is_open(pages: Sequence[PrintedPage], note: FootNote) -> bool:
    """Tell whether a note does not end with its last line."""
    page, row = note.rows[-1]
    return pages[page].lines[row].text[-1:] not in SENTENCE_END | CLOSING


def _notes_of(
    page: PrintedPage, number: int, body: float, furniture: Set[LineOfPage]
) -> tuple[list[_Found], list[LineOfPage]]:
    """Return the notes at the foot of a page, and the rows that go on with one of the page before.

    Columns have a foot each.
    """
    notes: list[_Found] = []
    above: list[LineOfPage] = []
    for run in _feet(page, number, body, furniture):
        first = len(notes)
        for row in run:
            sign = sign_before(page.lines[row].text)
            if sign is not None and _counts_on(sign, notes[first:]):
                notes.append(_Found(sign, [(number, row)]))
            elif len(notes) > first:
                notes[-1].rows.append((number, row))
            elif not notes:
                above.append((number, row))
    return notes, above


def _feet(
    page: PrintedPage, number: int, body: float, furniture: Set[LineOfPage]
) -> Iterator[list[int]]:
    """Yield the rows at the foot of each column: in small type, or below a blank and a sign."""
    text = [row for row in range(len(page.lines)) if (number, row) not in furniture]
    leading = leading_of([page.lines[row] for row in text])
    for column in _columns(page, text):
        first = len(column)
        while first and _is_small(page.lines[column[first - 1]], body):
            first -= 1
        if first < len(column):
            yield column[first:]
            continue
        for place in range(1, len(column)):
            above, line = (page.lines[row] for row in column[place - 1 : place + 1])
            apart = line.box.middle - above.box.middle > _APART * leading
            if apart and line.raised and line.raised[0][0] == 0:
                yield column[place:]
                break


def _columns(page: PrintedPage, text: Sequence[int]) -> Iterator[list[int]]:
    """Part rows where the next one stands above the one before."""
    column: list[int] = []
    for row in text:
        if column and page.lines[row].box.middle < page.lines[column[-1]].box.top:
            yield column
            column = []
        column.append(row)
    if column:
        yield column


def _is_small(line: PrintedLine, body: float) -> bool:
    return 0 < line.size <= _SMALLER * body and not line.fixed and not line.row


def _counts_on(sign: NoteSign, before: Sequence[_Found]) -> bool:
    """Tell whether a sign is the next one in its foot: a line may begin with any number."""
    if not before:
        return True
    last = before[-1].sign.value
    if isinstance(sign.value, int) and isinstance(last, int):
        return sign.value == last + 1
    return sign.value != last


def _calls_of(page: PrintedPage, number: int, aside: Set[LineOfPage]) -> Iterator[_Call]:
    for row, line in enumerate(page.lines):
        if (number, row) in aside:
            continue
        raised = [sign for start, end in line.raised for sign in signs_in(line.text, start, end)]
        taken = {place for sign in raised for place in range(sign.start, sign.end)}
        plain = [sign for sign in plain_signs(line.text) if sign.start not in taken]
        for sign in sorted([*raised, *plain], key=lambda sign: sign.start):
            yield _Call((number, row), sign, raised=sign in raised)


def _call_of(sign: NoteSign, calls: Sequence[_Call]) -> _Call | None:
    """Return the call with a sign's value: a raised one, else one within a line, else any."""
    same = [call for call in calls if call.sign.value == sign.value]
    return min(same, key=lambda call: (not call.raised, call.sign.start == 0), default=None)
