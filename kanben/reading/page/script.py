"""Tell the script of a text: simplified or traditional characters."""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from msgspec import Struct

from kanben.reading.page.glyphs import codes_of
from kanben.simplified import folding


def script_of(lines: Iterable[str]) -> str:
    """Return ``Hant`` if the lines hold more traditional-only than simplified-only characters.

    Characters that both scripts write (后, 里, 台) count for none; a text with neither is ``Hans``.
    """
    codes = codes_of("".join(lines))
    counts = np.bincount(codes[codes < 0x10000], minlength=0x10000)
    simplified, traditional = (list(map(ord, chars)) for chars in _own_characters())
    return "Hant" if counts[traditional].sum() > counts[simplified].sum() else "Hans"


class Mixture(Struct, frozen=True):
    """Tell that a text is in two scripts: the one of most lines, and what is in the other.

    `others` counts the lines of the other script, `line` is the first of them (from 0), `words`
    are characters of it.
    """

    script: str
    others: int
    line: int
    words: str


_CHARACTERS = 2
"""A line is in a script that has so many characters in it, and the other script none."""
_LINES, _SHARE = 2, 0.005
"""Fewer lines, or a smaller share, are quotations and slips."""


def mixture_of(lines: Sequence[str]) -> Mixture | None:
    """Return how a text mixes the two scripts; None for one that is in a single script.

    A title, a name, or a variant form in the other script mixes nothing: whole lines must.
    """
    simplified, traditional = _own_characters()
    found: dict[str, list[int]] = {"Hans": [], "Hant": []}
    for number, line in enumerate(lines):
        chars = set(line)
        hans, hant = len(chars & simplified), len(chars & traditional)
        if max(hans, hant) >= _CHARACTERS and not min(hans, hant):
            found["Hans" if hans else "Hant"].append(number)
    script, other = sorted(found, key=lambda name: -len(found[name]))
    rest = found[other]
    if len(rest) < max(_LINES, _SHARE * len(found[script])):
        return None
    own = simplified if other == "Hans" else traditional
    words = "".join(char for char in lines[rest[0]] if char in own)[:8]
    return Mixture(script, len(rest), rest[0], words)


@cache
def _own_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only simplified, and that only traditional script has.

    The standards of the mainland and of Taiwan tell: GB 2312 has no traditional forms but those
    that both write (后, 里, 台), and Big5 no simplified ones but those.
    """
    folded = folding()
    traditional = np.flatnonzero(folded != np.arange(len(folded)))
    chars = frozenset(map(chr, (*traditional.tolist(), *folded[traditional].tolist())))
    mainland = frozenset(char for char in chars if char.encode("gb2312", "ignore"))
    taiwan = frozenset(char for char in chars if char.encode("big5", "ignore"))
    return mainland - taiwan, taiwan - mainland
