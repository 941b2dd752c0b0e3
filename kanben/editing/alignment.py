"""Align a passage that two witnesses share, and cut out where they differ."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from kanben.characters import CLOSING, OPENING, PAUSES, SENTENCE_END, has_han
from kanben.editing.passages import Matches, shared
from kanben.manuscript.decisions import ReadingKind
from kanben.words import tokenize

_BRIDGE = 2
"""Equal characters up to this many between two differences belong to one reading (川渝/渝川)."""
_EDGE = 18
"""A passage must have this many equal characters before the clause around it is compared too."""
_EDGE_LEAST, _EDGE_CLAUSE, _EDGE_SENTENCE = 5, 8, 20
"""Shortest and longest differing beginning or end of a clause, of a sentence, at the edge of a
passage. A shorter one is another sentence's verb before the same object, no other reading."""
_REWRITTEN = 40
"""Where both differ and one has more than this, the texts go separate ways."""
_WORD = 3
"""A difference grows by at most so many characters to begin and end with a word."""
_ITEM = 4
"""Two readings with so many equal characters in a row speak of the same item of a list."""
_CLAUSE_END = PAUSES | SENTENCE_END | CLOSING | OPENING
_REACHES = ((SENTENCE_END, _EDGE_SENTENCE), (_CLAUSE_END, _EDGE_CLAUSE))
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:公司|集团|科技|银行|大学|学院|学校|医院|协会|联盟|谷|县|镇|村|寺)"
    r"(?:[等和与的、，。；]|$)"
)
"""What follows a difference inside the name of a place or an organisation."""


class AlignedText(Struct, frozen=True):
    """Hold a witness for comparison: its inked characters, and where its blocks begin."""

    chars: str
    starts: frozenset[int] = frozenset()


class Difference(Struct, frozen=True, order=True):
    """Name what differs: from and up to an offset in each text."""

    a: int
    end_a: int
    b: int
    end_b: int


def differences(a: AlignedText, b: AlignedText, passage: Matches) -> list[Difference]:
    """Return where two texts differ within a passage, each difference by whole words."""
    gaps = [
        Difference(before.end_a, after.a, before.end_b, after.b)
        for before, after in pairwise(passage)
    ]
    in_a, in_b = a.chars, b.chars
    found = [part for gap in (*_edges(a, b, passage), *gaps) for part in _align(in_a, in_b, gap)]
    merged = _bridged(sorted(found))
    grown = [_grow(in_a, in_b, gap) for gap in merged if _is_reading(in_a, in_b, gap)]
    return _transposed(in_a, in_b, _bridged(sorted(set(grown)), bridge=0))


def _transposed(a: str, b: str, found: Sequence[Difference]) -> list[Difference]:
    """Put together what one text says before and the other behind words that both have."""
    kept: list[Difference] = []
    for gap in found:
        last = kept[-1] if kept else None
        if last and _same_item(a[gap.a : gap.end_a], b[last.b : last.end_b]):
            kept[-1] = Difference(gap.a, gap.end_a, last.b, last.end_b)
        elif last and _same_item(a[last.a : last.end_a], b[gap.b : gap.end_b]):
            kept[-1] = Difference(last.a, last.end_a, gap.b, gap.end_b)
        else:
            kept.append(gap)
    return kept


def _same_item(one: str, other: str) -> bool:
    """Tell whether two readings speak of the same thing: they share a run of characters."""
    runs = {one[start : start + _ITEM] for start in range(len(one) - _ITEM + 1)}
    return any(run in other for run in runs)


def _align(a: str, b: str, gap: Difference) -> list[Difference]:
    in_a, in_b = a[gap.a : gap.end_a], b[gap.b : gap.end_b]
    return [
        Difference(
            gap.a + code.src_start,
            gap.a + code.src_end,
            gap.b + code.dest_start,
            gap.b + code.dest_end,
        )
        for code in Levenshtein.opcodes(in_a, in_b)
        if code.tag != "equal"
    ]


def _edges(a: AlignedText, b: AlignedText, passage: Matches) -> Iterator[Difference]:
    """Yield what stands before and behind the passage in its sentence or clause, if it is short."""
    if shared(passage) < _EDGE:
        return
    first, last = passage[0], passage[-1]
    for ends, limit in _REACHES:
        before_a, before_b = _back(a, first.a, ends), _back(b, first.b, ends)
        if min(before_a, before_b) >= _EDGE_LEAST and max(before_a, before_b) <= limit:
            yield Difference(first.a - before_a, first.a, first.b - before_b, first.b)
            break
    for ends, limit in _REACHES:
        behind_a, behind_b = _forth(a, last.end_a, ends), _forth(b, last.end_b, ends)
        if min(behind_a, behind_b) > 0 and max(behind_a, behind_b) <= limit:
            yield Difference(last.end_a, last.end_a + behind_a, last.end_b, last.end_b + behind_b)
            break


