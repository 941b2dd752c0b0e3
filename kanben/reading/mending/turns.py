"""Take out the words that sent the reader to another page, where the text was put together."""

from collections.abc import Iterator

from kanben.reading.furniture.turns import TAKEN_UP, TURNED
from kanben.reading.mending.block_text import BlockText, Edit

_SURE = 0.95
"""Both ends of a turn name each other’s page: nothing else is printed so."""


def find_turns(passage: BlockText) -> Iterator[Edit]:
    """Find （下转第三版）⏎（上接第一版） within a paragraph: both ends of a turn."""
    for start in passage.line_starts[1:]:
        after = TAKEN_UP.match(passage.text, start)
        if after and (before := TURNED.search(passage.text[:start])):
            yield Edit(before.start(), start, "", _SURE)
            yield Edit(start, after.end(), "", _SURE)
