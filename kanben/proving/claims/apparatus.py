"""Say what the apparatus of an edition must hold, and which pages of the print must begin in it."""

from collections import Counter
from collections.abc import Iterator

from kanben.manuscript.blocks import MarkKind
from kanben.manuscript.emendations import EDITOR, TEXTUAL
from kanben.manuscript.manuscript import Manuscript
from kanben.proving.matter import Fault, Region, Testimony, Variance

_PROGRAM = "kanben"
"""Who answers for what no editor changed."""


def check_apparatus(manuscript: Manuscript, testimony: Testimony) -> Iterator[Fault]:
    """Yield what is wrong with the apparatus: every change once, as it was printed."""
    wanted = Counter(_variances(manuscript))
    found = Counter(testimony.apparatus)
    for missing in wanted - found:
        yield Fault("variance", Region.NOTES, expected=_said(missing))
    for foreign in found - wanted:
        yield Fault("variance", Region.NOTES, found=_said(foreign))
    pages = tuple(_pages(manuscript))
    if pages != testimony.print_pages:
        yield Fault("page-list", Region.BODY, "、".join(pages), "、".join(testimony.print_pages))


def _variances(manuscript: Manuscript) -> Iterator[Variance]:
    for change in manuscript.emendations:
        if change.change in TEXTUAL:
            by = EDITOR if change.by == EDITOR else _PROGRAM
            yield Variance(change.change.value, ((change.at.source, change.before),), by)
    for reading in manuscript.readings:
        both = tuple((each.at.source, each.reading) for each in (reading.a, reading.b))
        yield Variance(reading.kind.value, both)


def _pages(manuscript: Manuscript) -> Iterator[str]:
    for part in manuscript.parts:
        for block in part.printed_blocks:
            for piece in block.pieces:
                yield from (mark.target for mark in piece.marks if mark.kind == MarkKind.PAGE)


def _said(variance: Variance) -> str:
    read = "、".join(text for _, text in variance.readings)
    return f"{variance.kind} {read} {variance.by}".rstrip()
