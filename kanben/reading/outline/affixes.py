"""Find what a text sets before or behind all its chapters: the book's name, a site's."""

import re
from collections import defaultdict
from collections.abc import Sequence

from kanben.reading.outline.dress import mark_of

_BEHIND = re.compile(r"(?<=\S)(?:\s*[_\-—|/]+\s*|\s+[（(【\[])[^\s_\-—|/]{2,16}$")
_FEWEST_SUFFIXES = 3
_MOST_SUFFIXES = 0.6
"""Titles that must end alike, in number and share, before the end is no part of them."""


def common_prefix(texts: Sequence[str]) -> str:
    """Return what stands before 第…章 on three lines and more: the book's name."""
    counts: dict[str, int] = defaultdict(int)
    for text in texts:
        place = text.find("第", 1, 24)
        if place > 0 and len(text) < 60 and mark_of(text[place:]) is not None:
            counts[text[:place].strip("《》【】[]_- \u3000")] += 1
    best = max(counts.items(), key=lambda found: found[1], default=("", 0))
    return best[0] if best[1] >= 3 else ""


def common_suffix(titles: Sequence[str]) -> str:
    """Return what stands behind most titles, parted from them: the site's name, or the book's."""
    counts: dict[str, int] = defaultdict(int)
    for title in titles:
        found = _BEHIND.search(title)
        if found:
            counts[found[0]] += 1
    best, count = max(counts.items(), key=lambda one: one[1], default=("", 0))
    return best if count >= _FEWEST_SUFFIXES and count >= _MOST_SUFFIXES * len(titles) else ""
