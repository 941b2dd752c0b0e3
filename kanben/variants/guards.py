"""Find what conversion leaves alone: code, addresses, tags, and what the editor ruled on."""

import re
from collections.abc import Mapping
from functools import lru_cache

from kanben.characters import is_han

_KEPT = re.compile(
    r"`[^`\n]*`"
    r"|<[A-Za-z/!][^<>\n]*>"
    r"|[A-Za-z][A-Za-z0-9+.-]*://[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)


def kept_characters(text: str) -> bytearray:
    """Mark with 1 every character that belongs to code, an address or a tag.

    Code stands between backticks; addresses are URLs and e-mail addresses; tags are HTML's. Han
    characters among them are not marked: what a program prints for its readers is in their
    script, and a lone backtick would otherwise hold back half a sentence.
    """
    kept = bytearray(len(text))
    for found in _KEPT.finditer(text):
        for place in range(found.start(), found.end()):
            kept[place] = not is_han(text[place])
    return kept


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def find_rulings(text: str, rulings: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Find the words of `rulings` in the text, the longest at each place, none overlapping.

    Returns start, end and what is printed instead.
    """
    if not rulings:
        return []
    return [
        (found.start(), found.end(), rulings[found[0]])
        for found in _pattern(tuple(rulings)).finditer(text)
    ]
