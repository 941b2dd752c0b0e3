"""Set apart a credit line that was run into the end of a paragraph."""

import re

from msgspec import structs

from kanben.credits import RUN_IN
from kanben.manuscript.blocks import Block, BlockKind, Position, anchor_of
from kanben.manuscript.pieces import part

_LABEL = re.compile(r"^(.*)-\d+$")


def split_byline(block: Block) -> tuple[Block, Block] | None:
    """Split ``…光亮。”文/林一鸣 图/县文化馆提供`` into paragraph and byline.

    Returns None for a block without such an end, or whose end cannot be parted.
    """
    if block.kind != BlockKind.PARAGRAPH:
        return None
    found = RUN_IN.search(block.text)
    if found is None:
        return None
    head, tail = part(block.pieces, found.start())
    at = next((piece.at for piece in tail if piece.at is not None), None)
    label = _LABEL.match(block.anchor)
    if not tail or at is None or label is None:
        return None
    anchor = anchor_of(label[1], Position(at.source, at.line, at.column))
    byline = Block(BlockKind.BYLINE, tail, anchor, certainty=0.9)
    return structs.replace(block, pieces=head), byline
