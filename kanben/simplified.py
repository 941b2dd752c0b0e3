"""Look at traditional text through a simplified copy of the same length."""

from functools import cache

import numpy as np
import numpy.typing as npt

from kanben.tables import read_text


@cache
def _table() -> dict[int, str]:
    traditional, simplified = read_text("simplified.tsv").splitlines()
    return {ord(char): simple for char, simple in zip(traditional, simplified, strict=True)}


def simplify(text: str) -> str:
    """Replace every traditional character by its simplified form, one by one.

    The copy serves analysis only: it knows no context (乾 is always 干), but every offset in it
    is an offset in `text`.
    """
    return text.translate(_table())


@cache
def folding() -> npt.NDArray[np.uint16]:
    """Return what :func:`simplify` makes of every code point below U+10000.

    A character whose simplified form lies beyond stays what it is.
    """
    folded = np.arange(0x10000, dtype=np.uint16)
    for code, simple in _table().items():
        if code < len(folded) and ord(simple) < len(folded):
            folded[code] = ord(simple)
    return folded
