"""Number the parts of names and of words that the tagger tells apart."""

import numpy as np

KINDS = ("PER", "LOC", "ORG")
OUTSIDE = 0
"""The part of what is in no name."""
BEGIN, INSIDE, END, SINGLE = range(4)
PARTS = 1 + 4 * len(KINDS)
"""Outside, then for each kind the beginning, the inside, the end, and a name of one character."""
CLASSES = ["n", "vn", "v", "a", "f", "m", "r", "d", "t", "u", "w", "x"]
"""Classes of words; a word's first character has twice its class, the others one more."""
FORBIDDEN = -50.0
"""A logarithm of odds that no sum of the network reaches."""


def part(kind: int, place: int) -> int:
    """Return the number of one part of a kind's names."""
    return 1 + 4 * kind + place


def _opens(number: int) -> bool:
    return number != OUTSIDE and (number - 1) % 4 in (BEGIN, INSIDE)


def _goes_on(number: int) -> bool:
    return number != OUTSIDE and (number - 1) % 4 in (INSIDE, END)


def _may_follow(one: int, other: int) -> bool:
    """Tell whether one part may stand before another: a name that is begun is ended."""
    if _opens(one) or _goes_on(other):
        return _opens(one) and _goes_on(other) and (one - 1) // 4 == (other - 1) // 4
    return True


STEPS = np.array(
    [
        [0.0 if _may_follow(one, other) else FORBIDDEN for other in range(PARTS)]
        for one in range(PARTS)
    ],
    np.float32,
)
"""What a step from one part to another costs."""
FIRST = np.array([FORBIDDEN if _goes_on(one) else 0.0 for one in range(PARTS)], np.float32)
LAST = np.array([FORBIDDEN if _opens(one) else 0.0 for one in range(PARTS)], np.float32)
