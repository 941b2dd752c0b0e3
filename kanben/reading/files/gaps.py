"""Read bytes of a text some of which are broken, so that as few characters as possible are lost.

After a broken byte the characters of GBK and Big5, two bytes each, can be cut in two ways. The
reading is chosen that costs least: a frequent character little, a rare one more, a byte that is
no part of any character most.
"""

from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from kanben.reading.files.frequent import FREQUENT

GAP = "□"
"""What stands in the text where bytes are no character."""
_BROKEN, _STILL_BROKEN, _RARE, _HAN, _ORDINARY, _PLAIN = 12.0, 4.0, 8.0, 4.0, 2.0, 1.0
"""Costs: in a damaged line of prose, the right cut costs 2 a character, the wrong one 5."""
_ODD, _CLOSE = 2, 3
"""So many characters that are not ordinary, so close, may come of a byte that was lost: then
another cut is tried."""
_SOUND, _LIKE = 0.75, 0.12
"""The other cut must give text: so many ordinary characters, and so many of the most frequent."""
_LONGEST = 20_000
"""Lines of more bytes are read as the codec reads them: byte by byte it would take seconds."""
_LONGEST_CODE = {"utf-8": 4, "gb18030": 4}
"""Bytes of the longest character; two in all other encodings."""


class Broken(Struct, frozen=True):
    """Name bytes that are no character, and where in the text □ stands for them."""

    offset: int
    found: bytes


def decode_with_gaps(content: bytes, encoding: str) -> tuple[str, tuple[Broken, ...]]:
    """Decode bytes; a run of broken ones becomes one □. Raises LookupError for a bad name."""
    two_bytes = encoding in ("gb18030", "big5hkscs") and len(content) <= _LONGEST
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return _cheapest(content, encoding) if two_bytes else _as_the_codec_does(content, encoding)
    if two_bytes and _is_odd(text):
        other, broken = _cheapest(content, encoding)
        if broken and _is_sound(other, broken[0].offset + 1, text):
            return other, broken
    return text, ()


def _as_the_codec_does(content: bytes, encoding: str) -> tuple[str, tuple[Broken, ...]]:
    parts: list[str] = []
    broken: list[Broken] = []
    start = offset = 0
    while start < len(content):
        try:
            parts.append(content[start:].decode(encoding))
            break
        except UnicodeDecodeError as error:
            begin, end = start + error.start, start + max(error.end, error.start + 1)
            text = content[start:begin].decode(encoding)
        offset += len(text)
        if text or not broken:
            parts += [text, GAP]
            broken.append(Broken(offset, content[begin:end]))
            offset += len(GAP)
        else:
            broken[-1] = Broken(broken[-1].offset, broken[-1].found + content[begin:end])
        start = end
    return "".join(parts), tuple(broken)


def _cheapest(content: bytes, encoding: str) -> tuple[str, tuple[Broken, ...]]:
    """Cut the bytes into characters and broken bytes at the least cost."""
    size = len(content)
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(float("inf"), 0, "")] * size
    for start in range(size):
        cost = best[start][0]
        lost = cost + (_STILL_BROKEN if start and _is_gap(best[start], start) else _BROKEN)
        if lost < best[start + 1][0]:
            best[start + 1] = (lost, start, GAP)
        for length in range(1, _LONGEST_CODE.get(encoding, 2) + 1):
            code = content[start : start + length]
            char = _character(code, encoding) if len(code) == length else ""
            if char and cost + _cost(char) < best[start + length][0]:
                best[start + length] = (cost + _cost(char), start, char)
    return _trace(content, best)


def _trace(content: bytes, best: list[tuple[float, int, str]]) -> tuple[str, tuple[Broken, ...]]:
    steps: list[tuple[int, int, str]] = []
    place = len(content)
    while place:
        _, start, char = best[place]
        steps.append((start, place, char))
        place = start
    text: list[str] = []
    broken: list[Broken] = []
    for start, end, char in reversed(steps):
        if not _is_gap((0.0, start, char), end):
            text.append(char)
        elif broken and text and broken[-1].offset == len(text) - 1:
            broken[-1] = Broken(broken[-1].offset, broken[-1].found + content[start:end])
        else:
            broken.append(Broken(len(text), content[start:end]))
            text.append(GAP)
    return "".join(text), tuple(broken)


def _is_gap(step: tuple[float, int, str], end: int) -> bool:
    return step[2] == GAP and end - step[1] == 1


@lru_cache(maxsize=65536)
def _character(code: bytes, encoding: str) -> str:
    """Return the one character that the bytes are, or nothing."""
    try:
        text = code.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""


def _is_odd(text: str) -> bool:
    """Tell whether characters that are not ordinary stand close together."""
    odd = set(text) - _ordinary()
    if len(odd) < _ODD:
        return False
    places = [place for place, char in enumerate(text) if char in odd]
    return any(after - before <= _CLOSE for before, after in pairwise(places))


def _is_sound(other: str, start: int, text: str) -> bool:
    """Tell whether the other reading of a line makes text of what is no text as it stands."""
    changed, before = other[start:], text[start - 1 :]
    while changed and before and changed[-1] == before[-1]:
        changed, before = changed[:-1], before[:-1]
    changed = "".join(char for char in changed if not char.isascii())
    if not changed:
        return False
    sound = sum(char in _ordinary() for char in changed)
    like = sum(char in FREQUENT for char in changed)
    return sound >= _SOUND * len(changed) and like >= _LIKE * len(changed)


@cache
def _ordinary() -> frozenset[str]:
    """Return ASCII and the characters of the first levels of the two small standards."""
    codes = (
        (bytes((first, second)), first)
        for first in range(0xA1, 0xD8)
        for second in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    chars = "".join(
        code.decode(name, "ignore")
        for code, first in codes
        for name, last in (("gb2312", 0xD8), ("big5", 0xC7))
        if first < last
    )
    return frozenset(chars) | frozenset(map(chr, range(0x80)))


@cache
def _known() -> frozenset[str]:
    """Return ASCII and the characters of the two small standards: all others are rare."""
    codes = (
        bytes((first, second))
        for first in range(0xA1, 0xFA)
        for second in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    chars = "".join(code.decode(name, "ignore") for code in codes for name in ("gb2312", "big5"))
    return frozenset(chars) | frozenset(map(chr, range(0x80)))


def _cost(char: str) -> float:
    if char.isascii():
        return _PLAIN if char.isprintable() or char in "\t\r\f" else _RARE
    if char in FREQUENT:
        return _PLAIN
    if char in _ordinary():
        return _ORDINARY
    return _HAN if char in _known() else _RARE
