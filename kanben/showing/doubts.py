"""Gather what the program doubts, each doubt with lines of YAML that would settle it."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import chain

from msgspec import Struct

from kanben.characters import is_han
from kanben.manuscript.acts import Printed
from kanben.manuscript.blocks import Block, Position
from kanben.manuscript.decisions import Break, Choice, ProposedMove, Suspicion
from kanben.manuscript.emendations import EDITOR
from kanben.manuscript.index import Term
from kanben.manuscript.manuscript import Manuscript
from kanben.memory import recalled_by_name, recalled_of
from kanben.messages import message_keys, say, tongue
from kanben.showing.index_offers import offers_on
from kanben.showing.suggestions import (
    Suggestion,
    around_line_end,
    item,
    scalar,
    unique_words,
)

_BY_WISH = "vocabulary"
"""Who chose, where the editor asked for a region's words: a change, but no doubt."""
_SURE_BREAK = 0.95
"""Line ends decided with at least this probability are not listed."""
_CANDIDATE = 0.6
"""Weight of an index candidate among the doubts: a missing entry harms less than a wrong text."""
_LIST = "emendations"
_BEFORE, _BEHIND = 2, 3
"""Characters quoted before a suspicious one, and from it on."""
_CONTEXT, _QUOTED, _HEADING = 14, 8, 24
"""Characters shown around a doubt; quoted of a paragraph, of a heading."""


class Doubt(Struct, frozen=True):
    """State one doubt: how strong from 0 to 1, where, the words with their context, why.

    `source` counts from 0, -1 without a place in the print; `anchor` names the block; `column`
    is that of a single doubtful character, -1 for anything else.
    """

    kind: str
    doubt: float
    source: int
    line: int
    anchor: str
    before: str
    text: str
    after: str
    reasons: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    column: int = -1


def explain(key: str, text: str = "") -> str:
    """Return the message of a reason about `text`; what is no key is somebody's own words."""
    return say(key, text=text) if key in _keys() else key


@cache
def _keys() -> frozenset[str]:
    return frozenset(message_keys())


def gather(
    manuscript: Manuscript,
    printed: Printed,
    variants: Iterable[Manuscript] = (),
    candidates: Iterable[Term] = (),
) -> tuple[Doubt, ...]:
    """Return all doubts about a manuscript and its conversions, the strongest first.

    `candidates` are terms of which the program is not sure: those without an id it left out of
    the index.
    """
    desk = _Desk(manuscript, printed)
    found: list[Doubt] = []
    found += [doubt for decision in manuscript.breaks for doubt in desk.line_end(decision)]
    found += [desk.suspicion(suspicion) for suspicion in manuscript.suspicions]
    found += [doubt for move in manuscript.moves for doubt in desk.move(move)]
    for variant in variants:
        found += [
            desk.choice(variant.variant, choice)
            for choice in variant.choices
            if choice.by != _BY_WISH
        ]
    found += [desk.candidate(term) for term in candidates]
    return tuple(sorted(found, key=lambda doubt: -doubt.doubt))


