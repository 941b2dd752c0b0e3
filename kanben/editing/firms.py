"""Find firms that one witness calls by the full name, the other by the short one."""

import re
from collections.abc import Iterator

from kanben.editing.alignment import Difference

_FULL = re.compile("(?:集团|股份)?有限(?:责任)?公司")
_SHORT = "公司"
_LONGEST, _LEAST = 14, 5
"""Characters of a name before its ending: at most, and at least to be a firm's own."""


def firm_names(a: str, b: str) -> list[Difference]:
    """Return where `a` and `b` end the same firm's name differently, each firm once.

    A text that uses both forms of a name itself agrees with either.
    """
    found = [Difference(*ends) for ends in _ends(a, b)]
    found += [Difference(c, d, start, end) for start, end, c, d in _ends(b, a)]
    return sorted(found)


def _ends(full: str, short: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield where a name ends in the text with full names, and in the one with short names."""
    seen: set[str] = set()
    for ending in _FULL.finditer(full):
        for length in range(_LONGEST, _LEAST - 1, -1):
            name = full[max(0, ending.start() - length) : ending.start()]
            place = short.find(name + _SHORT)
            if place < 0:
                continue
            if name not in seen and name + ending[0] not in short:
                seen.add(name)
                behind = place + len(name)
                yield ending.start(), ending.end(), behind, behind + len(_SHORT)
            break
