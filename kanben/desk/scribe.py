"""Turn what an editor asks for into strokes of the pen."""

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod

import yaml
from msgspec import Struct

from kanben.desk.asks import (
    BlockKindAsk,
    EndAsk,
    FarJoinAsk,
    IndexAsk,
    LineAsk,
    MoveAsk,
    RewriteAsk,
    SettleAsk,
    TakeBackAsk,
    WordsAct,
    WordsAsk,
)
from kanben.desk.galley import Pull
from kanben.desk.pen import DECIDED, EMENDATIONS, PenStroke, append, put, take_out
from kanben.desk.quotes import LinePart, at_seam, differences, once_on_line
from kanben.errors import EmendationError
from kanben.manuscript.acts import Act, locate
from kanben.manuscript.blocks import Block, Position
from kanben.manuscript.emendations import Change
from kanben.showing.doubts import Doubt
from kanben.showing.suggestions import around_line_end, item, scalar, unique_words

_HEADING, _QUOTED = 24, 8
"""Characters quoted of a block that is named or moved, and of the one that it moves to."""
_TEXTUAL = frozenset({Change.CORRECT, Change.DROP, Change.INSERT})
_CLAIMS = _TEXTUAL | {Change.QUERY, Change.KEEP}


class Signature(Struct, frozen=True):
    """Say who decides, and when."""

    by: str
    when: str


