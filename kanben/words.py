"""Segment Chinese text into words (jieba, loaded at first use, with a compiled dictionary)."""

import logging
import re
from collections.abc import Iterator
from functools import cache
from math import log
from typing import TYPE_CHECKING

from kanben.tables import mapped, path_of

if TYPE_CHECKING:
    import jieba

_SPAN = 1000
"""Characters that are cut at a time where no mark parts them; a printed sentence has fifty."""
_AGAIN = 4
"""Words of a span that what follows could change; a word of the dictionary seldom has four
characters."""
_LONGEST = 16
"""Characters of the longest word of the dictionary."""
_HEAD = 1000
"""Bytes in which the names of the parts of speech stand."""
_LONG_RUN = re.compile(rf"\w{{{_SPAN}}}")


class _Dictionary:
    """Look words up in jieba's dictionary as tools/make_dictionary.py compiled it."""

    def __init__(self) -> None:
        from marisa_trie import Trie

        self._trie = Trie()
        self._trie.mmap(str(path_of("words.trie")))
        self._counts = mapped("words.counts").cast("I")
        tags = mapped("words.tags")
        head = bytes(tags[:_HEAD]).partition(b"\n")[0]
        self._tags, self._names = tags[len(head) + 1 :], head.decode().split(" ")
        self.total = self._counts[0]

    def get(self, word: str) -> int:
        """Return how often a word was counted; 0 for what is none."""
        number = self._trie.get(word)
        return 0 if number is None else self._counts[number + 1]

    def tag(self, word: str) -> str:
        """Return the part of speech of a word; empty for what is none."""
        number = self._trie.get(word)
        return "" if number is None else self._names[self._tags[number]]

    def ends(self, text: str, start: int) -> dict[int, int]:
        """Return the last character of each word that begins at `start`, with its count."""
        found = self._trie.iter_prefixes_with_ids(text[start : start + _LONGEST])
        return {start + len(word) - 1: self._counts[number + 1] for word, number in found}


@cache
def _dictionary() -> _Dictionary:
    return _Dictionary()


@cache
def _tokenizer() -> "jieba.Tokenizer":
    import jieba

    class Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
        """Cut as jieba does, with the compiled dictionary for its own."""

        def __init__(self) -> None:
            super().__init__()
            self.FREQ = _dictionary()
            self.total = self.FREQ.total
            self.initialized = True

        def get_DAG(self, sentence: str) -> dict[int, dict[int, int]]:  # noqa: N802
            ends = self.FREQ.ends
            return {at: ends(sentence, at) or {at: 0} for at in range(len(sentence))}

        def calc(
            self,
            sentence: str,
            DAG: dict[int, dict[int, int]],  # noqa: N803
            route: dict[int, tuple[float, int]],
        ) -> None:
            whole = log(self.total)
            route[len(sentence)] = (0, 0)
            for at in range(len(sentence) - 1, -1, -1):
                route[at] = max(
                    (log(count or 1) - whole + route[end + 1][0], end)
                    for end, count in DAG[at].items()
                )

    jieba.setLogLevel(logging.WARNING)
    return Tokenizer()


def cut(text: str) -> list[str]:
    """Cut simplified text into words; their concatenation is the text."""
    return list(_words(text))


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text, a long run without a mark in spans.

    jieba copies the path of all characters so far for each character of a run. The last words of
    a span are cut again with what follows them.
    """
    start = 0
    end = _SPAN if _LONG_RUN.search(text) else len(text)
    while end < len(text):
        words = list(_tokenizer().cut(text[start:end]))
        words = words[:-_AGAIN] or words
        yield from words
        start += sum(map(len, words))
        end = start + _SPAN
    yield from _tokenizer().cut(text[start:])


def tokenize(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield every word with its start and end in code points."""
    offset = 0
    for piece in _words(text):
        yield piece, offset, offset + len(piece)
        offset += len(piece)


def tag(word: str) -> str:
    """Return the part of speech that the dictionary gives `word`, in ICTCLAS's letters.

    ``n`` noun, ``ns`` place, ``nr`` person, ``nt`` organisation, ``v`` verb, …; empty for a word
    that is not in the dictionary.
    """
    return _dictionary().tag(word)


def frequency(word: str) -> int:
    """Return how often the dictionary counted `word`; 0 if it is not a word there."""
    return _dictionary().get(word)
