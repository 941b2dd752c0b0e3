"""Find the words that somebody may have meant, for messages."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_OFFERED = 3
"""Words that a message offers: as many as one reads at a glance."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words most like `word`, the likest first."""

    def unlike(other: str) -> tuple[float, str]:
        return -SequenceMatcher(None, word.lower(), other.lower()).ratio(), other

    return sorted(known, key=unlike)[:_OFFERED]
