"""Bring text to the one form in which manuscript and edition are compared.

Every character counts, zero-width ones too. Blanks are told apart only from no blank: markup
joins neighbouring ones, and a printed line ends without. Control characters, which no edition
can carry, do not count, nor do the pictures (␌) that some editions show in their place.
"""

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(9216, 9250)))
for _blank in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85":
    del _CONTROLS[ord(_blank)]


def ink(text: str) -> str:
    """Return the text without its blanks."""
    return "".join(text.translate(_CONTROLS).split())


def blanks(text: str) -> frozenset[int]:
    """Return how many inked characters stand before each blank inside a text."""
    words = text.translate(_CONTROLS).split()
    places = []
    count = 0
    for word in words[:-1]:
        count += len(word)
        places.append(count)
    return frozenset(places)
