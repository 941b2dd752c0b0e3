"""Turn the pieces of a block into runs of one look."""

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct, structs

from kanben.manuscript.blocks import Mark, MarkKind, Piece

VISIBLE = frozenset(
    {
        MarkKind.EMPHASIS,
        MarkKind.STRONG,
        MarkKind.LANGUAGE,
        MarkKind.RUBY,
        MarkKind.PROPER_NAME,
        MarkKind.BOOK_TITLE,
        MarkKind.ADDITION,
    }
)
"""Marks that change how text looks; index terms and pages of the print leave no trace in it."""


class Run(Struct, frozen=True):
    """Hold text of one look; `notes` are the ids of notes called after it."""

    text: str
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()

    def has(self, kind: str) -> bool:
        """Tell whether the run bears a mark of this kind."""
        return any(mark.kind == kind for mark in self.marks)

    def target(self, kind: str) -> str:
        """Return the target of the first mark of this kind; empty without one."""
        return next((mark.target for mark in self.marks if mark.kind == kind), "")


def runs_of(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """Join neighbouring pieces of one look; a called note ends a run.

    Notes called one after the other, with no text between, are those of one run.
    """
    runs: list[Run] = []
    for marks, group in groupby(pieces, _look):
        text = ""
        for piece in group:
            text += piece.text
            notes = tuple(mark.target for mark in piece.marks if mark.kind == MarkKind.NOTE)
            if notes and not text and runs and runs[-1].notes:
                runs[-1] = structs.replace(runs[-1], notes=(*runs[-1].notes, *notes))
            elif notes:
                runs.append(Run(text, marks, notes))
                text = ""
        if text:
            runs.append(Run(text, marks))
    return tuple(runs)


def _look(piece: Piece) -> tuple[Mark, ...]:
    return tuple(mark for mark in piece.marks if mark.kind in VISIBLE)
