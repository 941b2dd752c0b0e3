"""Read the word lists that the finders of names go by."""

import tomllib
from functools import cache

from kanben.tables import read_text

MEMORY = 1 << 16
"""Answers about words that are kept: a long text has about as many different words."""


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(read_text("index_words.toml"))


@cache
def listed(section: str, name: str) -> tuple[str, ...]:
    """Return a list of ``data/index_words.toml`` in its order, e.g. ``("chunk", "stops")``."""
    return tuple(_lists()[section][name].split())


@cache
def members(section: str, *names: str) -> frozenset[str]:
    """Return the words of some lists as a set."""
    return frozenset(word for name in names for word in listed(section, name))


@cache
def alternatives(section: str, *names: str) -> str:
    """Return the words of some lists as the inside of a regular expression, longest first."""
    found = {word for name in names for word in listed(section, name)}
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))
