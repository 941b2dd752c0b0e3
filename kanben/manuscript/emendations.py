"""Record what differs from the print: machine repairs and the editor's emendations in one form."""

from enum import StrEnum

from msgspec import Struct

from kanben.manuscript.blocks import Position

EDITOR = "editor"
"""Who made a change, when it was not a rule of the program."""


class Change(StrEnum):
    """Name what an emendation does."""

    CORRECT = "correct"
    """`before` was printed, `after` is published."""
    DROP = "drop"
    """`before` was printed and is left out."""
    INSERT = "insert"
    """`after` was not printed."""
    MOVE = "move"
    """The block at this place was moved; `after` is the anchor it now stands before."""
    KIND = "kind"
    """The block's kind was set: `before` and `after` are kinds."""
    JOIN = "join"
    BREAK = "break"
    QUERY = "query"
    """The text stays as printed; the note asks."""
    NOTE = "note"
    KEEP = "keep"
    """The text is right as printed: doubts about it are settled."""
    READ = "read"
    """`before` names what the file holds here (markup, a control, broken bytes), `after` is what
    was read instead; the lines of the source are those after reading."""


TEXTUAL = frozenset({Change.CORRECT, Change.DROP, Change.INSERT})
"""Changes that the character ledger counts."""


class Emendation(Struct, frozen=True, omit_defaults=True):
    """Record one change: where, what was printed, what is published, why, and who says so.

    `before` may run over line ends, written as newlines. `reason` is a key of the message
    table for a rule of the program, the editor's own words otherwise. `by` is `EDITOR` or the
    rule's name. `confidence` is a probability.
    """

    change: Change
    at: Position
    before: str = ""
    after: str = ""
    reason: str = ""
    by: str = EDITOR
    confidence: float = 1.0
