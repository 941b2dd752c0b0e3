"""Check an editor's emendations against the printed lines that they name."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from kanben.errors import EmendationError
from kanben.manuscript.blocks import Position
from kanben.manuscript.decisions import Constraint
from kanben.manuscript.emendations import Change
from kanben.manuscript.once import once
from kanben.manuscript.places import PrintedWords, find, halves, nearest
from kanben.manuscript.plan import EmendationPlan
from kanben.manuscript.publication import YAML_NAME, Publication
from kanben.manuscript.yaml import line_in

Printed = Sequence[Sequence[str]]
"""The lines of every source, in the order of the publication's sources."""


class Act(Struct, frozen=True):
    """Hold an emendation whose words were found in the print.

    `number` counts the plan's emendations from 0. `words` are the printed words that it quotes;
    `bar` is how many of their inked characters stand before the bar (all, without one).
    `target` are the words that a move or a far join names.
    """

    number: int
    change: Change
    plan: EmendationPlan
    words: PrintedWords
    bar: int
    target: PrintedWords | None = None

    @property
    def at(self) -> Position:
        """Return the place of the first quoted character."""
        return self.words.start

    @property
    def before_bar(self) -> Position:
        """Return the place of the last character before the bar."""
        return self.words.places[self.bar - 1]

    @property
    def behind_bar(self) -> Position:
        """Return the place of the first character behind the bar."""
        return self.words.places[self.bar]

    @property
    def at_line_end(self) -> bool:
        """Tell whether the bar stands at the end of a line."""
        return self.bar < len(self.words.places) and self.before_bar.line != self.behind_bar.line


def fault(
    publication: Publication, number: int, key: str, step: str = "", **found: object
) -> EmendationError:
    """Make the error of the emendation `number`, with the line of the YAML that says it."""
    steps = ("emendations", str(number), step) if step else ("emendations", str(number))
    line = line_in(publication.yaml, *steps) if publication.yaml else None
    file = publication.yaml or publication.folder / YAML_NAME
    return EmendationError(f"emendation.{key}", file=file, line=line, **found)


@once
def locate(publication: Publication, printed: Printed) -> tuple[Act, ...]:
    """Find every emendation of the plan in the print.

    `printed` holds the lines of each source, in the order of `publication.source_names`. Raises
    EmendationError, with the line of the YAML and the nearest printed words, for the first that
    does not fit.
    """
    desk = _Desk(publication, printed)
    return tuple(desk.act(number, plan) for number, plan in enumerate(publication.plan.emendations))


def constraints(publication: Publication, printed: Printed) -> tuple[Constraint, ...]:
    """Return what the emendations demand of the reflow: joins, breaks and kinds.

    A break inside a line, a join across other blocks and the kind of words in the middle of a
    line are none of the reflow's business: the editing stage carries them out. Raises
    EmendationError as `locate` does, and for two emendations that contradict each other.
    """
    decided: dict[tuple[int, int, bool], tuple[Constraint, int]] = {}
    for act in locate(publication, printed):
        constraint = _constraint(act, printed)
        if constraint is None:
            continue
        key = (constraint.source, constraint.line, constraint.kind is not None)
        other, number = decided.setdefault(key, (constraint, act.number))
        if other != constraint:
            raise fault(publication, act.number, "contradiction", at=act.plan.at, other=number + 1)
    return tuple(constraint for constraint, _ in decided.values())


def _constraint(act: Act, printed: Printed) -> Constraint | None:
    place = act.at
    if act.change in (Change.JOIN, Change.BREAK) and act.target is None and act.at_line_end:
        return Constraint(place.source, act.before_bar.line, join=act.change == Change.JOIN)
    if act.change == Change.KIND:
        line = printed[place.source][place.line - 1]
        if not line[: place.column].strip():
            return Constraint(place.source, place.line, kind=act.plan.kind)
    return None


_ACTS: tuple[tuple[Change, Callable[[EmendationPlan], object]], ...] = (
    (Change.JOIN, lambda plan: plan.join),
    (Change.BREAK, lambda plan: plan.break_),
    (Change.KIND, lambda plan: plan.kind),
    (Change.MOVE, lambda plan: plan.move),
    (Change.CORRECT, lambda plan: plan.correct),
    (Change.DROP, lambda plan: plan.drop),
    (Change.INSERT, lambda plan: plan.insert),
    (Change.QUERY, lambda plan: plan.query),
    (Change.KEEP, lambda plan: plan.keep),
    (Change.NOTE, lambda plan: plan.note),
)
_LONGEST_NUMBER = 9
"""Digits of a line's number: no text has a thousand million lines."""
_QUOTED_IN_TEXT = frozenset({Change.KIND, Change.MOVE, Change.INSERT, Change.NOTE})
_WITH_BAR = frozenset({Change.JOIN, Change.BREAK})


def _in_a_row(found: Sequence[PrintedWords]) -> bool:
    """Tell whether the words are printed several times without anything between."""
    return len(found) > 1 and all(later.start == earlier.end for earlier, later in pairwise(found))


