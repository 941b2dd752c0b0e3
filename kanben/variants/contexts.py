"""Describe the surroundings of a character by the features that the chooser weighs."""

from collections.abc import Iterator

from kanben.characters import CLOSING, OPENING, PAUSES, SENTENCE_END
from kanben.names import TRANSLITERATING

BREAK = "，"
"""Stands in a context for all punctuation, for white space, and for the ends of the text."""

REACH = 3
"""How many characters a context holds on each side."""

WINDOWS = ((1, 0), (2, 0), (3, 0), (0, 1), (0, 2), (0, 3), (1, 1), (2, 1), (1, 2), (2, 2))
"""How many characters to the left, how many to the right each n-gram takes in."""

WAVERING = "(?!了解)(?!(?<=明)了)"
"""Goes before a pattern to leave out words that either form is right in: 了解/瞭解, 明了/明瞭."""

_PAD = BREAK * REACH


def _plain_table() -> dict[int, str]:
    table = {ord(mark): BREAK for mark in OPENING | CLOSING | PAUSES | SENTENCE_END}
    table |= dict.fromkeys((*range(33), *b"#$%&*+-/<=>@\\^_|~`\"'", 12288), BREAK)
    table |= {ord(mark): BREAK for mark in "—–-－·‧•・～／％＋＝\t"}
    for zero in (ord("0"), ord("０")):
        table |= dict.fromkeys(range(zero, zero + 10), "0")
    for first in "AaＡａ":
        table |= dict.fromkeys(range(ord(first), ord(first) + 26), "A")
    return table


_PLAIN = _plain_table()


def plain(text: str) -> str:
    """Level what does not matter to a choice: digits, Latin letters, punctuation.

    The result has REACH breaks more than `text` at either end.
    """
    return _PAD + text.translate(_PLAIN) + _PAD


def kinds(context: str, place: int) -> str:
    """Describe the two characters on each side of `place`, a letter for each.

    T stands for a character that writes foreign names, H for any other Han character; digits,
    Latin letters and breaks stand for themselves.
    """
    around = context[place - 2 : place] + context[place + 1 : place + 3]
    return "".join(
        char if char in "，0A" else "T" if char in TRANSLITERATING else "H" for char in around
    )


def kind_features(letters: str) -> tuple[str, ...]:
    """Name the features that `kinds` gives: both sides, the left, the right.

    Only what may be a foreign name is a feature: word classes at large mislead outside the
    texts they were learned from.
    """
    left, right = letters[:2], letters[2:]
    names = f"~{left}|{right}", f"~{left}|", f"~|{right}"
    return tuple(name for name in names if "T" in name)


def window_features(left: str, right: str) -> Iterator[str]:
    """Name the n-grams around a place, written with ``_`` where the character stands.

    `left` and `right` may be shorter than REACH, as in a single word; windows that reach beyond
    them are left out.
    """
    for before, after in WINDOWS:
        if before <= len(left) and after <= len(right):
            yield f"{left[len(left) - before :]}_{right[:after]}"
