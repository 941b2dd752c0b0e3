"""Bring text to the one form in which manuscript and edition are compared.

Every character counts, zero-width ones too. Blanks are told apart only from no blank: markup
joins neighbouring ones, and a printed line ends without. Control characters, which no edition
can carry, do not count, nor do the pictures (␌) that some editions show in their place.
"""

import re

_RUN = re.compile(r"[ \t\n\r\f\v]+")
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(9216, 9250)))
for _blank in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85":
    del _CONTROLS[ord(_blank)]


_CONTROL = re.compile(f"[{re.escape(''.join(map(chr, _CONTROLS)))}]")


def _carried(text: str) -> str:
    """Return the text without what no edition can carry; there is seldom any."""
    return text if text.isprintable() or not _CONTROL.search(text) else text.translate(_CONTROLS)


def ink(text: str) -> str:
    """Return the text without its blanks."""
    return "".join(_carried(text).split())


def spaced(text: str) -> str:
    """Return the text with one space for each run of such blanks as markup takes for one."""
    return _RUN.sub(" ", _carried(text)).strip(" ")


def blanks(text: str) -> frozenset[int]:
    """Return how many inked characters stand before each blank inside a text."""
    words = _carried(text).split()
    places = []
    count = 0
    for word in words[:-1]:
        count += len(word)
        places.append(count)
    return frozenset(places)


def is_roman(label: str) -> bool:
    """Tell whether a page label is a small Roman number, as the pages before the text have."""
    return bool(label) and set(label) <= set("ivxlcdm")


NUMERALS = "〇一二三四五六七八九"
"""Figures of the page numbers of vertical books: 二八 is 28."""
_FIGURES = str.maketrans(NUMERALS, "0123456789")


def folio_number(label: str) -> int | None:
    """Return the number of a page label of the text; None for another label."""
    figures = label.translate(_FIGURES)
    return int(figures) if figures.isdecimal() else None