def _back(text: AlignedText, offset: int, ends: frozenset[str]) -> int:
    """Return how many characters before `offset` belong to the same sentence or clause."""
    start = offset
    while start > 0 and start not in text.starts and text.chars[start - 1] not in ends:
        start -= 1
    return offset - start


def _forth(text: AlignedText, offset: int, ends: frozenset[str]) -> int:
    """Return how many characters from `offset` on belong to the same sentence or clause."""
    end = offset
    if offset and text.chars[offset - 1] in ends:
        return 0
    while end < len(text.chars) and end not in text.starts and text.chars[end] not in ends:
        end += 1
    return end - offset


def _bridged(found: Sequence[Difference], bridge: int = _BRIDGE) -> list[Difference]:
    merged: list[Difference] = []
    for gap in found:
        last = merged[-1] if merged else None
        if last and gap.a - last.end_a <= bridge and gap.b - last.end_b <= bridge:
            gap = Difference(last.a, max(gap.end_a, last.end_a), last.b, max(gap.end_b, last.end_b))
            merged.pop()
        merged.append(gap)
    return merged


def _is_reading(a: str, b: str, gap: Difference) -> bool:
    """Tell whether a difference is a reading: not a mere pause, nor a text of its own."""
    in_a, in_b = a[gap.a : gap.end_a], b[gap.b : gap.end_b]
    longer, shorter = max(in_a, in_b, key=len), min(in_a, in_b, key=len)
    if not shorter:
        text, start, end = (a, gap.a, gap.end_a) if in_a else (b, gap.b, gap.end_b)
        return not _is_pause(longer) and not _is_sentence(text, start, end)
    return len(longer) <= _REWRITTEN or not has_han(shorter)


def _is_pause(text: str) -> bool:
    return all(char in PAUSES or char in SENTENCE_END for char in text)


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether [start, end) is one or more whole sentences, as it stands or turned round.

    ``甲。|乙乙。|丙`` and ``甲|。乙乙|。丙`` are the same addition.
    """
    added = text[start:end]
    turned = added[0] in SENTENCE_END and text[end : end + 1] == added[0]
    whole = added.rstrip("".join(CLOSING))[-1:] in SENTENCE_END
    return turned or (whole and (start == 0 or text[start - 1] in _CLAUSE_END))


def _grow(a: str, b: str, gap: Difference) -> Difference:
    """Let a difference begin and end with a word and a whole number, in both texts."""
    left_a, right_a = _reach(a, gap.a, gap.end_a)
    left_b, right_b = _reach(b, gap.b, gap.end_b)
    left, right = max(left_a, left_b), max(right_a, right_b)
    if left > _WORD or a[gap.a - left : gap.a] != b[gap.b - left : gap.b]:
        left = 0
    if right > _WORD or a[gap.end_a : gap.end_a + right] != b[gap.end_b : gap.end_b + right]:
        right = 0
    return Difference(gap.a - left, gap.end_a + right, gap.b - left, gap.end_b + right)


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """Return how far the words that [start, end) cuts reach to the left and to the right."""
    first = max(0, start - 12)
    left = right = 0
    for _, word_start, word_end in tokenize(text[first : end + 12]):
        if first + word_start < start < first + word_end:
            left = start - first - word_start
        if first + word_start < end < first + word_end:
            right = first + word_end - end
    return left, right


def kind_of(a: str, b: str, gap: Difference) -> ReadingKind:
    """Sort a difference."""
    in_a, in_b = a[gap.a : gap.end_a], b[gap.b : gap.end_b]
    if re.findall(r"\d+", in_a) != re.findall(r"\d+", in_b):
        return ReadingKind.FIGURE
    if not any(char.isalnum() for char in in_a + in_b):
        return ReadingKind.PUNCTUATION
    if sorted(in_a) == sorted(in_b):
        return ReadingKind.ORDER
    ended = in_a.endswith("公司") and in_b.endswith("公司")
    if ended or (_NAMED.match(a, gap.end_a) and _NAMED.match(b, gap.end_b)):
        return ReadingKind.NAME
    if not in_a:
        return ReadingKind.ADDITION
    return ReadingKind.WORDING if in_b else ReadingKind.OMISSION
