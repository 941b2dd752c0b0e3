"""Quote printed words so that they name one place on their line."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct, structs

from kanben.characters import inked
from kanben.errors import EmendationError
from kanben.manuscript.places import find

_REACH = 60
"""Characters that are looked at on the same line for words that stand there once."""
_SEAM = 2
"""Characters quoted on each side of a place between two words."""
_GAP = 2
"""Equal characters between two differences that are still told as one."""


class LinePart(Struct, frozen=True):
    """Name a part of one printed line: columns from `start` up to `end`."""

    start: int
    end: int


def once_on_line(
    lines: Sequence[str], line: int, span: LinePart, *, fixed_end: bool = False
) -> LinePart:
    """Widen a span as little as makes its words stand once on the line.

    With `fixed_end` it is widened to the left only. Raises EmendationError if nothing helps.
    """
    text = lines[line - 1]
    for reach in range(_REACH):
        for left in range(reach + 1):
            if fixed_end and left != reach:
                continue
            wide = LinePart(max(0, span.start - left), min(len(text), span.end + reach - left))
            if len(find(lines, 0, line, text[wide.start : wide.end])) == 1:
                return wide
    raise EmendationError("desk.not_once", line=line, words=text[span.start : span.end])


def at_seam(lines: Sequence[str], line: int, column: int) -> str:
    """Quote the words on both sides of a place inside a line, as ``前|後``.

    Raises EmendationError at the line's ends.
    """
    text = lines[line - 1]
    for length in range(_SEAM, _REACH):
        before, behind = text[max(0, column - length) : column], text[column : column + length]
        if not inked(before) or not inked(behind):
            break
        if len(find(lines, 0, line, before + behind)) == 1:
            return f"{before.lstrip()}|{behind.rstrip()}"
    raise EmendationError("desk.no_seam", line=line)


class Rewording(Struct, frozen=True):
    """Say that the words of a span are to read `after`."""

    span: LinePart
    after: str


class _Unlike(Struct, frozen=True):
    """Name what differs: columns of the print, and of what is wanted instead."""

    start: int
    end: int
    first: int
    last: int


def differences(printed: str, wanted: str) -> list[Rewording]:
    """Return where a line is to differ from the print, each with ink on the printed side.

    What is added goes with the character before it (after it, at the line's beginning).
    """
    found: list[_Unlike] = []
    matcher = SequenceMatcher(None, printed, wanted, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        if found and start - found[-1].end < _GAP:
            before = found.pop()
            start, first = before.start, before.first
        found.append(_Unlike(start, end, first, last))
    return [_with_ink(printed, wanted, unlike) for unlike in found]


def _with_ink(printed: str, wanted: str, unlike: _Unlike) -> Rewording:
    start, end, first, last = structs.astuple(unlike)
    while not inked(printed[start:end]) and (start or end < len(printed)):
        if start and first:
            start, first = start - 1, first - 1
        elif end < len(printed) and last < len(wanted):
            end, last = end + 1, last + 1
        else:
            break
    if inked(printed[start:end]) == inked(wanted[first:last]):
        # Only blanks differ: words on both sides show where.
        if start and first:
            start, first = start - 1, first - 1
        if end < len(printed) and last < len(wanted):
            end, last = end + 1, last + 1
    return Rewording(LinePart(start, end), wanted[first:last])
