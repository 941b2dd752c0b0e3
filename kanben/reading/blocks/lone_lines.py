"""Let a lone line of verse among other blocks be what it else would be: prose, or a title."""

from collections.abc import Sequence

from msgspec import structs

from kanben.characters import CLOSING, SENTENCE_END
from kanben.manuscript.blocks import BlockKind
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import Lines

_POEM = 2
"""A poem has so many lines; a block can hold several."""


def settle_lone_lines(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Name verse that has no verse beside it: prose if it ends a sentence, a title at the top.

    What the editor ruled stays.
    """
    running = [place for place, one in enumerate(blocks) if one.kind != BlockKind.FURNITURE]
    settled = list(blocks)
    for order, place in enumerate(running):
        block = blocks[place]
        if block.kind != BlockKind.VERSE or block.certainty >= 1:
            continue
        beside = [running[other] for other in (order - 1, order + 1) if 0 <= other < len(running)]
        if any(blocks[other].kind == BlockKind.VERSE for other in beside) or not beside:
            continue
        if lines.texts[block.rows[-1]][-1] in SENTENCE_END | CLOSING:
            settled[place] = structs.replace(block, kind=BlockKind.PARAGRAPH)
        elif not order and len(block.rows) < _POEM:
            settled[place] = structs.replace(block, kind=BlockKind.HEADING)
    return tuple(settled)