class _Desk:
    """Look up places of one manuscript."""

    def __init__(self, manuscript: Manuscript, printed: Printed) -> None:
        self.manuscript = manuscript
        self.printed = printed
        self.blocks = {block.anchor: block for block in manuscript.blocks}
        self.anchors = dict(
            chain.from_iterable(
                recalled_of(_anchors, (block,), partial(_anchors, block))
                for block in manuscript.blocks
            )
        )

    def place(self, source: int, line: int) -> str:
        """Write a place as emendations do."""
        return f"{self.manuscript.sources[source].name}:{line}"

    def line_end(self, decision: Break) -> Iterator[Doubt]:
        """State the doubt about a line end that the program decided."""
        if decision.by != EDITOR and decision.certainty < _SURE_BREAK:
            anchor = self.anchors.get((decision.source, decision.after), "")
            name = (Break, tongue(), decision, anchor)
            yield recalled_by_name(name, partial(self._line_end, decision, anchor))

    def _line_end(self, decision: Break, anchor: str) -> Doubt:
        lines = self.printed[decision.source]
        words = around_line_end(lines, decision.after)
        before, _, after = words.rpartition("|")
        at = self.place(decision.source, decision.after)
        join = Suggestion(say("review.do.join"), item(at=at, join=words), _LIST)
        part = Suggestion(say("review.do.break"), item(at=at, break_=words), _LIST)
        return Doubt(
            "break",
            2 * min(decision.p, 1 - decision.p),
            decision.source,
            decision.after,
            anchor,
            before,
            " ⏎ " if decision.join else " ¶ ",
            after,
            tuple(map(explain, decision.reasons)),
            ((part, join) if decision.join else (join, part)) if words else (),
        )

    def suspicion(self, found: Suspicion) -> Doubt:
        """State that a printed character looks wrong."""
        anchor = self.anchors.get((found.at.source, found.at.line), "")
        name = (Suspicion, tongue(), found, anchor)
        return recalled_by_name(name, partial(self._suspicion, found, anchor))

    def _suspicion(self, found: Suspicion, anchor: str) -> Doubt:
        source, number, column = found.at.source, found.at.line, found.at.column
        line = self.printed[source][number - 1]
        first = max(0, column - _BEFORE)
        start = Position(source, number, first)
        words = unique_words(self.printed[source], start, column - first + _BEHIND)
        at = self.place(source, number)
        offered = (
            Suggestion(say("review.do.query"), item(at=at, query=words), _LIST),
            Suggestion(say("review.do.keep"), item(at=at, keep=words), _LIST),
            Suggestion(say("review.do.correct"), item(at=at, correct=words, to=words), _LIST),
        )
        return Doubt(
            "suspicion",
            found.score,
            source,
            number,
            anchor,
            line[max(0, column - _CONTEXT) : column],
            line[column : column + 1],
            line[column + 1 : column + 1 + _CONTEXT],
            (explain(found.reason, text=found.text),),
            offered if words else (),
            column,
        )

    def move(self, proposed: ProposedMove) -> Iterator[Doubt]:
        """State that a heading may belong elsewhere."""
        block, target = self.blocks.get(proposed.anchor), self.blocks.get(proposed.before)
        if block is None or target is None:
            return
        at, to = block.position, target.position
        if at is None or to is None:
            return
        words = unique_words(self.printed[at.source], at, _HEADING)
        first = unique_words(self.printed[to.source], to, _QUOTED)
        here, there = self.place(at.source, at.line), self.place(to.source, to.line)
        move = item(at=here, move=there, text=words, to=first)
        keep = item(at=here, keep=words)
        yield Doubt(
            "move",
            proposed.score,
            at.source,
            at.line,
            block.anchor,
            "",
            block.text,
            f"→ {there} {target.text[:_CONTEXT]}",
            tuple(map(explain, proposed.reasons)),
            (
                Suggestion(say("review.do.move"), move, _LIST),
                Suggestion(say("review.do.keep"), keep, _LIST),
            ),
        )

    def choice(self, variant: str, choice: Choice) -> Doubt:
        """State that a character could be converted otherwise."""
        at, offset = choice.at, choice.offset
        end = offset + len(choice.chosen)
        others = [candidate for candidate in choice.candidates if candidate != choice.chosen]
        under = f"glossary → {variant}"
        offered = (
            *(
                Suggestion(say("review.do.convert", to=to), self._pair(choice, to), under)
                for to in others
            ),
            Suggestion(say("review.do.settle"), self._pair(choice, choice.chosen), under),
        )
        return Doubt(
            f"choice {variant}",
            1 - choice.margin,
            -1 if at is None else at.source,
            0 if at is None else at.line,
            choice.anchor,
            choice.context[max(0, offset - _CONTEXT) : offset],
            choice.chosen,
            choice.context[end : end + _CONTEXT],
            (say("review.choice", before=choice.before, candidates="、".join(choice.candidates)),),
            offered,
        )

    def _pair(self, choice: Choice, other: str) -> str:
        """Pair the word around a character with its conversion to the other candidate."""
        at, context = choice.at, choice.context
        behind = choice.offset + len(choice.chosen)
        source, target = choice.before, other
        line = "" if at is None else self.printed[at.source][at.line - 1]
        if at is not None:
            end = at.column + len(choice.before)
            if end < len(line) and is_han(line[end]) and behind < len(context):
                source, target = source + line[end], target + context[behind]
            elif at.column and is_han(line[at.column - 1]) and choice.offset:
                source = line[at.column - 1] + source
                target = context[choice.offset - 1] + target
        return f"{scalar(source)}: {scalar(target)}"

    def candidate(self, term: Term) -> Doubt:
        """State that something may deserve an entry in the index, or that an entry may not."""
        block = next(
            (found for found in self.manuscript.blocks if term.heading in found.text), None
        )
        shown = "" if block is None else block.text
        offset = max(0, shown.find(term.heading))
        end = offset + len(term.heading)
        position = None if block is None else block.position
        kind = say(f"review.term.{term.kind}")
        sure = min(term.score, 1.0)
        listed = say("review.listed", kind=kind, percent=round(100 * sure))
        return Doubt(
            "index",
            _CANDIDATE * (1 - sure if term.id else sure),
            -1 if position is None else position.source,
            0 if position is None else position.line,
            "" if block is None else block.anchor,
            shown[max(0, offset - _CONTEXT) : offset],
            term.heading,
            shown[end : end + _CONTEXT],
            (listed if term.id else say("review.candidate", kind=kind),),
            tuple(offers_on(term, self.manuscript.terms)),
        )


def _anchors(block: Block) -> tuple[tuple[tuple[int, int], str], ...]:
    """Return the printed lines of a block, each with the block's anchor."""
    places = (piece.at for piece in block.pieces if piece.at is not None)
    return tuple(((at.source, at.line), block.anchor) for at in places)
