"""Open a manuscript so that its pieces can be found by their place in the print."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby, islice

from msgspec import Struct, structs

from kanben.characters import inked, is_blank
from kanben.manuscript.acts import Printed
from kanben.manuscript.blocks import Block, BlockKind, Piece, Position
from kanben.manuscript.emendations import TEXTUAL, Change, Emendation
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pieces import inked_places, split_piece
from kanben.manuscript.places import ink_places
from kanben.memory import recalled_of

_Line = tuple[int, int]


class Spot(Struct, frozen=True):
    """Name a piece by the number of its block in the draft and its own in the block.

    `offset` counts the inked characters before the place that was looked for.
    """

    block: int
    piece: int = 0
    offset: int = 0


class Draft:
    """Hold the blocks of a manuscript while the editor's acts are carried out on them.

    A place in the print stays findable whatever was split, joined or moved before: blocks keep
    their numbers, and for every printed line it is known which blocks hold something of it. An
    emendation that is taken back leaves a gap in the list until `manuscript` closes it.
    """

    def __init__(self, manuscript: Manuscript, printed: Printed) -> None:
        self.printed = printed
        self.emendations: list[Emendation | None] = list(manuscript.emendations)
        self._manuscript = manuscript
        self._blocks = dict(enumerate(manuscript.blocks))
        numbers = iter(self._blocks)
        self._order = [[next(numbers) for _ in part.blocks] for part in manuscript.parts]
        self._homes: dict[_Line, dict[int, None]] = defaultdict(dict)
        for number in self._blocks:
            self._settle(number)
        self._repairs: dict[_Line, list[int]] = defaultdict(list)
        for number, change in enumerate(manuscript.emendations):
            if change.change in TEXTUAL:
                for line in _lines(change.at, change.before):
                    self._repairs[line].append(number)

    def _settle(self, number: int) -> None:
        """Note which printed lines a block holds something of."""
        block = self._blocks[number]
        for line in recalled_of(_lines_of, (block,), partial(_lines_of, block)):
            self._homes[line][number] = None
        for piece in block.pieces:
            if piece.emendation is not None:
                for line in self._lines(piece):
                    self._homes[line][number] = None

    def _lines(self, piece: Piece) -> list[_Line]:
        change = None if piece.emendation is None else self.emendations[piece.emendation]
        return _lines(piece.at, change.before if change else "")

    def record(self, emendation: Emendation) -> int:
        """Put an emendation on the list and return its number."""
        self.emendations.append(emendation)
        return len(self.emendations) - 1

    def places(self, piece: Piece) -> tuple[Position, ...]:
        """Return the place of every inked printed character that the piece stands for."""
        if piece.emendation is not None:
            return self.emended_places(piece.emendation)
        at = piece.at
        if at is None:
            return ()
        return tuple(place for _, place in inked_places(piece.text, at))

    def emended_places(self, number: int) -> tuple[Position, ...]:
        """Return the places of the printed characters that an emendation changed."""
        emendation = self.emendations[number]
        if emendation is None or emendation.change not in {Change.CORRECT, Change.DROP}:
            return ()
        length = sum(not is_blank(char) for char in emendation.before)
        lines = self.printed[emendation.at.source]
        return tuple(islice(ink_places(lines, emendation.at), length))

    def spot(self, place: Position) -> Spot | None:
        """Find the piece that stands for the printed character at `place`; None if none does."""
        line = (place.source, place.line)
        for number in self._homes.get(line, ()):
            for index, piece in enumerate(self._blocks[number].pieces):
                offset = self._offset(piece, place)
                if offset is not None:
                    return Spot(number, index, offset)
        return None

    def _offset(self, piece: Piece, place: Position) -> int | None:
        """Count the inked characters of a piece before the one at `place`; None without it."""
        at = piece.at
        if at is None or at > place or (place.source, place.line) not in self._lines(piece):
            return None
        if piece.emendation is not None:
            places = self.emended_places(piece.emendation)
            return places.index(place) if place in places else None
        column = place.column - at.column
        if not 0 <= column < len(piece.text) or is_blank(piece.text[column]):
            return None
        return len(inked(piece.text[:column]))

    def block(self, spot: Spot) -> Block:
        """Return the block of a spot."""
        return self._blocks[spot.block]

    def piece(self, spot: Spot) -> Piece:
        """Return the piece of a spot."""
        return self.block(spot).pieces[spot.piece]

    def put(self, spot: Spot, pieces: Iterable[Piece]) -> None:
        """Replace the pieces of a spot's block."""
        self._blocks[spot.block] = structs.replace(self.block(spot), pieces=tuple(pieces))

    def replace(self, spot: Spot, *pieces: Piece) -> None:
        """Replace one piece by others."""
        whole = self.block(spot).pieces
        self.put(spot, (*whole[: spot.piece], *pieces, *whole[spot.piece + 1 :]))

    def _row(self, number: int) -> list[int]:
        """Return the order of the part that holds a block."""
        return next(row for row in self._order if number in row)

    def split_block(self, spot: Spot, anchor: str) -> None:
        """Let the piece at `spot` begin a block of its own, of the same kind."""
        block = self.block(spot)
        later = structs.replace(block, pieces=block.pieces[spot.piece :], anchor=anchor, image=None)
        self.put(spot, _without_blank_end(block.pieces[: spot.piece]))
        number = max(self._blocks) + 1
        self._blocks[number] = later
        row = self._row(spot.block)
        row.insert(row.index(spot.block) + 1, number)
        self._settle(number)

    def join_blocks(self, first: Spot, second: Spot, between: tuple[Piece, ...]) -> None:
        """Let the second block continue the first."""
        self.put(first, (*self.block(first).pieces, *between, *self.block(second).pieces))
        self.put(second, ())
        self._settle(first.block)

    def name_block(self, spot: Spot, kind: BlockKind, level: int) -> None:
        """Say for certain what a block is."""
        block = self.block(spot)
        self._blocks[spot.block] = structs.replace(block, kind=kind, level=level, certainty=1.0)

    def move_block(self, spot: Spot, target: Spot) -> None:
        """Put a block before another."""
        self._row(spot.block).remove(spot.block)
        row = self._row(target.block)
        row.insert(row.index(target.block), spot.block)

    def cut(self, place: Position) -> Spot | None:
        """See to it that a piece begins at `place`, and return where; None if it was left out.

        A machine's repair that runs over the place is taken back.
        """
        spot = self.spot(place)
        if spot is None or spot.offset == 0:
            return spot
        piece = self.piece(spot)
        if piece.emendation is not None:
            self.take_back(piece.emendation)
            return self.cut(place)
        if piece.at is None:
            return None
        self.replace(spot, *split_piece(piece, place.column - piece.at.column))
        return structs.replace(spot, piece=spot.piece + 1, offset=0)

    def cut_behind(self, place: Position) -> Spot | None:
        """See to it that a piece ends with the character at `place`, and return that piece."""
        spot = self.spot(place)
        if spot is None:
            return None
        piece = self.piece(spot)
        if piece.emendation is not None and spot.offset + 1 < len(self.places(piece)):
            self.take_back(piece.emendation)
            return self.cut_behind(place)
        if piece.emendation is None and piece.at is not None:
            halves = split_piece(piece, place.column + 1 - piece.at.column)
            self.replace(spot, *(half for half in halves if half.text))
        return spot

    def repairs_on(self, places: Iterable[Position]) -> tuple[int, ...]:
        """Return the numbers of the machine's repairs that changed any of the places."""
        wanted = frozenset(places)
        near = {
            number
            for line in {(place.source, place.line) for place in wanted}
            for number in self._repairs.get(line, ())
        }
        return tuple(
            number for number in sorted(near) if not wanted.isdisjoint(self.emended_places(number))
        )

    def take_back(self, number: int) -> None:
        """Undo a machine's repair: the printed text stands again where it was changed."""
        places = self.emended_places(number)
        restored = tuple(self._printed_pieces(places))
        home = self.spot(places[0]) if places else None
        self.emendations[number] = None
        if home is not None:
            marks = self.block(home).pieces[home.piece].marks
            self.replace(home, *(structs.replace(piece, marks=marks) for piece in restored))
        elif places:
            self._put_back(restored, places[0])

    def _printed_pieces(self, places: tuple[Position, ...]) -> Iterator[Piece]:
        for (source, line), run in groupby(places, lambda place: (place.source, place.line)):
            columns = [place.column for place in run]
            text = self.printed[source][line - 1][columns[0] : columns[-1] + 1]
            yield Piece(text, Position(source, line, columns[0]))

    def _put_back(self, pieces: tuple[Piece, ...], at: Position) -> None:
        """Put in what a repair had left out: behind the last piece that was printed before it."""
        before = [
            (piece.at, Spot(number, index))
            for number, block in self._blocks.items()
            for index, piece in enumerate(block.pieces)
            if piece.at is not None and piece.at.source == at.source and piece.at < at
        ]
        if before:
            _, spot = max(before, key=lambda found: found[0])
            self.replace(spot, self.piece(spot), *pieces)
        else:
            parts = zip(self._manuscript.parts, self._order, strict=True)
            spot = Spot(next(row[0] for part, row in parts if at.source in part.sources))
            self.replace(spot, *pieces, self.piece(spot))
        self._settle(spot.block)

    def manuscript(self) -> Manuscript:
        """Return the manuscript with what was done to its blocks; empty blocks are gone."""
        kept = [number for number, found in enumerate(self.emendations) if found is not None]
        renumbered = {number: index for index, number in enumerate(kept)}

        def closed(block: Block) -> Block:
            if len(kept) == len(self.emendations):
                return block
            pieces = tuple(
                piece
                if piece.emendation is None
                else structs.replace(piece, emendation=renumbered[piece.emendation])
                for piece in block.pieces
            )
            return structs.replace(block, pieces=pieces)

        parts = tuple(
            structs.replace(
                part,
                blocks=tuple(
                    closed(self._blocks[number]) for number in row if _stands(self._blocks[number])
                ),
            )
            for part, row in zip(self._manuscript.parts, self._order, strict=True)
        )
        emendations = tuple(found for found in self.emendations if found is not None)
        return structs.replace(self._manuscript, parts=parts, emendations=emendations)


def _lines(at: Position | None, before: str) -> list[_Line]:
    """Return the printed lines that words from `at` on run over."""
    if at is None:
        return []
    return [(at.source, at.line + number) for number in range(before.count("\n") + 1)]


def _lines_of(block: Block) -> tuple[_Line, ...]:
    """Return the printed lines on which the pieces of a block begin."""
    places = (piece.at for piece in block.pieces if piece.at is not None)
    return tuple({(at.source, at.line): None for at in places})


def _stands(block: Block) -> bool:
    """Tell whether anything is left of a block."""
    return block.image is not None or any(not is_blank(char) for char in block.text)


def _without_blank_end(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    *before, last = pieces
    if last.emendation is not None or not last.text or not last.text[-1].isspace():
        return pieces
    shorter = structs.replace(last, text=last.text.rstrip())
    return (*before, shorter) if shorter.text else tuple(before)