class Scribe:
    """Write for one editor about one pulled proof."""

    def __init__(self, pull: Pull, doubts: dict[str, Doubt], signature: Signature) -> None:
        self.pull = pull
        self.doubts = doubts
        self.signature = signature
        self.blocks = {block.anchor: block for block in pull.manuscript.blocks}

    @singledispatchmethod
    def strokes(self, ask: object) -> list[PenStroke]:
        """Return the strokes that do what was asked; an act before it on the same words goes.

        Raises EmendationError if the page asks for what is not there.
        """
        raise TypeError(ask)

    @strokes.register
    def _(self, ask: EndAsk) -> list[PenStroke]:
        lines = self._lines(ask.source, ask.line)
        words = around_line_end(lines, ask.line)
        if not words:
            raise EmendationError("desk.no_end", line=ask.line)
        at = self._place(ask.source, ask.line)
        earlier = self._at_end(ask.source, ask.line)
        act = {"join": words} if ask.join else {"break_": words}
        return [*earlier, self._act(ask.why, at=at, **act)]

    @strokes.register
    def _(self, ask: FarJoinAsk) -> list[PenStroke]:
        first, second = self._block(ask.first), self._block(ask.second)
        if first is second:
            raise EmendationError("desk.no_block", block=ask.second)
        end = next(piece for piece in reversed(first.pieces) if piece.at is not None)
        start = second.position
        if end.at is None or start is None:
            raise EmendationError("desk.no_block", block=ask.second)
        lines = self.pull.printed[end.at.source]
        last = end.at.column + len(end.text)
        span = once_on_line(lines, end.at.line, LinePart(max(0, last - 6), last), fixed_end=True)
        before = lines[end.at.line - 1][span.start : span.end]
        behind = unique_words(self.pull.printed[start.source], start, 6)
        at, to = self._place(end.at.source, end.at.line), self._place(start.source, start.line)
        return [self._act(ask.why, at=at, join=f"{before}|{behind}", to=to)]

    @strokes.register
    def _(self, ask: BlockKindAsk) -> list[PenStroke]:
        at = self._start(ask.key)
        words = unique_words(self.pull.printed[at.source], at, _HEADING)
        earlier = self._same(Change.KIND, at)
        level = str(ask.level) if ask.level else ""
        place = self._place(at.source, at.line)
        made = self._act(ask.why, at=place, kind=str(ask.kind), text=words, level=level)
        return [*earlier, made]

    @strokes.register
    def _(self, ask: MoveAsk) -> list[PenStroke]:
        at, to = self._start(ask.key), self._start(ask.before)
        printed = self.pull.printed
        words = unique_words(printed[at.source], at, _HEADING)
        first = unique_words(printed[to.source], to, _QUOTED)
        here, there = self._place(at.source, at.line), self._place(to.source, to.line)
        earlier = self._same(Change.MOVE, at)
        return [*earlier, self._act(ask.why, at=here, move=there, text=words, to=first)]

    @strokes.register
    def _(self, ask: WordsAsk) -> list[PenStroke]:
        lines = self._lines(ask.source, ask.line)
        text, at = lines[ask.line - 1], self._place(ask.source, ask.line)
        span = LinePart(ask.start, min(ask.end, len(text)))
        if ask.do == WordsAct.BREAK:
            return [self._act(ask.why, at=at, break_=at_seam(lines, ask.line, ask.start))]
        fixed = ask.do in (WordsAct.NOTE, WordsAct.INSERT)
        wide = once_on_line(lines, ask.line, span, fixed_end=fixed)
        words = text[wide.start : wide.end]
        if fixed:
            act = {str(ask.do): ask.to, "text": words}
            return [self._act(ask.why, at=at, **act)]
        earlier = self._on(ask.source, ask.line, wide, _CLAIMS)
        around = (text[wide.start : span.start], text[span.end : wide.end])
        return [*earlier, self._of_words(ask, at, words, around)]

    def _of_words(self, ask: WordsAsk, at: str, words: str, around: tuple[str, str]) -> PenStroke:
        """Write a correction, omission, query or settled doubt; `around` was quoted besides."""
        widened = any(around)
        if ask.do == WordsAct.KEEP:
            return self._act(ask.why, at=at, keep=words)
        to = ask.to.join(around) if ask.to or ask.do != WordsAct.QUERY else ""
        if ask.do == WordsAct.QUERY:
            return self._act(ask.why, at=at, query=words, to=to)
        if to and (widened or ask.do == WordsAct.CORRECT):
            return self._act(ask.why, at=at, correct=words, to=to)
        return self._act(ask.why, at=at, drop=words)

    @strokes.register
    def _(self, ask: RewriteAsk) -> list[PenStroke]:
        strokes: list[PenStroke] = []
        for wanted in ask.lines:
            strokes += self._rewritten(wanted, ask.why)
        return strokes

    @strokes.register
    def _(self, ask: SettleAsk) -> list[PenStroke]:
        strokes: list[PenStroke] = []
        for name in ask.doubts:
            doubt = self.doubts.get(name)
            if doubt is None or ask.offer >= len(doubt.suggestions):
                raise EmendationError("desk.no_doubt")
            offer = doubt.suggestions[ask.offer]
            list_, _, variant = offer.under.partition(" → ")
            if list_ == "emendations":
                strokes.append(self._offered(offer.yaml, ask.why, ask.to))
            elif list_ == "glossary":
                pair: dict[str, str] = yaml.load(offer.yaml, Loader=yaml.BaseLoader)
                for source, target in pair.items():
                    strokes += self._glossed(variant, source, target, ask.why)
            else:
                said = yaml.load(offer.yaml, Loader=yaml.BaseLoader)
                pairs = said.items() if isinstance(said, dict) else ()
                for heading, to in pairs:
                    strokes += self._index_pair(variant, heading, to, ask.why)
                if not pairs:
                    strokes += self._indexed(variant, str(said[0]), ask.why)
        return list(dict.fromkeys(strokes))

    @strokes.register
    def _(self, ask: IndexAsk) -> list[PenStroke]:
        if ask.do in ("add", "remove"):
            return self._indexed(ask.do, ask.heading, ask.why)
        return self._index_pair(ask.do, ask.heading, ask.to, ask.why)

    @strokes.register
    def _(self, ask: TakeBackAsk) -> list[PenStroke]:
        if ask.number >= len(self.pull.publication.plan.emendations):
            raise EmendationError("desk.no_act", number=ask.number + 1)
        return [take_out(EMENDATIONS, ask.number)]

    def _rewritten(self, wanted: LineAsk, why: str) -> Iterator[PenStroke]:
        lines = self._lines(wanted.source, wanted.line)
        text, at = lines[wanted.line - 1], self._place(wanted.source, wanted.line)
        part = LinePart(wanted.start, min(wanted.end, len(text)))
        yield from self._on(wanted.source, wanted.line, part, _TEXTUAL)
        for found in differences(text[part.start : part.end], wanted.text):
            first, last = found.span.start + part.start, found.span.end + part.start
            wide = once_on_line(lines, wanted.line, LinePart(first, last))
            to = text[wide.start : first] + found.after + text[last : wide.end]
            words = text[wide.start : wide.end]
            act = {"correct": words, "to": to} if to.strip() else {"drop": words}
            yield self._act(why, at=at, **act)

    def _act(self, why: str, **keys: str) -> PenStroke:
        return append(EMENDATIONS, self._sign(item(**keys, why=why)))

    def _sign(self, line: str) -> str:
        """Put who and when at the end of an emendation, written ``- {…}``."""
        signed = [
            f"{key}: {scalar(value)}"
            for key, value in (("by", self.signature.by), ("when", self.signature.when))
            if value
        ]
        return ", ".join([line.removeprefix("- ")[:-1], *signed]) + "}"

    def _offered(self, line: str, why: str, to: str | None) -> PenStroke:
        """Write the emendation that a doubt offers; `to` goes before what it offers itself."""
        keys: dict[str, str] = yaml.load(line, Loader=yaml.BaseLoader)[0]
        named = {"break_" if key == "break" else key: value for key, value in keys.items()}
        if to is not None:
            named["to"] = to
        return append(
            EMENDATIONS, self._sign(item(**{**named, "why": why or named.get("why", "")}))
        )

    def _glossed(self, variant: str, source: str, target: str, why: str) -> list[PenStroke]:
        what = f"glossary.{variant} {source} → {target}"
        return [put(("glossary", variant), scalar(source), scalar(target)), self._signed(what, why)]

    def _index_pair(self, verb: str, heading: str, to: str, why: str) -> list[PenStroke]:
        made = put(("index", verb), scalar(heading), scalar(to))
        return [made, self._signed(f"index.{verb} {heading} → {to}", why)]

    def _indexed(self, verb: str, heading: str, why: str) -> list[PenStroke]:
        plan = self.pull.publication.plan.index
        strokes = []
        for list_, entries in (("add", plan.add), ("remove", plan.remove)):
            for number, entry in enumerate(entries):
                name = entry if isinstance(entry, str) else entry.get("heading", "")
                if name == heading:
                    strokes.append(take_out(("index", list_), number))
        made = append(("index", verb), scalar(heading))
        return [*strokes, made, self._signed(f"index.{verb} {heading}", why)]

    def _signed(self, what: str, why: str) -> PenStroke:
        keys = {"what": what, "by": self.signature.by, "when": self.signature.when, "why": why}
        return append(DECIDED, item(**keys).removeprefix("- "))

    def _lines(self, source: int, line: int) -> Sequence[str]:
        if source >= len(self.pull.printed) or not 1 <= line <= len(self.pull.printed[source]):
            raise EmendationError("desk.no_line", line=line)
        return self.pull.printed[source]

    def _place(self, source: int, line: int) -> str:
        return f"{self.pull.manuscript.sources[source].name}:{line}"

    def _block(self, key: str) -> Block:
        block = self.blocks.get(key)
        if block is None:
            raise EmendationError("desk.no_block", block=key)
        return block

    def _start(self, key: str) -> Position:
        """Return the place of a block's first inked character."""
        for piece in self._block(key).pieces:
            if piece.at is not None and piece.text.strip():
                blanks = len(piece.text) - len(piece.text.lstrip())
                at = piece.at
                return Position(at.source, at.line, at.column + blanks)
        raise EmendationError("desk.no_block", block=key)

    def _acts(self) -> tuple[Act, ...]:
        return locate(self.pull.publication, self.pull.printed)

    def _at_end(self, source: int, line: int) -> Iterator[PenStroke]:
        """Yield strokes that take out what was decided about a line end before."""
        for act in self._acts():
            ends = act.change in (Change.JOIN, Change.BREAK) and act.target is None
            if ends and act.at_line_end:
                before = act.before_bar
                if (before.source, before.line) == (source, line):
                    yield take_out(EMENDATIONS, act.number)

    def _same(self, change: Change, at: Position) -> Iterator[PenStroke]:
        """Yield strokes that take out acts of a kind on the words that begin at a place."""
        for act in self._acts():
            if act.change == change and act.at == at:
                yield take_out(EMENDATIONS, act.number)

    def _on(
        self, source: int, line: int, span: LinePart, changes: frozenset[Change]
    ) -> Iterator[PenStroke]:
        """Yield strokes that take out acts on words of a line that a span touches."""
        for act in self._acts():
            touches = act.change in changes and any(
                (place.source, place.line) == (source, line)
                and span.start <= place.column < span.end
                for place in act.words.places
            )
            if touches:
                yield take_out(EMENDATIONS, act.number)
