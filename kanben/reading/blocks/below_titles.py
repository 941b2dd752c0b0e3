"""Tell from titles what only looks like one: authors' names below them, short paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from kanben.characters import HAN_RANGES, SENTENCE_END
from kanben.manuscript.blocks import HEADINGS, UNSET, BlockKind
from kanben.names import surname_of
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import Lines
from kanben.simplified import simplify

_NAME = re.compile(rf"(?:[（(〔［\[]?[{HAN_RANGES}][）)〕］\]]\s*)?(?P<name>[{HAN_RANGES}]{{2,4}})")
"""A name with its dynasty before it or not: ［唐］韩愈, 韩愈."""
_FEWEST_AUTHORS, _MOST_TITLES = 3, 0.6
"""An anthology has so many authors below titles at least, and below so many of its titles."""
_BEGINNING = 2
"""Characters by which paragraphs begin alike: 子曰, 僧問."""
_FEWEST_ALIKE, _ALIKE = 5, 0.1
"""So many paragraphs, in number and share, begin alike where a text has a way to begin them."""


def name_authors(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Make bylines of the names that an anthology sets below its titles; rulings stay."""
    seen = [place for place, block in enumerate(blocks) if block.kind not in UNSET]
    above = dict(pairwise(seen[::-1]))
    titled = {place for place, other in above.items() if blocks[other].kind in HEADINGS}
    text_below = {other for place, other in above.items() if blocks[place].kind not in HEADINGS}
    signed = {place for place in titled if blocks[place].kind == BlockKind.BYLINE}
    names = {place for place in titled & text_below if _is_name(lines, blocks[place])}
    headings = [place for place in seen if blocks[place].kind in HEADINGS and place not in names]
    titles = [place for place in headings if place not in titled or above[place] in names]
    if len(names | signed) < max(_FEWEST_AUTHORS, _MOST_TITLES * len(titles)):
        return tuple(blocks)
    return tuple(
        structs.replace(block, kind=BlockKind.BYLINE) if place in names else block
        for place, block in enumerate(blocks)
    )


def _is_name(lines: Lines, block: LineBlock) -> bool:
    if block.kind != BlockKind.HEADING or block.certainty == 1 or len(block.rows) > 1:
        return False
    found = _NAME.fullmatch(lines.texts[block.rows[0]])
    return found is not None and bool(surname_of(simplify(found["name"])))


def settle_beginnings(lines: Lines, blocks: Sequence[LineBlock]) -> tuple[LineBlock, ...]:
    """Make paragraphs of titles that begin as the paragraphs of an unpunctuated text do."""
    texts = [lines.texts[block.rows[0]] for block in blocks]
    if any(SENTENCE_END & set(text) for text in texts):
        return tuple(blocks)
    prose = [place for place, block in enumerate(blocks) if block.kind == BlockKind.PARAGRAPH]
    counts = Counter(texts[place][:_BEGINNING] for place in prose)
    usual = {
        words for words, count in counts.items() if count >= max(_FEWEST_ALIKE, _ALIKE * len(prose))
    }
    return tuple(
        structs.replace(block, kind=BlockKind.PARAGRAPH)
        if block.kind == BlockKind.HEADING and block.certainty < 1 and text[:_BEGINNING] in usual
        else block
        for block, text in zip(blocks, texts, strict=True)
    )
