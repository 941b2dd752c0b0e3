"""Cut a proper name out of running text: from its suffix back to where it begins."""

import re
from functools import lru_cache

from msgspec import Struct

from kanben import words
from kanben.characters import HAN_RANGES, is_han
from kanben.indexing.vocabulary import listed

_HAN = f"[{HAN_RANGES}]"
_REACH = 32
"""Characters that a name may have; the longest in the dictionary of institutions have 30."""
_BACK = re.compile(f"(?:{_HAN}|[A-Za-z0-9·•—\\-+&]|[（(]{_HAN}{{1,8}}[）)])+$")

_NOUNS = ("n", "j", "b", "s", "f", "vn", "an", "x", "g", "i", "l", "z")


class Chunk(Struct, frozen=True):
    """Hold the words of a name, its suffix the last; `text` is the name."""

    text: str
    words: tuple[str, ...]


def _joins(word: str) -> bool:
    """Tell whether a word may stand inside a name, before its suffix."""
    if word in listed("chunk", "stops"):
        return False
    if not is_han(word[0]):
        return True
    kind = words.tag(word)
    if not kind:
        return True
    known = listed("chunk", "modifiers") + listed("chunk", "activities")
    return word in known or kind.startswith(_NOUNS)


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(words.cut(text))


def chunk_before(text: str, end: int, suffix: str) -> Chunk | None:
    """Return the name that ends at `end` with `suffix`; None if nothing stands before it."""
    found = _BACK.search(text[max(0, end - _REACH) : end - len(suffix)])
    if not found:
        return None
    kept: list[str] = []
    depth = 0
    for word in reversed(_cut(found[0])):
        if word in "）)":
            depth += 1
        elif word in "（(":
            depth -= 1
        elif not depth and not _joins(word):
            break
        kept.insert(0, word)
    while kept and kept[0][0] in "·•—-+&）)":
        kept.pop(0)
    if not kept:
        return None
    return Chunk("".join(kept) + suffix, (*kept, suffix))
