"""Find what stands upright in vertical lines: figures, short Latin words.

After W3C CLREQ 3.3.3 and JLREQ 3.2.5: up to two figures, a letter or a figure with its percent
sign share the width of one character (縦中横); three or four figures and short abbreviations
stand one below the other; everything longer lies on its side, and so does whatever stands beside
a Western word: ``the end of it`` lies as a whole.
"""

import re
from collections.abc import Iterator
from enum import StrEnum


class Posture(StrEnum):
    """Say how a run stands in a vertical line; the values are classes of the style sheet."""

    PLAIN = ""
    COMBINED = "combined"
    STACKED = "stacked"


_UPRIGHT = re.compile(
    r"(?<![0-9A-Za-zÀ-ɏḀ-ỿ.,:/%_@-])(?<![A-Za-zÀ-ɏḀ-ỿ.,:;!?)] )"
    r"(?:(?P<combined>[0-9]{1,2}%|[0-9A-Za-z]{1,2}|[!?]{2})|(?P<stacked>[0-9]{3,4}|[A-Z]{3,4}))"
    r"(?![0-9A-Za-zÀ-ɏḀ-ỿ.,:/%_@-]| [(A-Za-zÀ-ɏḀ-ỿ])"
)


def postures(text: str) -> Iterator[tuple[str, Posture]]:
    """Cut a text into runs of one posture.

    2021年5G → 2021 stacked, 年 plain, 5G combined.
    """
    start = 0
    for found in _UPRIGHT.finditer(text):
        if found.start() > start:
            yield text[start : found.start()], Posture.PLAIN
        yield found[0], Posture(found.lastgroup or "")
        start = found.end()
    if start < len(text):
        yield text[start:], Posture.PLAIN


def upright_cells(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of everything that stands upright in a cell of its own."""
    for found in _UPRIGHT.finditer(text):
        if found.lastgroup == Posture.COMBINED:
            yield found.span()
        else:
            yield from ((at, at + 1) for at in range(*found.span()))
