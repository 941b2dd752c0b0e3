"""Make the apparatus 校勘记: numbered notes on what the editor changed or asks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from kanben.characters import is_blank
from kanben.editing.notes import NOTED, emendation_note, reading_note
from kanben.editing.printed import read_characters, witnesses_of
from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Piece, Position, anchor_of
from kanben.manuscript.called_notes import callers, note_id
from kanben.manuscript.decisions import ReadingKind
from kanben.manuscript.emendations import EDITOR, Change, Emendation
from kanben.manuscript.manuscript import Apparatus, Manuscript, Note
from kanben.manuscript.pieces import inked_places, split_piece
from kanben.manuscript.plan import Readings

Calls = dict[Position, list[Note]]


def annotate(
    manuscript: Manuscript,
    readings: Readings = Readings.SUBSTANTIVE,
    place: Apparatus = Apparatus.END,
) -> Manuscript:
    """Add notes on the editor's emendations and queries and on variant readings.

    Readings that differ by marks alone are only counted, unless all are asked for.

    Each is called in the text behind the words it speaks of, by an empty piece that bears the
    mark, so that no later cut of a piece doubles the call. A reading of words that the editor
    changed is left to the note on the change. Blocks that moved, joined or parted have no note;
    they stand in the table of changes.
    """
    if place is Apparatus.NONE or not (
        manuscript.readings or any(map(_is_noted, manuscript.emendations))
    ):
        return structs.replace(manuscript, apparatus=place)
    caller = _Caller(manuscript, readings)
    parts = tuple(
        structs.replace(part, blocks=tuple(caller.annotated(block) for block in part.blocks))
        for part in manuscript.parts
    )
    return structs.replace(
        manuscript,
        parts=parts,
        notes=(*manuscript.notes, *caller.notes),
        apparatus=place,
        passed_over=caller.passed_over,
    )


class _Caller:
    """Put the calls of notes into blocks; `notes` grows in the order of the calls.

    A note is called behind or before a printed character, or behind an emendation's text.
    """

    def __init__(self, manuscript: Manuscript, readings: Readings) -> None:
        self.readings = readings
        self.passed_over = 0
        self.notes: list[Note] = []
        self.manuscript = manuscript
        self.behind: Calls = defaultdict(list)
        self.before: Calls = defaultdict(list)
        self.made: dict[int, list[Note]] = defaultdict(list)
        self.used: set[str] = {note.id for note in manuscript.notes}
        self.callers = callers(manuscript)
        kept = sorted(
            place
            for block in manuscript.blocks
            for _, place in read_characters(block, manuscript.emendations)
        )
        if kept:
            self._call_emendations(kept)
            self._call_readings()
        self.lines = {(at.source, at.line) for at in (*self.behind, *self.before)}

    def _call_emendations(self, kept: Sequence[Position]) -> None:
        for number, change in enumerate(self.manuscript.emendations):
            if not _is_noted(change):
                continue
            note = self._named(emendation_note(self.manuscript, change), change.change, change.at)
            if change.change in (Change.CORRECT, Change.INSERT):
                self.made[number].append(note)
            else:
                last = _places(change)[-1]
                self.behind[kept[max(bisect_right(kept, last) - 1, 0)]].append(note)

    def _call_readings(self) -> None:
        changed = {
            place
            for change in self.manuscript.emendations
            if change.by == EDITOR and change.change in (Change.CORRECT, Change.DROP)
            for place in _places(change)
        }
        streams = [
            [
                place
                for block in blocks
                for _, place in read_characters(block, self.manuscript.emendations)
            ]
            for blocks in witnesses_of(self.manuscript)
        ]
        numbers = [{at: number for number, at in enumerate(stream)} for stream in streams]
        for reading in self.manuscript.readings:
            if reading.a.at in changed:
                continue
            if reading.kind == ReadingKind.PUNCTUATION and self.readings is not Readings.ALL:
                self.passed_over += 1
                continue
            note = self._named(reading_note(self.manuscript, reading), "reading", reading.a.at)
            if reading.a.reading:
                stream = streams[reading.a.at.source]
                last = numbers[reading.a.at.source][reading.a.at] + len(reading.a.reading) - 1
                self.behind[stream[last]].append(note)
            else:
                self.before[reading.a.at].append(note)

    def _named(self, note: Note, kind: str, at: Position) -> Note:
        """Give a note an id out of its place in the print."""
        label = self.manuscript.sources[at.source].label
        stem = f"{anchor_of(label, at)}-{kind}"
        name, count = stem, 1
        while name in self.used:
            count += 1
            name = f"{stem}-{count}"
        self.used.add(name)
        return structs.replace(note, id=name)

    def annotated(self, block: Block) -> Block:
        """Return the block with calls for all notes that belong in it.

        A note on a note is one of the block that calls it: a note calls none.
        """
        if block.kind is BlockKind.CALLED_NOTE:
            above = self.callers.get(note_id(block.anchor), block.anchor)
            self._with_calls(structs.replace(block, anchor=above))
            return block
        return self._with_calls(block)

    def _with_calls(self, block: Block) -> Block:
        pieces: list[Piece] = []
        for piece in block.pieces:
            if piece.emendation is None:
                pieces += self._cut(piece, block.anchor)
            else:
                places = _places(self.manuscript.emendations[piece.emendation])
                called = [*self.made.pop(piece.emendation, ()), *_taken(self.behind, places)]
                pieces += self._called(_taken(self.before, places), block.anchor)
                pieces += (piece, *self._called(called, block.anchor))
        return structs.replace(block, pieces=tuple(pieces))

    def _cut(self, piece: Piece, anchor: str) -> Iterator[Piece]:
        """Yield the parts of a piece that nobody emended, with the calls between them."""
        rest, done = piece, 0
        for offset, notes in self._calls_in(piece):
            first, rest = split_piece(rest, offset - done)
            if first.text:
                yield first
            yield from self._called(notes, anchor)
            done = offset
        if rest.text or not done:
            yield rest

    def _calls_in(self, piece: Piece) -> Iterator[tuple[int, list[Note]]]:
        if piece.at is None or (piece.at.source, piece.at.line) not in self.lines:
            return
        for offset, char in enumerate(piece.text):
            place = structs.replace(piece.at, column=piece.at.column + offset)
            if place in self.before:
                yield offset, self.before.pop(place)
            if place in self.behind and not is_blank(char):
                yield offset + 1, self.behind.pop(place)

    def _called(self, notes: Iterable[Note], anchor: str) -> Iterator[Piece]:
        for note in notes:
            self.notes.append(structs.replace(note, anchor=anchor))
            yield Piece("", marks=(Mark(MarkKind.NOTE, note.id),))


def _is_noted(change: Emendation) -> bool:
    return change.by == EDITOR and change.change in NOTED


def _places(change: Emendation) -> list[Position]:
    return [place for _, place in inked_places(change.before, change.at)] or [change.at]


def _taken(calls: Calls, places: Iterable[Position]) -> list[Note]:
    return [note for place in places for note in calls.pop(place, ())]
