"""Open a manuscript so that its pieces can be found by their place in the print."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from msgspec import Struct, structs

from kanben.characters import is_blank
from kanben.manuscript.acts import Printed
from kanben.manuscript.blocks import Block, BlockKind, Piece, Position, split_piece
from kanben.manuscript.emendations import EDITOR, TEXTUAL, Change, Emendation
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.places import ink_places


class Spot(Struct, frozen=True):
    """Name a piece by the part, the block and the piece's number; `offset` counts its ink."""

    part: int
    block: int
    piece: int
    offset: int


class Draft:
    """Hold the blocks of a manuscript while the editor's acts are carried out on them.

    A place in the print stays findable whatever was split, joined or moved before. An emendation
    that is taken back leaves a gap in the list until `manuscript` closes it.
    """

    def __init__(self, manuscript: Manuscript, printed: Printed) -> None:
        self.printed = printed
        self._parts = [list(part.blocks) for part in manuscript.parts]
        self._on_line: dict[tuple[int, int], list[Spot]] = {}
        self.emendations: list[Emendation | None] = list(manuscript.emendations)
        self._source = manuscript

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
        return tuple(
            structs.replace(at, column=at.column + offset)
            for offset, char in enumerate(piece.text)
            if not is_blank(char)
        )

    def emended_places(self, number: int) -> tuple[Position, ...]:
        """Return the places of the printed characters that an emendation changed."""
        emendation = self.emendations[number]
        if emendation is None or emendation.change not in {Change.CORRECT, Change.DROP}:
            return ()
        length = sum(not is_blank(char) for char in emendation.before)
        lines = self.printed[emendation.at.source]
        return tuple(islice(ink_places(lines, emendation.at), length))

    def _all(self) -> Iterator[tuple[Spot, Piece]]:
        for part, blocks in enumerate(self._parts):
            for number, block in enumerate(blocks):
                for index, piece in enumerate(block.pieces):
                    yield Spot(part, number, index, 0), piece

    def _lines(self, piece: Piece) -> range:
        """Return the printed lines that a piece stands for."""
        if piece.at is None:
            return range(0)
        change = None if piece.emendation is None else self.emendations[piece.emendation]
        more = 0 if change is None else change.before.count("\n")
        return range(piece.at.line, piece.at.line + more + 1)

    def _homes(self, place: Position) -> list[Spot]:
        """Return the blocks that hold something of a place's line."""
        if not self._on_line:
            index: dict[tuple[int, int], dict[Spot, None]] = defaultdict(dict)
            for spot, piece in self._all():
                for line in self._lines(piece):
                    source = place.source if piece.at is None else piece.at.source
                    index[source, line][Spot(spot.part, spot.block, 0, 0)] = None
            self._on_line = {line: list(homes) for line, homes in index.items()}
        return self._on_line.get((place.source, place.line), [])

    def spot(self, place: Position) -> Spot | None:
        """Find the piece that stands for the printed character at `place`; None if none does."""
        for home in self._homes(place):
            for number, piece in enumerate(self.block(home).pieces):
                if piece.at is None or piece.at > place or place.line not in self._lines(piece):
                    continue
                places = self.places(piece)
                if place in places:
                    return structs.replace(home, piece=number, offset=places.index(place))
        return None

    def block(self, spot: Spot) -> Block:
        """Return the block of a spot."""
        return self._parts[spot.part][spot.block]

    def piece(self, spot: Spot) -> Piece:
        """Return the piece of a spot."""
        return self.block(spot).pieces[spot.piece]

    def put(self, spot: Spot, pieces: Iterable[Piece]) -> None:
        """Replace the pieces of a spot's block."""
        blocks = self._parts[spot.part]
        blocks[spot.block] = structs.replace(blocks[spot.block], pieces=tuple(pieces))

    def replace(self, spot: Spot, *pieces: Piece) -> None:
        """Replace one piece by others."""
        whole = self.block(spot).pieces
        self.put(spot, (*whole[: spot.piece], *pieces, *whole[spot.piece + 1 :]))

    def split_block(self, spot: Spot, anchor: str) -> None:
        """Let the piece at `spot` begin a block of its own, of the same kind."""
        block = self.block(spot)
        first = _without_blank_end(block.pieces[: spot.piece])
        earlier = structs.replace(block, pieces=first)
        later = structs.replace(block, pieces=block.pieces[spot.piece :], anchor=anchor, image=None)
        self._parts[spot.part][spot.block : spot.block + 1] = [earlier, later]
        self._on_line = {}

    def join_blocks(self, first: Spot, second: Spot, between: tuple[Piece, ...]) -> None:
        """Let the second block continue the first."""
        continued = self.block(second).pieces
        self.put(first, (*self.block(first).pieces, *between, *continued))
        del self._parts[second.part][second.block]
        self._on_line = {}

    def name_block(self, spot: Spot, kind: BlockKind, level: int) -> None:
        """Say for certain what a block is."""
        block = self.block(spot)
        named = structs.replace(block, kind=kind, level=level, certainty=1.0)
        self._parts[spot.part][spot.block] = named

    def move_block(self, spot: Spot, target: Spot) -> None:
        """Put a block before another."""
        before = self.block(target)
        block = self._parts[spot.part].pop(spot.block)
        blocks = self._parts[target.part]
        blocks.insert(next(n for n, found in enumerate(blocks) if found is before), block)
        self._on_line = {}

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

    def take_back(self, number: int) -> None:
        """Undo a machine's repair: the printed text stands again where it was changed."""
        places = self.emended_places(number)
        emendation = self.emendations[number]
        restored = tuple(self._printed_pieces(places))
        home = self._home(number)
        self.emendations[number] = None
        if emendation is None or not restored:
            return
        if home is not None:
            marks = self.piece(home).marks
            self.replace(home, *(structs.replace(piece, marks=marks) for piece in restored))
        else:
            self._put_back(restored, emendation.at)

    def _home(self, number: int) -> Spot | None:
        return next((spot for spot, piece in self._all() if piece.emendation == number), None)

    def _printed_pieces(self, places: tuple[Position, ...]) -> Iterator[Piece]:
        for (source, line), run in groupby(places, lambda place: (place.source, place.line)):
            columns = [place.column for place in run]
            text = self.printed[source][line - 1][columns[0] : columns[-1] + 1]
            yield Piece(text, Position(source, line, columns[0]))

    def _put_back(self, pieces: tuple[Piece, ...], at: Position) -> None:
        """Put in what a repair had left out: behind the last piece that was printed before it."""
        before = [
            (piece.at, spot)
            for spot, piece in self._all()
            if piece.at is not None and piece.at.source == at.source and piece.at < at
        ]
        self._on_line = {}
        if before:
            _, spot = max(before, key=lambda found: found[0])
            self.replace(spot, self.piece(spot), *pieces)
        else:
            part = next(
                number
                for number, part in enumerate(self._source.parts)
                if at.source in part.sources
            )
            first = Spot(part, 0, 0, 0)
            self.replace(first, *pieces, self.piece(first))

    def repairs_on(self, places: Iterable[Position]) -> tuple[int, ...]:
        """Return the numbers of the machine's repairs that changed any of the places."""
        wanted = frozenset(places)
        lines = {place.line for place in wanted}
        return tuple(
            number
            for number, emendation in enumerate(self.emendations)
            if emendation is not None
            and emendation.by != EDITOR
            and emendation.change in TEXTUAL
            and min(lines) - emendation.before.count("\n") <= emendation.at.line <= max(lines)
            and not wanted.isdisjoint(self.emended_places(number))
        )

    def manuscript(self) -> Manuscript:
        """Return the manuscript with what was done to its blocks; empty blocks are gone."""
        kept = [number for number, found in enumerate(self.emendations) if found is not None]
        renumbered = {number: index for index, number in enumerate(kept)}

        def closed(block: Block) -> Block:
            pieces = tuple(
                piece
                if piece.emendation is None
                else structs.replace(piece, emendation=renumbered[piece.emendation])
                for piece in block.pieces
            )
            return structs.replace(block, pieces=pieces)

        parts = tuple(
            structs.replace(part, blocks=tuple(closed(block) for block in blocks if _stands(block)))
            for part, blocks in zip(self._source.parts, self._parts, strict=True)
        )
        emendations = tuple(found for found in self.emendations if found is not None)
        return structs.replace(self._source, parts=parts, emendations=emendations)


def _stands(block: Block) -> bool:
    """Tell whether anything is left of a block."""
    return block.image is not None or any(not is_blank(char) for char in block.text)


def _without_blank_end(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    *before, last = pieces
    if last.emendation is not None or not last.text or not last.text[-1].isspace():
        return pieces
    shorter = structs.replace(last, text=last.text.rstrip())
    return (*before, shorter) if shorter.text else tuple(before)
