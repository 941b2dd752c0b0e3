"""Take out what a site wrote into a paragraph of the book."""

from collections.abc import Iterator

from kanben.manuscript.blocks import BlockKind
from kanben.reading.furniture.notices import spans_run_in
from kanben.reading.mending.block_text import BlockText, Edit

_PROBABLE = 0.9
"""One in ten of such sentences may be the author’s: a judgement, for the editor to see."""


def find_run_in(passage: BlockText) -> Iterator[Edit]:
    """Find what a site wrote into a paragraph: in brackets, or behind its last sentence."""
    if passage.kind is not BlockKind.PARAGRAPH:
        return
    for start, end in spans_run_in(passage.text):
        yield Edit(start, end, "", _PROBABLE)
