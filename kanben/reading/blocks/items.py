"""Let the items of one list agree: what counts on from an item is an item."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from kanben.manuscript.blocks import BlockKind
from kanben.reading.numbers.grammar import Rank, label_of
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import Lines

_NUMBER = re.compile(r"[（(]?(\d{1,2})[.、．)）](?!\d)")
_CANDIDATES = frozenset({BlockKind.LIST, BlockKind.PARAGRAPH, BlockKind.FOOTNOTE})
_TITLED = frozenset({Rank.POINT, Rank.COMMA, Rank.BRACKETED, Rank.DIGITS, Rank.BARE})
_MIXED = frozenset({BlockKind.LIST, BlockKind.PARAGRAPH, BlockKind.HEADING})
_ENDS = frozenset("。；，、：;,:.")
_MISTAKEN = frozenset({BlockKind.HEADING, BlockKind.VERSE, BlockKind.CAPTION})
_STOPS = frozenset("。；，、：？！;:,.")
_WIDEST = 26.0
"""Cells of the widest title."""
_FEWEST_TITLES = 2
"""Two make a list; a single title agrees with nothing."""
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


def agree_on_titles(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Let titles with numbers that count on agree: all head something, or all are items.

    If text stands between each and the next, they are headings; if none does, items.
    """
    agreed = list(blocks)
    for run in _titled_runs(lines, blocks):
        kinds = {blocks[place].kind for place in run}
        if len(run) < _FEWEST_TITLES or BlockKind.HEADING not in kinds or len(kinds) == 1:
            continue
        apart = [after - before > 1 for before, after in pairwise(run)]
        kind = BlockKind.HEADING if all(apart) else None if any(apart) else BlockKind.LIST
        for place in run if kind else ():
            if agreed[place].certainty < 1:
                agreed[place] = structs.replace(agreed[place], kind=kind or agreed[place].kind)
    return tuple(agreed)


def _titled_runs(lines: Lines, blocks: Sequence[LineBlock]) -> list[list[int]]:
    """Return the lines by themselves whose numbers count on from one, form by form."""
    runs: list[list[int]] = []
    latest: dict[Rank, int] = {}
    for place, block in enumerate(blocks):
        row = block.rows[0]
        label = label_of(lines.texts[row])
        if label is None or label.rank not in _TITLED or block.kind not in _MIXED:
            continue
        if len(block.rows) > 1 or lines.widths[row] > _WIDEST or lines.texts[row][-1] in _ENDS:
            continue
        number, known = label.parts[0], latest.get(label.rank)
        if known is not None and number == _number(lines, blocks[runs[known][-1]]) + 1:
            runs[known].append(place)
        elif number == 1:
            latest[label.rank] = len(runs)
            runs.append([place])
    return runs


def _number(lines: Lines, block: LineBlock) -> int:
    label = label_of(lines.texts[block.rows[0]])
    return label.parts[0] if label is not None and label.parts else 0


def articles_are_text(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Make paragraphs of a law's articles 条 that end with a mark, as 第一条 为了… does."""
    return tuple(
        structs.replace(block, kind=BlockKind.PARAGRAPH) if _is_article(lines, block) else block
        for block in blocks
    )


def _is_article(lines: Lines, block: LineBlock) -> bool:
    if block.kind not in _MISTAKEN or block.certainty == 1:
        return False
    label = label_of(lines.texts[block.rows[0]])
    ended = lines.texts[block.rows[-1]][-1] in _STOPS
    return label is not None and label.rank is Rank.ARTICLE and ended
