"""Carry out what the editor decided about blocks: where they part, what they are, their order."""

from collections.abc import Sequence

from kanben.editing.draft import Draft, Spot
from kanben.manuscript.acts import Act, fault
from kanben.manuscript.blocks import HEADINGS, Piece, Position, anchor_of
from kanben.manuscript.emendations import Emendation
from kanben.manuscript.places import BARS
from kanben.manuscript.publication import Publication


class Structure:
    """Part, join, name and move the blocks of one draft."""

    def __init__(self, draft: Draft, publication: Publication, labels: Sequence[str]) -> None:
        self.draft = draft
        self.publication = publication
        self.labels = labels

    def part(self, act: Act) -> None:
        """Let a new block begin behind the bar; the reflow did it already at a line's end."""
        spot = None if self._done_by_reflow(act) else self.draft.cut(act.behind_bar)
        if spot is not None and spot.piece > 0:
            anchor = anchor_of(self.labels[act.at.source], act.behind_bar)
            self.draft.split_block(spot, anchor)
        self._record(act, before=act.words.text)

    def join(self, act: Act) -> None:
        """Let the block of the words behind the bar continue the one before it.

        A blank that the editor wrote beside the bar parts the words. Raises EmendationError if
        words stand between: only ends of blocks can be joined.
        """
        if self._done_by_reflow(act):
            self._record(act, before=act.words.text)
            return
        behind = act.behind_bar if act.target is None else act.target.start
        first, second = self._spot(act, act.before_bar), self._spot(act, behind)
        if first.block == second.block:
            self._space_between(act, behind)
        else:
            self._check_ends(act, first, second)
            self.draft.join_blocks(first, second, _space(act.plan.join))
        self._record(act, before=act.words.text, after=act.target.text if act.target else "")

    def _done_by_reflow(self, act: Act) -> bool:
        """Tell whether a repair left out words beside a line end that the reflow decided."""
        if act.target is not None or not act.at_line_end:
            return False
        return None in (self.draft.spot(act.before_bar), self.draft.spot(act.behind_bar))

    def _space_between(self, act: Act, behind: Position) -> None:
        """Put the editor's blank before `behind`, which the reflow joined to the words before."""
        space = _space(act.plan.join)
        spot = self.draft.cut(behind) if space else None
        if spot is not None and not self.draft.block(spot).pieces[spot.piece - 1].text.isspace():
            self.draft.replace(spot, *space, self.draft.piece(spot))

    def _check_ends(self, act: Act, first: Spot, second: Spot) -> None:
        end = self.draft.places(self.draft.piece(first))[-1]
        rest = self.draft.block(first).pieces[first.piece + 1 :]
        if end != act.before_bar or any(self.draft.places(piece) for piece in rest):
            raise fault(self.publication, act.number, "not_last", "join")
        self._check_begins(act, second, "join")

    def _check_begins(self, act: Act, spot: Spot, step: str) -> None:
        earlier = self.draft.block(spot).pieces[: spot.piece]
        if spot.offset or any(self.draft.places(piece) for piece in earlier):
            raise fault(self.publication, act.number, "not_first", step)

    def name(self, act: Act) -> None:
        """Say what kind of block the words stand in."""
        spot = self._spot(act, act.at)
        block, kind = self.draft.block(spot), act.plan.kind
        if kind is None:
            return
        level = act.plan.level or block.level or 1 if kind in HEADINGS else 0
        self.draft.name_block(spot, kind, level)
        self._record(act, before="" if block.kind == kind else str(block.kind), after=str(kind))

    def move_all(self, acts: Sequence[Act]) -> None:
        """Move blocks before others, those first that others move to.

        Raises EmendationError if blocks move round in a circle, or one of them twice.
        """
        for act in self._in_order(acts):
            self._move(act)

    def _move(self, act: Act) -> None:
        source, target = self._spot(act, act.at), self._target(act)
        self._check_begins(act, target, "to")
        block, before = self.draft.block(source), self.draft.block(target)
        self.draft.move_block(source, target)
        self._record(act, before=block.text, after=before.anchor)

    def _in_order(self, acts: Sequence[Act]) -> list[Act]:
        moved: dict[Position, Act] = {}
        for act in acts:
            other = moved.setdefault(self._beginning(self._spot(act, act.at)), act)
            if other is not act:
                raise fault(
                    self.publication, act.number, "moved_twice", "move", other=other.number + 1
                )
        ordered: list[Act] = []
        for act in acts:
            chain = [act]
            while (ahead := moved.get(self._beginning(self._target(chain[-1])))) is not None:
                if ahead in chain:
                    raise fault(self.publication, act.number, "cycle", "move")
                chain.append(ahead)
            ordered += [link for link in reversed(chain) if link not in ordered]
        return ordered

    def _beginning(self, spot: Spot) -> Position:
        block = self.draft.block(spot)
        return next(place for piece in block.pieces for place in self.draft.places(piece))

    def _target(self, act: Act) -> Spot:
        return self._spot(act, act.target.start if act.target else act.at)

    def _spot(self, act: Act, place: Position) -> Spot:
        spot = self.draft.spot(place)
        if spot is None:
            raise fault(self.publication, act.number, "left_out")
        return spot

    def _record(self, act: Act, before: str, after: str = "") -> None:
        self.draft.record(Emendation(act.change, act.at, before, after, act.plan.why))


def _space(quote: str) -> tuple[Piece, ...]:
    """Return the blank that the editor wrote beside the bar."""
    sides = quote.replace(BARS[1], BARS[0]).partition(BARS[0])
    spaced = sides[0] != sides[0].rstrip() or sides[2] != sides[2].lstrip()
    return (Piece(" "),) if spaced else ()
