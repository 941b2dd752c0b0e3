"""Propose where displaced headings belong: headings set behind their text, or in a heap.

Each heading is compared with the paragraphs that could be its section, by the pairs of
characters they share, the rarer the weightier. Headings of one heap keep their order; a section
rather begins where a column does. Nothing is moved.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import add

from msgspec import Struct

from kanben.characters import HAN_RANGES
from kanben.manuscript.blocks import Block, BlockKind, Part
from kanben.manuscript.decisions import ProposedMove
from kanben.reading.numbers.numerals import CHINESE

_HAN = re.compile(f"[{HAN_RANGES}]+")
_TITLES = frozenset({BlockKind.HEADING})
_BOUNDS = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST})
_LEAST = 0.6
"""Scores below this propose nothing."""
_LONGEST_SECTION = 60
"""Blocks on each side that a heading may belong to: a newspaper page's article has fewer."""
_COLUMN_BONUS = 0.15
"""What a place at the top of a column adds to the score of a move: a judgement."""
_NUMBER_FORMS = f"第（(0123456789{CHINESE}"


class _Heap(Struct, frozen=True):
    """Hold headings with no text between them, as indices of the part's printed blocks.

    `texts` are the paragraphs above, back to the heading before; `below` those that follow.
    """

    headings: tuple[int, ...]
    texts: tuple[int, ...]
    below: tuple[int, ...]


def propose_moves(parts: Sequence[Part]) -> tuple[ProposedMove, ...]:
    """Return the proposals for all parts, in the order of the print."""
    return tuple(move for part in parts for move in _of_part(list(part.printed_blocks)))


def _of_part(blocks: Sequence[Block]) -> list[ProposedMove]:
    heaps = _heaps(blocks)
    if not heaps:
        return []
    headings = {heading for heap in heaps for heading in heap.headings}
    titles = frozenset(pair for heading in headings for pair in _pairs(blocks[heading].text))
    words = [titles.intersection(_pairs(block.text)) for block in blocks]
    spread = Counter(chain.from_iterable(words))
    weight = {pair: math.log(len(blocks) / spread[pair]) for pair in titles}
    return [move for heap in heaps for move in _place(blocks, heap, words, weight)]


def _pairs(text: str) -> Iterator[str]:
    return chain.from_iterable(map(add, run, run[1:]) for run in _HAN.findall(text))


def _heaps(blocks: Sequence[Block]) -> list[_Heap]:
    """Find headings that stand on another heading, on a caption, or at the end of the text."""
    heaps = []
    texts: list[int] = []
    place = 0
    while place < len(blocks):
        kind = blocks[place].kind
        if kind in _TEXT:
            texts.append(place)
        elif kind in _BOUNDS:
            heap, end = _collect(blocks, place)
            below = _following(blocks, end)
            in_order = all(blocks[n].text[:1] in _NUMBER_FORMS for n in heap)
            alone = len(heap) == 1 and end == place + 1 and bool(below)
            if heap and texts and not alone and not in_order:
                heaps.append(_Heap(heap, tuple(texts[-_LONGEST_SECTION:]), below))
            texts, place = [], end - 1
        place += 1
    return heaps


def _collect(blocks: Sequence[Block], place: int) -> tuple[tuple[int, ...], int]:
    """Return the headings from `place` on, passing captions over, and where the text goes on."""
    headings = []
    while place < len(blocks) and blocks[place].kind not in _TEXT:
        if blocks[place].kind in _TITLES:
            headings.append(place)
        place += 1
    return tuple(headings), place


def _following(blocks: Sequence[Block], place: int) -> tuple[int, ...]:
    found = []
    while place < len(blocks) and blocks[place].kind not in _BOUNDS:
        if blocks[place].kind in _TEXT:
            found.append(place)
        place += 1
    return tuple(found[:_LONGEST_SECTION])


def _place(
    blocks: Sequence[Block],
    heap: _Heap,
    words: Sequence[frozenset[str]],
    weight: dict[str, float],
) -> list[ProposedMove]:
    """Lay the headings out over the paragraphs above; the last may stay where it is."""
    likeness = {
        heading: [_likeness(words[heading], words[text], weight) for text in heap.texts]
        for heading in heap.headings
    }
    last = heap.headings[-1]
    here = [_likeness(words[last], words[text], weight) for text in heap.below]
    moved = list(heap.headings)
    if here and _mean(here) >= _mean(likeness[last]):
        moved.pop()
    starts = _best_starts(blocks, heap.texts, [likeness[heading] for heading in moved])
    moves = []
    for number, heading in enumerate(moved):
        end = starts[number + 1] if number + 1 < len(moved) else len(heap.texts)
        score = _score(likeness[heading], starts[number], end)
        if score >= _LEAST:
            before = blocks[heap.texts[starts[number]]].anchor
            moves.append(
                ProposedMove(blocks[heading].anchor, before, round(score, 3), ("move.words",))
            )
    return moves


def _likeness(heading: frozenset[str], text: frozenset[str], weight: dict[str, float]) -> float:
    """Return which share of the heading's weight a paragraph holds."""
    total = sum(weight[pair] for pair in heading)
    return sum(weight[pair] for pair in heading & text) / total if total else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _score(likeness: Sequence[float], start: int, end: int) -> float:
    """Return how sure the place is: likeness within the section against that outside it."""
    inside = _mean(likeness[start:end])
    outside = _mean([*likeness[:start], *likeness[end:]])
    best = max(likeness[start:end], default=0.0)
    return min(1.0, 0.5 * best + 0.5 * inside / (inside + outside)) if inside else 0.0


def _best_starts(
    blocks: Sequence[Block], texts: Sequence[int], likeness: Sequence[Sequence[float]]
) -> list[int]:
    """Choose where each heading's section begins: the first with the first paragraph."""
    count = len(texts)
    if not likeness:
        return []
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] * (count + 1) for _ in likeness]
    for number in range(len(likeness) - 1, -1, -1):
        for start in range(count):
            bonus = _COLUMN_BONUS if start and _begins_column(blocks, texts, start) else 0.0
            choices = []
            total = bonus
            for end in range(start + 1, count + 1):
                total += likeness[number][end - 1]
                rest = 0.0 if number + 1 == len(likeness) else best[number + 1][end][0]
                if (end == count) == (number + 1 == len(likeness)):
                    choices.append((total + rest, end))
            best[number][start] = max(choices, default=(-math.inf, count))
        best[number][count] = (-math.inf, count)
    starts, start = [], 0
    for number in range(len(likeness)):
        starts.append(min(start, count - 1))
        start = best[number][start][1] if start < count else count
    return starts


def _begins_column(blocks: Sequence[Block], texts: Sequence[int], number: int) -> bool:
    """Tell whether something else stands before the paragraph, or its lines have another width."""
    if texts[number] != texts[number - 1] + 1:
        return True
    before, after = (_line_width(blocks[texts[place]]) for place in (number - 1, number))
    return before > 0 and after > 0 and before != after


def _line_width(block: Block) -> int:
    """Return the length of the longest full line, in characters; 0 for a block of one line."""
    lengths: Counter[int] = Counter()
    for piece in block.pieces:
        if piece.at is not None:
            lengths[piece.at.line] += len(piece.text)
    return max(list(lengths.values())[:-1], default=0)
