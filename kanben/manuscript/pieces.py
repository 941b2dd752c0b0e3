"""Cut pieces, find the place of a character in the print, walk over the ink."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import structs

from kanben.characters import is_blank
from kanben.manuscript.blocks import Mark, MarkKind, Piece, Position


def split_piece(piece: Piece, offset: int) -> tuple[Piece, Piece]:
    """Split a piece that nobody emended, at `offset` code points, into two.

    A note that is called behind the piece is called behind its second half. Raises ValueError for
    an emended piece: half a change has no printed counterpart.
    """
    if piece.emendation is not None:
        raise ValueError("an emended piece is whole")
    at = piece.at
    later = None if at is None else structs.replace(at, column=at.column + offset)
    calls = MarkKind.NOTE if offset < len(piece.text) else None
    marks = tuple(mark for mark in piece.marks if mark.kind != calls)
    return (
        structs.replace(piece, text=piece.text[:offset], marks=marks),
        structs.replace(piece, text=piece.text[offset:], at=later),
    )


def cut(pieces: Iterable[Piece], places: Iterable[int]) -> Iterator[tuple[int, Piece]]:
    """Cut pieces at places of their joined text; yield what comes of it, each with its offset.

    `places` are sorted. A piece that was emended is never cut. Time is linear in pieces and
    places.
    """
    waiting = iter(places)
    place = next(waiting, None)
    offset = 0
    for piece in pieces:
        end = offset + len(piece.text)
        inside = [0]
        while place is not None and place < end:
            if place > offset + inside[-1] and piece.emendation is None:
                inside.append(place - offset)
            place = next(waiting, None)
        for start, stop in zip(inside, [*inside[1:], len(piece.text)], strict=True):
            yield offset + start, _between(piece, start, stop)
        offset = end


def _between(piece: Piece, start: int, stop: int) -> Piece:
    """Return what stands from `start` to `stop`; a note's call stays behind the last of it."""
    if stop - start == len(piece.text):
        return piece
    at = piece.at if piece.at is None else structs.replace(piece.at, column=piece.at.column + start)
    calls = MarkKind.NOTE if stop < len(piece.text) else None
    marks = tuple(mark for mark in piece.marks if mark.kind != calls)
    return structs.replace(piece, text=piece.text[start:stop], at=at, marks=marks)


def part(pieces: Sequence[Piece], place: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Part pieces at a place of their joined text.

    All of them are on the left side if an emended piece cannot be cut there.
    """
    found = list(cut(pieces, (place,)))
    left = tuple(piece for offset, piece in found if offset < place)
    right = tuple(piece for offset, piece in found if offset >= place)
    whole = sum(len(piece.text) for piece in left) == place
    return (left, right) if whole else (tuple(pieces), ())


def texts_between(pieces: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    """Yield what of the pieces lies between two places of their joined text, emended or not.

    An empty piece, which calls a note, belongs to what follows it; a note is called where its
    piece ends.
    """
    offset = 0
    for piece in pieces:
        first, last = max(start - offset, 0), min(end - offset, len(piece.text))
        if first < last or (not piece.text and start <= offset < end):
            marks = piece.marks
            if last < len(piece.text):
                marks = tuple(mark for mark in marks if mark.kind != MarkKind.NOTE)
            yield structs.replace(piece, text=piece.text[first:last], marks=marks)
        offset += len(piece.text)


class Places:
    """Tell where in the print the characters of pieces stand, by their place in the joined text."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = [piece for piece in pieces if piece.text]
        self._ends = list(accumulate(len(piece.text) for piece in self._pieces))

    def of(self, offset: int) -> Position | None:
        """Return a place, an emended piece's for all of it; None for what is not printed."""
        number = bisect_right(self._ends, offset)
        if number == len(self._pieces):
            return None
        piece = self._pieces[number]
        if piece.at is None or piece.emendation is not None:
            return piece.at
        begin = self._ends[number] - len(piece.text)
        return structs.replace(piece.at, column=piece.at.column + offset - begin)


def bounds(pieces: Iterable[Piece]) -> list[tuple[int, int]]:
    """Return where each piece begins and ends in the joined text."""
    ends = list(accumulate(len(piece.text) for piece in pieces))
    return list(zip([0, *ends], ends, strict=False))


def walk_ink(
    lines: Iterable[str], line: int = 1, column: int = 0
) -> Iterator[tuple[str, int, int]]:
    """Yield every character that leaves ink with its line and column.

    The first of the lines is number `line`, and begins at `column` of the print.
    """
    for number, text in enumerate(lines, line):
        for place, char in enumerate(text, column):
            if not is_blank(char):
                yield char, number, place
        column = 0


def inked_places(text: str, at: Position) -> Iterator[tuple[str, Position]]:
    """Yield the inked characters of printed text, line ends as newlines, with their places."""
    for char, line, column in walk_ink(text.split("\n"), at.line, at.column):
        yield char, Position(at.source, line, column)


def mark_range(pieces: Iterable[Piece], start: int, end: int, mark: Mark) -> tuple[Piece, ...]:
    """Put `mark` on the code points [start, end) of the pieces' joined text.

    Pieces are cut where the range begins and ends; an emended piece that the range only touches
    is marked whole.
    """
    return tuple(
        structs.replace(piece, marks=(*piece.marks, mark))
        if piece.text and offset < end and offset + len(piece.text) > start
        else piece
        for offset, piece in cut(pieces, (start, end))
    )


def marked_runs(pieces: Iterable[Piece], kind: MarkKind) -> Iterator[tuple[int, int, str]]:
    """Yield the runs that marks of one kind make: start, end (code points), target.

    Neighbouring pieces with the same target are one run: a term that the printer broke over two
    lines stands on two pieces. A piece without text, which only calls a note, parts nothing.
    """
    offset = start = 0
    open_target: str | None = None
    for piece in pieces:
        if not piece.text:
            continue
        target = piece.target(kind)
        if target != open_target:
            if open_target is not None:
                yield start, offset, open_target
            start, open_target = offset, target
        offset += len(piece.text)
    if open_target is not None:
        yield start, offset, open_target
