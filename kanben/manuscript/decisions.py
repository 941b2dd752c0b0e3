"""Keep what stages decided and how sure they were, for the editor to see."""

from enum import StrEnum

from msgspec import Struct

from kanben.manuscript.blocks import BlockKind, Position


class Break(Struct, frozen=True, omit_defaults=True):
    """Decide one line end: the printer's (join) or the author's (keep).

    The boundary lies between `after`, a line number of the source, and the next line that is
    not blank. `p` is the probability that the two lines belong together, whatever was decided;
    an editor's decision has 0 or 1. `reasons` are keys of the message table, strongest first.
    """

    source: int
    after: int
    join: bool
    p: float
    reasons: tuple[str, ...] = ()
    by: str = "model"

    @property
    def certainty(self) -> float:
        """Return the probability that the decision is right."""
        return self.p if self.join else 1.0 - self.p


class Constraint(Struct, frozen=True, omit_defaults=True):
    """Tell the reflow what the editor decided: at a line end, or about a line's block.

    `join` speaks of the boundary after `line`; `kind` of the block that holds `line`.
    """

    source: int
    line: int
    join: bool | None = None
    kind: BlockKind | None = None


class Suspicion(Struct, frozen=True, omit_defaults=True):
    """Flag printed text that looks wrong and was left alone; `reason` is a message key."""

    at: Position
    text: str
    reason: str
    score: float = 0.5


class ProposedMove(Struct, frozen=True, omit_defaults=True):
    """Propose that a heading stood before another block in print; never done silently."""

    anchor: str
    before: str
    score: float
    reasons: tuple[str, ...] = ()


class Choice(Struct, frozen=True, omit_defaults=True):
    """Record one doubtful choice of script conversion.

    `margin` is how far the chosen candidate led, from 0 to 1. `context` is the converted text
    around it, with the character in it at `offset`.
    """

    anchor: str
    at: Position | None
    before: str
    chosen: str
    candidates: tuple[str, ...]
    margin: float
    context: str
    offset: int = 0
    by: str = ""


class ReadingKind(StrEnum):
    """Sort the differences between two witnesses."""

    FIGURE = "figure"
    NAME = "name"
    WORDING = "wording"
    ADDITION = "addition"
    OMISSION = "omission"
    ORDER = "order"
    PUNCTUATION = "punctuation"


class Witness(Struct, frozen=True):
    """Quote a passage of a source: its place, the reading, and the text around it."""

    at: Position
    reading: str
    before: str
    after: str


class VariantReading(Struct, frozen=True):
    """Set side by side what two witnesses read in a passage they share."""

    a: Witness
    b: Witness
    kind: ReadingKind


class Comparison(Struct, frozen=True):
    """Hold a variant reading between two sources of a collection.

    `a` and `b` name publication and source; positions count the sources within a publication.
    """

    a: tuple[str, str]
    b: tuple[str, str]
    reading: VariantReading
