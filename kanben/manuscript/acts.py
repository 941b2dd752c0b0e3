"""Check an editor's emendations against the printed lines that they name."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from msgspec import Struct, structs

from kanben.errors import EmendationError
from kanben.manuscript.blocks import Position
from kanben.manuscript.decisions import Constraint
from kanben.manuscript.emendations import Change
from kanben.manuscript.once import once
from kanben.manuscript.places import PrintedWords, find, halves, nearest
from kanben.manuscript.plan import EmendationPlan
from kanben.manuscript.publication import YAML_NAME, Publication
from kanben.manuscript.yaml import line_in
from kanben.memory import recalled_of

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
    found = (
        recalled_of((locate, plan), tuple(printed), partial(desk.act, number, plan))
        for number, plan in enumerate(publication.plan.emendations)
    )
    return tuple(
        act if act.number == number else structs.replace(act, number=number)
        for number, act in enumerate(found)
    )


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


class _Wish(Struct, frozen=True):
    """Hold what an emendation wants done, and the line that it names."""

    number: int
    plan: EmendationPlan
    change: Change
    source: int
    line: int


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
        wish = _Wish(number, plan, change, source, line)
        if change in _WITH_BAR:
            return self._at_bar(wish)
        words, bar = self._words(wish, self._quote(wish))
        target = self._elsewhere(wish, "move", plan.to) if change == Change.MOVE else None
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

    def _quote(self, wish: _Wish) -> str:
        number, plan, change = wish.number, wish.plan, wish.change
        needs_to = change in (Change.CORRECT, Change.MOVE)
        if needs_to and not plan.to:
            raise fault(self.publication, number, f"no_to.{change}", change)
        if change not in _QUOTED_IN_TEXT:
            return plan.correct or plan.drop or plan.query or plan.keep
        if not plan.text:
            raise fault(self.publication, number, "no_text", change, change=change)
        return plan.text

    def _words(self, wish: _Wish, quote: str) -> tuple[PrintedWords, int]:
        if wish.change == Change.INSERT:
            for before, behind in halves(quote):
                if self._find(wish, before + behind):
                    return self._parted(wish, before, behind)
        found = self._find(wish, quote)
        if wish.change == Change.DROP and _in_a_row(found):
            return found[-1], len(found[-1].places)
        words = self._only(wish, quote)
        return words, len(words.places)

    def _find(self, wish: _Wish, quote: str) -> tuple[PrintedWords, ...]:
        return find(self.printed[wish.source], wish.source, wish.line, quote)

    def _parted(self, wish: _Wish, before: str, behind: str) -> tuple[PrintedWords, int]:
        """Return words with a bar, and how many of their inked characters stand before it."""
        words = self._only(wish, before + behind)
        return words, len(self._only(wish, before, words.start).places)

    def _only(self, wish: _Wish, quote: str, start: Position | None = None) -> PrintedWords:
        """Return the one place where `quote` begins on the line (at `start`, if that is given)."""
        found = self._find(wish, quote)
        if start is not None:
            found = tuple(words for words in found if words.start == start)
        if len(found) > 1:
            count = len(found)
            raise fault(self.publication, wish.number, "twice", quote=quote, count=count)
        if not found:
            raise self._unlike(wish, quote)
        return found[0]

    def _unlike(self, wish: _Wish, quote: str) -> EmendationError:
        number, source, line = wish.number, wish.source, wish.line
        place = f"{self.publication.source_names[source]}:{line}"
        like = nearest(self.printed[source], line, quote)
        if like is None:
            return fault(self.publication, number, "not_printed", quote=quote, place=place)
        text = like.text.replace("\n", "")
        return fault(
            self.publication, number, "nearest", quote=quote, place=place, near=like.line, text=text
        )

    def _at_bar(self, wish: _Wish) -> Act:
        number, plan, change = wish.number, wish.plan, wish.change
        quote = plan.join or plan.break_
        sides = tuple(halves(quote))
        if not sides:
            raise fault(self.publication, number, "no_bar", change, change=change, quote=quote)
        if change == Change.JOIN and plan.to:
            return self._far_join(wish, *sides[0])
        for before, behind in sides:
            if self._find(wish, before + behind):
                words, bar = self._parted(wish, before, behind)
                return self._checked_bar(Act(number, change, plan, words, bar))
        raise self._unlike(wish, "".join(sides[0]))

    def _checked_bar(self, act: Act) -> Act:
        if act.before_bar.line != act.at.line:
            raise fault(self.publication, act.number, "bar_line", near=act.before_bar.line)
        if act.change == Change.JOIN and not act.at_line_end:
            raise fault(self.publication, act.number, "same_line", "join")
        return act

    def _far_join(self, wish: _Wish, before: str, behind: str) -> Act:
        words = self._only(wish, before)
        target = self._elsewhere(wish, "to", behind)
        return Act(wish.number, Change.JOIN, wish.plan, words, len(words.places), target)

    def _elsewhere(self, wish: _Wish, step: str, quote: str) -> PrintedWords:
        """Return the words on the other line that an emendation names under `step`."""
        source, line = self._place(wish.number, getattr(wish.plan, step), step)
        return self._only(structs.replace(wish, source=source, line=line), quote)
