"""Flag what looks wrong in print and was left as it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain
from operator import add

from msgspec import Struct

from kanben.characters import CLOSING, SENTENCE_END, is_han
from kanben.manuscript.blocks import UNSET, Block, BlockKind, Part
from kanben.manuscript.decisions import Suspicion
from kanben.manuscript.pieces import Places
from kanben.memory import recalled_of, tallied
from kanben.reading.mending.block_text import BlockText, UsedLines, block_text_of
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
    firsts, pairs = tallied(_characters, blocks, _characters), tallied(_pairs, blocks, _pairs)
    faithful = "".join(
        sorted(
            pair
            for pair, count in pairs.items()
            if count >= _SEEN and firsts[pair[0]] > count >= _FAITHFUL * firsts[pair[0]]
            if is_han(pair[0]) and is_han(pair[1])
        )
    )
    if faithful:
        for block in blocks:
            owner = (_odd_company, faithful)
            yield from recalled_of(owner, (block,), partial(_odd_in, block, faithful))


def _characters(blocks: Sequence[Block]) -> Counter[str]:
    return Counter(chain.from_iterable(block.text for block in blocks))


def _pairs(blocks: Sequence[Block]) -> Counter[str]:
    texts = (block.text for block in blocks)
    return Counter(chain.from_iterable(map(add, text, text[1:]) for text in texts))


def _odd_in(block: Block, faithful: str) -> tuple[Suspicion, ...]:
    """Return what of a block is odd; `faithful` holds the pairs, one behind the other."""
    seconds = dict(zip(faithful[::2], faithful[1::2], strict=True))
    suspect = _Suspect(block)
    return tuple(
        suspicion
        for found in _company(faithful).finditer(suspect.text)
        if found[1] != seconds[found[0]] and is_han(found[1])
        for suspicion in suspect.flag(
            found.start(), range(found.start() - 3, found.start() + 3), "company", 0.6
        )
    )


@lru_cache(maxsize=4)
def _company(faithful: str) -> re.Pattern[str]:
    return re.compile(f"[{faithful[::2]}](?=(.))")


def _unpaired(blocks: Sequence[Block]) -> Iterator[Suspicion]:
    """Flag marks without a partner; an opening one may be taken up by the next paragraph."""
    following = ""
    found: list[tuple[Suspicion, ...]] = []
    for block in reversed(blocks):
        owner = (_unpaired, following)
        made = recalled_of(owner, (block,), partial(_unpaired_in, block, following))
        found.append(made.suspicions)
        following = made.first
    for suspicions in reversed(found):
        yield from suspicions


class _Unpaired(Struct, frozen=True):
    """Hold what a block has without a partner, and its first character."""

    first: str
    suspicions: tuple[Suspicion, ...]


def _unpaired_in(block: Block, following: str) -> _Unpaired:
    suspect = _Suspect(block)
    return _Unpaired(suspect.text[:1], tuple(_lonely(suspect, following)))


def _lonely(suspect: _Suspect, following: str) -> Iterator[Suspicion]:
    """Flag what is lonely in one block; `following` is the first character of the next."""
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
    for mark, offset in opened:
        if following != mark:
            yield from suspect.flag(offset, range(offset, offset + _CONTEXT), "opens", 0.7)


def _doubled(blocks: Sequence[Block]) -> Iterator[Suspicion]:
    """Flag what stands twice in the midst of a clause, and yet may be the writer's."""
    used = UsedLines(blocks)
    for block in blocks:
        passage = block_text_of(block, used)
        owner = (_doubled, passage.adjoining)
        yield from recalled_of(owner, (block,), partial(_doubled_in, block, passage))


def _doubled_in(block: Block, passage: BlockText) -> tuple[Suspicion, ...]:
    suspect = _Suspect(block)
    return tuple(
        suspicion
        for found in doublings_of(passage)
        if found.period > _WORD and _is_within(passage.text, found)
        for suspicion in suspect.flag(
            found.start,
            range(found.start, found.start + min(found.period, _SEEN)),
            "doubled",
            0.5,
        )
    )


def _is_within(text: str, found: Doubling) -> bool:
    start, end = found.start, found.start + found.period
    return bool(start) and is_han(text[start - 1]) and is_han(text[end - 1])


def _unended(blocks: Sequence[Block]) -> Iterator[Suspicion]:
    ends = [
        recalled_of(_end_of, (block,), partial(_end_of, block))
        for block in blocks
        if block.kind == BlockKind.PARAGRAPH
    ]
    paragraphs = [end for end in ends if end is not None]
    open_ones = [end for end in paragraphs if not end.is_ended]
    if len(paragraphs) - len(open_ones) >= _ENDED * len(paragraphs):
        for end in open_ones:
            yield from end.suspicions


class _End(Struct, frozen=True):
    """Say whether a paragraph ends with a mark, and what is suspect if it should."""

    is_ended: bool
    suspicions: tuple[Suspicion, ...] = ()


def _end_of(block: Block) -> _End | None:
    """Look at the end of a paragraph; None for one without text."""
    suspect = _Suspect(block)
    length = len(suspect.text)
    if not length:
        return None
    if length <= _CONTEXT or _is_ended(suspect.text):
        return _End(is_ended=_is_ended(suspect.text))
    around = range(length - _CONTEXT, length)
    return _End(is_ended=False, suspicions=tuple(suspect.flag(length - 1, around, "unended", 0.5)))


def _is_ended(text: str) -> bool:
    bare = text.rstrip("".join(CLOSING) + "\"' ")
    return bare[-1:] in SENTENCE_END or text[-1] in "：:；;—"
