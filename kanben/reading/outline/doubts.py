"""Doubt where the printed contents and the headings disagree."""

from collections.abc import Iterator, Sequence

from kanben.manuscript.blocks import HEADINGS
from kanben.manuscript.decisions import Suspicion
from kanben.reading.numbers.grammar import Rank
from kanben.reading.outline.signs import Signs
from kanben.reading.page.line_blocks import LineBlock, position_of
from kanben.reading.page.lines import Lines

_SCORE = 0.6
"""Contents are often out of date: the doubt is worth a look, not more."""


def doubt_contents(lines: Lines, blocks: Sequence[LineBlock], signs: Signs) -> Iterator[Suspicion]:
    """Yield a doubt for every entry without a heading, and every heading without an entry.

    Headings deeper than what the contents name need none.
    """
    contents = signs.contents
    if not contents.entries:
        return
    for entry in contents.unmatched:
        yield Suspicion(position_of(lines, entry.row), entry.title, "suspicion.no_heading", _SCORE)
    named = {rank for rank in contents.named.values() if rank is not None}
    for block in blocks:
        row = block.rows[0]
        label = signs.label(lines.texts[row])
        if block.kind not in HEADINGS or row in contents.named or label is None:
            continue
        if label.rank in named and label.rank <= Rank.SECTION and row > contents.rows[0]:
            yield Suspicion(position_of(lines, row), lines.texts[row], "suspicion.no_entry", _SCORE)
