"""Segment Chinese text into words (jieba, loaded at first use)."""

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

_SPAN = 1000
"""Characters that are cut at a time where no mark parts them; a printed sentence has fifty."""
_AGAIN = 4
"""Words of a span that what follows could change; a word of the dictionary seldom has four
characters."""
_LONG_RUN = re.compile(rf"\w{{{_SPAN}}}")


@cache
def _tokenizer() -> "jieba.Tokenizer":
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


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


@cache
def _fields() -> list[str]:
    import jieba

    # Three fields a line; one split of the whole file is three times as fast as one a line.
    with jieba.get_dict_file() as file:
        fields: list[str] = file.read().decode("utf-8").split()
    return fields


@cache
def _tags() -> dict[str, str]:
    return dict(zip(_fields()[::3], _fields()[2::3], strict=True))


@cache
def _frequencies() -> dict[str, str]:
    return dict(zip(_fields()[::3], _fields()[1::3], strict=True))


def tag(word: str) -> str:
    """Return the part of speech that the dictionary gives `word`, in ICTCLAS's letters.

    ``n`` noun, ``ns`` place, ``nr`` person, ``nt`` organisation, ``v`` verb, …; empty for a word
    that is not in the dictionary.
    """
    return _tags().get(word, "")


def frequency(word: str) -> int:
    """Return how often the dictionary counted `word`; 0 if it is not a word there."""
    return int(_frequencies().get(word, 0))
