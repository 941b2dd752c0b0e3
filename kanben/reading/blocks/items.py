"""Let the items of one list agree: what counts on from an item is an item."""

import re
from collections.abc import Sequence

from msgspec import structs

from kanben.manuscript.blocks import BlockKind
from kanben.reading.blocks.assembly import LineBlock
from kanben.reading.page.lines import Lines

_NUMBER = re.compile(r"[（(]?(\d{1,2})[.、．)）](?!\d)")
_CANDIDATES = frozenset({BlockKind.LIST, BlockKind.PARAGRAPH, BlockKind.FOOTNOTE})
_FURTHEST = 8
"""How many blocks may lie between two items: notes, page furniture, a paragraph of the item."""
_SKIPPED = 3
"""By how much numbers may count on: one in between may have been read as something else."""


def agree_on_items(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Make items of the paragraphs that count on from a numbered item, or up to one.

    What the editor ruled, or is certain, stays.
    """
    agreed = list(blocks)
    for run in _runs(lines, blocks):
        if any(blocks[place].kind == BlockKind.LIST for place in run):
            for place in run:
                if agreed[place].certainty < 1:
                    agreed[place] = structs.replace(agreed[place], kind=BlockKind.LIST)
    return tuple(agreed)


def _runs(lines: Lines, blocks: Sequence[LineBlock]) -> list[list[int]]:
    """Return the blocks whose leading numbers count on, list by list."""
    runs: list[list[int]] = []
    number, latest = 0, -_FURTHEST
    for place, block in enumerate(blocks):
        found = _NUMBER.match(lines.texts[block.rows[0]])
        if found is None or block.kind not in _CANDIDATES:
            continue
        follows = number < int(found[1]) <= number + _SKIPPED
        if not (runs and follows and place - latest <= _FURTHEST):
            runs.append([])
        runs[-1].append(place)
        number, latest = int(found[1]), place
    return runs
