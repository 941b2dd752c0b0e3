"""Decide what stands between two lines that are joined: nothing, or a space between Latin words.

A word that the line end split takes none; what the text spells elsewhere tells the two apart.
"""

import re

from kanben.reading.page.lines import Lines

_WORD = re.compile(r"[A-Za-z0-9À-ɏ]+(?:['’.\-_][A-Za-z0-9À-ɏ]+)*")
_TAIL = re.compile(r"[^\s\u2e80-\U0003ffff]+$")
_HEAD = re.compile(r"[A-Za-z0-9À-ɏ]+")
_ADDRESS = re.compile(r"(https?:|www\.|doi\.|\w/\w|@\w)")
_LONGEST_ADDRESS = 120
"""Characters of a line's end that an address broken there may take; it bounds the search."""
_TIGHT_END = tuple("-/\\@#&=_–([{<")
_ANSWERS_SPACE = ",.;:!?)]}%'\">"


class Seams:
    """Know the Latin words of a text, to tell a split word from two words.

    ``Win|slow`` is one word where the text spells Winslow elsewhere; ``New|York`` are two.
    """

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._spelled: frozenset[str] | None = None

    def parted(self, before: int, after: int) -> bool:
        """Tell whether a space belongs between the rows `before` and `after`."""
        left, right = self.lines.texts[before], self.lines.texts[after]
        end, begin = left[-1], right[0]
        if not (end < "\u2e80" and begin < "\u2e80") or left.endswith(_TIGHT_END):
            return False
        if not (end.isalnum() or end in _ANSWERS_SPACE) or not (
            begin.isalnum() or begin in "([\"'&"
        ):
            return False
        tail = _TAIL.search(left[-_LONGEST_ADDRESS:])
        if tail is not None and _ADDRESS.search(tail[0]):
            return False
        return not self._is_split(left, right)

    def _is_split(self, left: str, right: str) -> bool:
        head = _HEAD.match(right)
        if head is None or not left[-1].isalnum():
            return False
        tail = _HEAD.match(left[-60:][::-1])
        if tail is None:
            return False
        first, second = tail[0][::-1], head[0]
        if first.isdigit() and second.isdigit():
            return True
        spelled = self._words()
        if (first + second).lower() in spelled:
            return first.lower() not in spelled or second.lower() not in spelled
        return False

    def _words(self) -> frozenset[str]:
        """Return the Latin words that stand inside lines, not at their ends, in lower case."""
        if self._spelled is None:
            words: set[str] = set()
            for text in self.lines.texts:
                if len(text) < 100_000 and not text.isalpha():
                    for word in _WORD.finditer(text):
                        if word.start() and word.end() < len(text):
                            words.add(word[0].lower())
            self._spelled = frozenset(words)
        return self._spelled