class _Desk:
    """Look up the places of one publication's emendations."""

    def __init__(self, publication: Publication, printed: Printed) -> None:
        self.publication = publication
        self.printed = printed
        self.sources = {name: number for number, name in enumerate(publication.source_names)}

    def act(self, number: int, plan: EmendationPlan) -> Act:
        """Find one emendation in the print."""
        change = self._change(number, plan)
        source, line = self._place(number, plan.at, "at")
        if change in _WITH_BAR:
            return self._at_bar(number, plan, change, source, line)
        quote = self._quote(number, plan, change)
        words, bar = self._words(number, source, line, quote, change)
        target = self._target(number, plan) if change == Change.MOVE else None
        return Act(number, change, plan, words, bar, target)

    def _change(self, number: int, plan: EmendationPlan) -> Change:
        changes = [change for change, said in _ACTS if said(plan)]
        if len(changes) != 1:
            found = ", ".join(changes) or "–"
            raise fault(self.publication, number, "one_act", found=found, at=plan.at)
        return changes[0]

    def _place(self, number: int, place: str, step: str) -> tuple[int, int]:
        name, _, digits = place.rpartition(":")
        if not name or not digits.isdecimal() or len(digits) > _LONGEST_NUMBER:
            raise fault(self.publication, number, "place", step, place=place)
        source = self.sources.get(name)
        if source is None:
            names = ", ".join(self.sources)
            raise fault(self.publication, number, "no_source", step, name=name, sources=names)
        line, lines = int(digits), len(self.printed[source])
        if not 1 <= line <= lines:
            raise fault(self.publication, number, "no_line", step, place=place, lines=lines)
        return source, line

    def _quote(self, number: int, plan: EmendationPlan, change: Change) -> str:
        needs_to = change in (Change.CORRECT, Change.MOVE)
        if needs_to and not plan.to:
            raise fault(self.publication, number, f"no_to.{change}", change)
        if change not in _QUOTED_IN_TEXT:
            return plan.correct or plan.drop or plan.query or plan.keep
        if not plan.text:
            raise fault(self.publication, number, "no_text", change, change=change)
        return plan.text

    def _words(
        self, number: int, source: int, line: int, quote: str, change: Change
    ) -> tuple[PrintedWords, int]:
        if change == Change.INSERT:
            for before, behind in halves(quote):
                if find(self.printed[source], source, line, before + behind):
                    words = self._only(number, source, line, before + behind)
                    front = self._only(number, source, line, before, words.start)
                    return words, len(front.places)
        lines = self.printed[source]
        found = find(lines, source, line, quote)
        if change == Change.DROP and _in_a_row(found):
            return found[-1], len(found[-1].places)
        words = self._only(number, source, line, quote)
        return words, len(words.places)

    def _only(
        self, number: int, source: int, line: int, quote: str, start: Position | None = None
    ) -> PrintedWords:
        """Return the one place where `quote` begins on the line (at `start`, if that is given)."""
        lines = self.printed[source]
        found = find(lines, source, line, quote)
        if start is not None:
            found = tuple(words for words in found if words.start == start)
        if len(found) > 1:
            raise fault(self.publication, number, "twice", quote=quote, count=len(found))
        if not found:
            raise self._unlike(number, source, line, quote)
        return found[0]

    def _unlike(self, number: int, source: int, line: int, quote: str) -> EmendationError:
        place = f"{self.publication.source_names[source]}:{line}"
        like = nearest(self.printed[source], line, quote)
        if like is None:
            return fault(self.publication, number, "not_printed", quote=quote, place=place)
        text = like.text.replace("\n", "")
        return fault(
            self.publication, number, "nearest", quote=quote, place=place, near=like.line, text=text
        )

    def _at_bar(
        self, number: int, plan: EmendationPlan, change: Change, source: int, line: int
    ) -> Act:
        quote = plan.join or plan.break_
        sides = tuple(halves(quote))
        if not sides:
            raise fault(self.publication, number, "no_bar", change, change=change, quote=quote)
        if change == Change.JOIN and plan.to:
            return self._far_join(number, plan, source, line, sides)
        whole = "".join(sides[0])
        for before, behind in sides:
            if find(self.printed[source], source, line, before + behind):
                words = self._only(number, source, line, before + behind)
                bar = len(self._only(number, source, line, before, words.start).places)
                act = Act(number, change, plan, words, bar)
                return self._checked_bar(act)
        raise self._unlike(number, source, line, whole)

    def _checked_bar(self, act: Act) -> Act:
        if act.before_bar.line != act.at.line:
            raise fault(self.publication, act.number, "bar_line", near=act.before_bar.line)
        if act.change == Change.JOIN and not act.at_line_end:
            raise fault(self.publication, act.number, "same_line", "join")
        return act

    def _far_join(
        self,
        number: int,
        plan: EmendationPlan,
        source: int,
        line: int,
        sides: Iterable[tuple[str, str]],
    ) -> Act:
        before, behind = next(iter(sides))
        words = self._only(number, source, line, before)
        target = self._only(number, *self._place(number, plan.to, "to"), behind)
        return Act(number, Change.JOIN, plan, words, len(words.places), target)

    def _target(self, number: int, plan: EmendationPlan) -> PrintedWords:
        return self._only(number, *self._place(number, plan.move, "move"), plan.to)
