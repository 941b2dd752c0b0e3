"""List every change for the table that goes with a publication."""

from collections.abc import Iterator

from kanben.manuscript.blocks import Position
from kanben.manuscript.decisions import VariantReading
from kanben.manuscript.emendations import EDITOR, Emendation
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import message_keys, say

HEADER = ("source", "line", "column", "change", "before", "after", "by", "confidence", "reason")
"""Columns of the table; lines and columns count from 1."""

Cells = tuple[str, ...]


def rows(manuscript: Manuscript) -> Iterator[Cells]:
    """Yield the header and one row for each change and each variant reading, in print order.

    Line ends within a cell are shown as ⏎. A variant reading's `reason` is the place of the
    other witness. Reasons of machine repairs are in Chinese, as the editions are.
    """
    yield HEADER
    keys = frozenset(message_keys())
    listed = [
        *((change.at, _change(manuscript, change, keys)) for change in manuscript.emendations),
        *((found.a.at, _reading(manuscript, found)) for found in manuscript.readings),
    ]
    for _, row in sorted(listed, key=lambda entry: entry[0]):
        yield tuple(map(_cell, row))


def _change(manuscript: Manuscript, change: Emendation, keys: frozenset[str]) -> Cells:
    reason = change.reason
    if change.by != EDITOR and reason in keys:
        reason = say(reason, language_="zh")
    made = (str(change.change), change.before, change.after, change.by, f"{change.confidence:.3f}")
    return (*_place(manuscript, change.at), *made, reason)


def _reading(manuscript: Manuscript, found: VariantReading) -> Cells:
    name, line, column = _place(manuscript, found.b.at)
    other = f"{found.kind} {name}:{line}:{column}"
    here = _place(manuscript, found.a.at)
    return (*here, "reading", found.a.reading, found.b.reading, "witness", "", other)


def _place(manuscript: Manuscript, at: Position) -> tuple[str, str, str]:
    return manuscript.sources[at.source].name, str(at.line), str(at.column + 1)


def _cell(text: str) -> str:
    return text.replace("\n", "⏎").replace("\t", " ").replace("\r", " ")
