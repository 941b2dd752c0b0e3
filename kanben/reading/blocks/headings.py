"""Order headings: which is an article's headline, which are kickers, how deep the others lie."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from kanben.manuscript.blocks import BlockKind
from kanben.reading.blocks.assembly import LineBlock
from kanben.reading.numbers.grammar import Rank, label_of
from kanben.reading.page.lines import Lines

_PLAIN = len(Rank)
"""The rank of a heading without a number."""
_STANDFIRST = 6
"""How many blocks may stand before a text's headline."""


def form_of(text: str) -> int:
    """Return the rank of a heading's numbering, the highest 0; plain ones come last."""
    label = label_of(text)
    return _PLAIN if label is None else int(label.rank)


def order_headings(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Name headlines and kickers among the headings, and give every heading its level."""
    named = list(blocks)
    for place in _headlines(lines, named):
        named[place] = structs.replace(named[place], kind=BlockKind.HEADLINE, level=1)
        before = place - 1
        while before >= 0 and _is_plain(lines, named[before]):
            named[before] = structs.replace(named[before], kind=BlockKind.KICKER)
            before -= 1
    places = [place for place, block in enumerate(named) if block.kind == BlockKind.HEADING]
    forms = {place: form_of(lines.texts[named[place].rows[0]]) for place in places}
    ranks = {form: depth for depth, form in enumerate(sorted(set(forms.values())))}
    base = 2 if any(block.kind == BlockKind.HEADLINE for block in named) else 1
    for place in places:
        named[place] = structs.replace(named[place], level=min(6, base + ranks[forms[place]]))
    return tuple(named)


def _is_plain(lines: Lines, block: LineBlock) -> bool:
    return block.kind == BlockKind.HEADING and form_of(lines.texts[block.rows[0]]) == _PLAIN


def _headlines(lines: Lines, blocks: Sequence[LineBlock]) -> list[int]:
    """Find the headlines: plain headings above a byline, or the last that opens the text."""
    running = [place for place, block in enumerate(blocks) if block.kind != BlockKind.FURNITURE]
    found = [
        place
        for place, after in pairwise(running)
        if _is_plain(lines, blocks[place]) and blocks[after].kind == BlockKind.BYLINE
    ]
    opening = []
    for place in running[:_STANDFIRST]:
        if not _is_plain(lines, blocks[place]):
            break
        opening.append(place)
    if opening and not any(place <= opening[-1] + 1 for place in found):
        found.insert(0, opening[-1])
    versed = any(block.kind == BlockKind.VERSE for block in blocks)
    return (
        found if len(found) * 20 < len(running) or (len(running) < 40 and not versed) else found[:1]
    )
