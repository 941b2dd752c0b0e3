"""Flag what looks wrong in print and was left as it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from operator import add

from kanben.characters import CLOSING, SENTENCE_END, is_han
from kanben.manuscript.blocks import UNSET, Block, BlockKind, Part
from kanben.manuscript.decisions import Suspicion
from kanben.manuscript.pieces import Places
from kanben.memory import recalled_by_name
from kanben.reading.mending.block_text import BlockText, block_text_of, lines_below
from kanben.reading.mending.doublings import Doubling, doublings_of

_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_PAIRED = re.compile(f"[{''.join((*_PAIRS, *_CLOSERS))}]")
_CONTEXT = 6
"""Characters looked at on each side of a lonely mark."""
_FAITHFUL = 0.95
"""Share of its sightings from which a pair of characters belongs together in a text."""
_SEEN = 12
"""Sightings from which a share of them means anything."""
_WORD = 3
"""Words of so many characters are doubled too often for a doubt (讨论讨论)."""
_ENDED = 0.8
"""Share of a text's paragraphs that must end with a mark before one that does not is suspect."""


def suspect(parts: Iterable[Part]) -> tuple[Suspicion, ...]:
    """Return all suspicions of a manuscript, in the order of the text.

    Flagged are a character in company it keeps nowhere else, quotation marks and brackets
    without their partner, words that stand twice around a line end within a clause, and a
    paragraph that ends without a mark where the others have one.
    """
    blocks = [
        block
        for part in parts
        for block in part.blocks
        if block.kind not in UNSET | {BlockKind.CODE, BlockKind.TABLE}
    ]
    found = [*_odd_company(blocks), *_unpaired(blocks), *_unended(blocks), *_doubled(blocks)]
    return tuple(sorted(found, key=lambda suspicion: suspicion.at))


class _Suspect:
    """Look at one block: its text, and the place in print of each code point of it."""

    def __init__(self, block: Block) -> None:
        self.text = block.text
        self._block = block

    @cached_property
    def _places(self) -> Places:
        return Places(self._block.pieces)

    def flag(self, offset: int, around: range, reason: str, score: float) -> Iterator[Suspicion]:
        """Yield the suspicion of what stands at `offset`, if it was printed."""
        at = self._places.of(offset)
        if at is not None:
            text = self.text[max(0, around.start) : around.stop]
            yield Suspicion(at, text, f"suspicion.{reason}", score)


def _odd_company(blocks: Sequence[Block]) -> Iterator[Suspicion]:
    """Flag a character that is followed by one and the same everywhere else (綦 by 江)."""
    whole = "\n".join(block.text for block in blocks)
    firsts = Counter(whole)
    faithful = {
        first: second
        for (first, second), count in Counter(map(add, whole, whole[1:])).items()
        if count >= _SEEN and firsts[first] > count >= _FAITHFUL * firsts[first]
        if is_han(first) and is_han(second)
    }
    if not faithful:
        return
    known = re.compile(f"[{''.join(faithful)}](?=(.))")
    for block in blocks:
        suspect = _Suspect(block)
        for found in known.finditer(suspect.text):
            if found[1] != faithful[found[0]] and is_han(found[1]):
                at = found.start()
                yield from suspect.flag(at, range(at - 3, at + 3), "company", 0.6)


def _unpaired(blocks: Sequence[Block]) -> Iterator[Suspicion]:
    """Flag marks without a partner; an opening one may be taken up by the next paragraph."""
    for number, block in enumerate(blocks):
        suspect = _Suspect(block)
        opened: list[tuple[str, int]] = []
        waiting: Counter[str] = Counter()
        for found in _PAIRED.finditer(suspect.text):
            offset, char = found.start(), found[0]
            if char in _PAIRS:
                opened.append((char, offset))
                waiting[char] += 1
            elif opened and opened[-1][0] == _CLOSERS[char]:
                opened.pop()
                waiting[_CLOSERS[char]] -= 1
            elif not waiting[_CLOSERS[char]]:
                around = range(offset - _CONTEXT, offset + 1)
                yield from suspect.flag(offset, around, "closes", 0.7)
        following = blocks[number + 1].text[:1] if number + 1 < len(blocks) else ""
        for mark, offset in opened:
            if following != mark:
                yield from suspect.flag(offset, range(offset, offset + _CONTEXT), "opens", 0.7)


def _doubled(blocks: Sequence[Block]) -> Iterator[Suspicion]:
    """Flag what stands twice in the midst of a clause, and yet may be the writer's."""
    below = lines_below(blocks)
    for block in blocks:
        suspect = _Suspect(block)
        text = suspect.text
        passage = block_text_of(block, below)
        found_here = recalled_by_name((_doubled, passage), partial(_doublings, passage))
        for found in found_here:
            start, end = found.start, found.start + found.period
            within = start and is_han(text[start - 1]) and is_han(text[end - 1])
            if found.period > _WORD and within:
                around = range(start, min(end, start + _SEEN))
                yield from suspect.flag(start, around, "doubled", 0.5)


def _doublings(passage: BlockText) -> tuple[Doubling, ...]:
    return tuple(doublings_of(passage))


def _unended(blocks: Sequence[Block]) -> Iterator[Suspicion]:
    paragraphs = [block for block in blocks if block.kind == BlockKind.PARAGRAPH and block.text]
    open_ones = [block for block in paragraphs if not _is_ended(block.text)]
    if len(paragraphs) - len(open_ones) < _ENDED * len(paragraphs):
        return
    for block in open_ones:
        suspect = _Suspect(block)
        length = len(suspect.text)
        if length > _CONTEXT:
            around = range(length - _CONTEXT, length)
            yield from suspect.flag(length - 1, around, "unended", 0.5)


def _is_ended(text: str) -> bool:
    bare = text.rstrip("".join(CLOSING) + "\"' ")
    return bare[-1:] in SENTENCE_END or text[-1] in "：:；;—"
