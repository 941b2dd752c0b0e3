"""Tell the script of a text: simplified or traditional characters."""

from collections.abc import Iterable

import numpy as np

from kanben.reading.page.glyphs import codes_of
from kanben.reading.words.lexicon import lexicon


def script_of(lines: Iterable[str]) -> str:
    """Return ``Hant`` if the lines hold more traditional-only than simplified-only characters.

    Characters of both scripts (后, 里, 台) count for simplified, but are rare beside the others.
    A text with neither is ``Hans``.
    """
    codes = codes_of("".join(lines))
    counts = np.bincount(codes[codes < 0x10000], minlength=0x10000)
    words = lexicon()
    only_simplified = np.setdiff1d(words.simplified, words.traditional)
    traditional = counts[words.traditional].sum()
    return "Hant" if traditional > counts[only_simplified].sum() else "Hans"
