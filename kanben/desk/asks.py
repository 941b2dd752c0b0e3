"""State what an editor at the desk may ask for, as the page sends it."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kanben.manuscript.blocks import BlockKind

Number = Annotated[int, Meta(ge=0, le=100_000_000)]
Words = Annotated[str, Meta(max_length=20_000)]
Key = Annotated[str, Meta(max_length=500)]


class EndAsk(Struct, frozen=True, tag_field="act", tag="end", forbid_unknown_fields=True):
    """Ask that the lines around a line end belong together, or do not."""

    source: Number
    line: Number
    join: bool
    why: Words = ""


class FarJoinAsk(Struct, frozen=True, tag_field="act", tag="onto", forbid_unknown_fields=True):
    """Ask that the block `second` continue the block `first`, whatever stands between."""

    first: Key
    second: Key
    why: Words = ""


class BlockKindAsk(Struct, frozen=True, tag_field="act", tag="kind", forbid_unknown_fields=True):
    """Ask that a block be of a kind."""

    key: Key
    kind: BlockKind
    level: Annotated[int, Meta(ge=0, le=9)] = 0
    why: Words = ""


class MoveAsk(Struct, frozen=True, tag_field="act", tag="move", forbid_unknown_fields=True):
    """Ask that a block stand before another."""

    key: Key
    before: Key
    why: Words = ""


class WordsAct(StrEnum):
    """Say what is done to printed words."""

    CORRECT = "correct"
    DROP = "drop"
    QUERY = "query"
    KEEP = "keep"
    NOTE = "note"
    INSERT = "insert"
    BREAK = "break"


class WordsAsk(Struct, frozen=True, tag_field="act", tag="words", forbid_unknown_fields=True):
    """Ask for a change of, or a word on, what stands on one line between two columns.

    `to` is what a correction publishes, a query suspects, a note says, an insertion adds.
    """

    do: WordsAct
    source: Number
    line: Number
    start: Number
    end: Number
    to: Words = ""
    why: Words = ""


class LineAsk(Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what a printed line is to read between two columns."""

    source: Number
    line: Number
    start: Number
    end: Number
    text: Words


class RewriteAsk(Struct, frozen=True, tag_field="act", tag="rewrite", forbid_unknown_fields=True):
    """Ask that printed lines read otherwise; what differs becomes corrections, word by word."""

    lines: tuple[LineAsk, ...]
    why: Words = ""


class SettleAsk(Struct, frozen=True, tag_field="act", tag="settle", forbid_unknown_fields=True):
    """Ask that doubts, by their ids, be settled by what each offers under a number."""

    doubts: Annotated[tuple[Key, ...], Meta(max_length=5_000)]
    offer: Number = 0
    to: Words | None = None
    why: Words = ""


class IndexAsk(Struct, frozen=True, tag_field="act", tag="index", forbid_unknown_fields=True):
    """Ask for a heading to be taken into the index, left out, renamed or merged."""

    do: Literal["add", "remove", "rename", "merge"]
    heading: Key
    to: Key = ""
    why: Words = ""


class TakeBackAsk(Struct, frozen=True, tag_field="act", tag="back", forbid_unknown_fields=True):
    """Ask that an emendation be taken back; `number` counts from 0."""

    number: Number


Ask = (
    EndAsk
    | FarJoinAsk
    | BlockKindAsk
    | MoveAsk
    | WordsAsk
    | RewriteAsk
    | SettleAsk
    | IndexAsk
    | TakeBackAsk
)


class ActRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Hold an ask with the version of the YAML that the page showed, and the editor's name."""

    ask: Ask
    version: str
    by: Annotated[str, Meta(max_length=80)] = ""
