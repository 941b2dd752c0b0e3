"""Collect what the shape of lines decides, before anything is weighed."""

from msgspec import Struct

from kanben.manuscript.blocks import BlockKind


class Shapes(Struct, frozen=True):
    """Hold what is certain by shape, by row: joined to the next line or not, and a block's kind.

    `reasons` names the evidence for each line end, as a key of the message table.
    """

    joins: dict[int, bool] = {}
    kinds: dict[int, BlockKind] = {}
    reasons: dict[int, str] = {}

    def over(self, others: "Shapes") -> "Shapes":
        """Return both, these where the two disagree."""
        return Shapes(
            others.joins | self.joins, others.kinds | self.kinds, others.reasons | self.reasons
        )


def standing_alone(rows: list[int], kind: BlockKind, reason: str, count: int) -> Shapes:
    """Return the shapes of lines that are a block each, in a text of `count` lines."""
    ends = [end for row in rows for end in (row - 1, row) if 0 <= end < count - 1]
    return Shapes(
        dict.fromkeys(ends, False), dict.fromkeys(rows, kind), dict.fromkeys(ends, reason)
    )
