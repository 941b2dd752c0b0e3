"""Join what a newspaper continued on another page: （下转第三版） … （上接第一版）."""

from collections.abc import Sequence

from msgspec import structs

from kanben.manuscript.blocks import BlockKind
from kanben.reading.furniture.turns import TAKEN_UP, TURNED
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import Lines


def join_turns(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Put the paragraphs together that a turn of the page parted, if it is plain which."""
    turned = [place for place, block in enumerate(blocks) if _ends(lines, block)]
    taken = [place for place, block in enumerate(blocks) if _begins(lines, block)]
    if len(turned) != 1 or len(taken) != 1 or taken[0] <= turned[0]:
        return tuple(blocks)
    first, second = blocks[turned[0]], blocks[taken[0]]
    joined = structs.replace(first, rows=(*first.rows, *second.rows))
    kept = [block for place, block in enumerate(blocks) if place != taken[0]]
    kept[turned[0]] = joined
    return tuple(kept)


def _ends(lines: Lines, block: LineBlock) -> bool:
    running = block.kind is BlockKind.PARAGRAPH
    return running and TURNED.search(lines.texts[block.rows[-1]]) is not None


def _begins(lines: Lines, block: LineBlock) -> bool:
    running = block.kind is BlockKind.PARAGRAPH
    return running and TAKEN_UP.match(lines.texts[block.rows[0]]) is not None
