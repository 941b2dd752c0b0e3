"""Take no line for a heading that a typeset source sets like its body."""

from collections.abc import Sequence

from msgspec import structs

from kanben.manuscript.blocks import HEADINGS, BlockKind
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import Lines


def plain_rows(lines: Lines, plain: frozenset[tuple[int, int]]) -> frozenset[int]:
    """Return the rows of the lines that `plain` names by source and number."""
    if not plain:
        return frozenset()
    places = zip(lines.source.tolist(), lines.number.tolist(), strict=True)
    return frozenset(row for row, place in enumerate(places) if place in plain)


def demote(blocks: Sequence[LineBlock], plain: frozenset[int]) -> tuple[LineBlock, ...]:
    """Make headings that are plain all along paragraphs."""
    return tuple(
        structs.replace(block, kind=BlockKind.PARAGRAPH, level=0)
        if block.kind in HEADINGS and plain.issuperset(block.rows)
        else block
        for block in blocks
    )
