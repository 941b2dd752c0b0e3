"""Change the words that the editor corrected, left out or added."""

from collections.abc import Sequence

from msgspec import structs

from kanben.editing.draft import Draft, Spot
from kanben.manuscript.acts import Act, fault
from kanben.manuscript.blocks import Mark, MarkKind, Piece, Position
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.places import find
from kanben.manuscript.publication import Publication

_CLAIMS = frozenset({Change.CORRECT, Change.DROP, Change.QUERY, Change.KEEP})


def check_overlaps(acts: Sequence[Act], publication: Publication) -> None:
    """Raise EmendationError if two emendations speak of the same printed characters."""
    owners: dict[Position, Act] = {}
    for act in acts:
        for place in act.words.places if act.change in _CLAIMS else ():
            other = owners.setdefault(place, act)
            if other is not act:
                raise fault(publication, act.number, "overlap", act.change, other=other.number + 1)
    for act in acts:
        if act.change != Change.INSERT or act.bar == len(act.words.places):
            continue
        owner = owners.get(act.before_bar)
        if owner is not None and owner is owners.get(act.behind_bar):
            raise fault(publication, act.number, "overlap", "insert", other=owner.number + 1)


class Corrections:
    """Change the text of one draft; a machine's repair of the same words gives way."""

    def __init__(self, draft: Draft, publication: Publication) -> None:
        self.draft = draft
        self.publication = publication

    def correct(self, act: Act) -> None:
        """Publish the editor's words in place of the printed ones.

        Raises EmendationError if the words stand in two blocks.
        """
        spots = self._isolate(act)
        if len({spot.block for spot in spots}) > 1:
            raise fault(self.publication, act.number, "two_blocks", "correct")
        number = self.draft.record(
            Emendation(Change.CORRECT, act.at, act.words.text, act.plan.to, act.plan.why)
        )
        self._remove(spots)
        first = spots[0]
        pieces = self.draft.block(first).pieces
        new = Piece(act.plan.to, act.at, number)
        self.draft.put(first, (*pieces[: first.piece], new, *pieces[first.piece :]))

    def drop(self, act: Act) -> None:
        """Leave the words out."""
        spots = self._isolate(act)
        self.draft.record(Emendation(Change.DROP, act.at, act.words.text, reason=act.plan.why))
        self._remove(spots)

    def insert(self, act: Act) -> None:
        """Put the editor's words in, marked as an addition."""
        spot = self.draft.cut_behind(act.before_bar)
        if spot is None:
            raise fault(self.publication, act.number, "left_out")
        number = self.draft.record(
            Emendation(Change.INSERT, act.before_bar, after=act.plan.insert, reason=act.plan.why)
        )
        new = Piece(act.plan.insert, None, number, (Mark(MarkKind.ADDITION),))
        self.draft.replace(spot, self.draft.piece(spot), new)

    def remark(self, act: Act) -> None:
        """Record a query, a note or a settled doubt: the text stays as it is."""
        after = act.plan.note or (act.plan.to if act.change == Change.QUERY else "")
        self.draft.record(Emendation(act.change, act.at, act.words.text, after, act.plan.why))

    def _isolate(self, act: Act) -> tuple[Spot, ...]:
        """Give the words pieces of their own, and return these in order."""
        for number in self.draft.repairs_on(self._claimed(act)):
            self.draft.take_back(number)
        self.draft.cut(act.at)
        self.draft.cut_behind(act.words.places[-1])
        spots = (self._spot(act, place) for place in act.words.places)
        return tuple(dict.fromkeys(structs.replace(spot, offset=0) for spot in spots))

    def _claimed(self, act: Act) -> tuple[Position, ...]:
        """Return the places of the words; of words printed twice, also those of the first copy.

        A machine may have left out the one copy where the editor leaves out the other.
        """
        place = act.at
        lines = self.draft.printed[place.source]
        copies = find(lines, place.source, place.line, act.words.text)
        return tuple(place for words in copies for place in words.places)

    def _spot(self, act: Act, place: Position) -> Spot:
        spot = self.draft.spot(place)
        if spot is None:
            raise fault(self.publication, act.number, "left_out")
        return spot

    def _remove(self, spots: Sequence[Spot]) -> None:
        """Take pieces out, with what was put between them where lines were joined."""
        for block in sorted({spot.block for spot in spots}):
            numbers = [spot.piece for spot in spots if spot.block == block]
            home = Spot(block)
            first, last = min(numbers), max(numbers)
            pieces = self.draft.block(home).pieces
            between = (
                piece
                for number, piece in enumerate(pieces)
                if first < number < last and number not in numbers and not piece.text.isspace()
            )
            self.draft.put(home, (*pieces[:first], *between, *pieces[last + 1 :]))
