"""Make kanben/data/simplified.tsv: one simplified character for every traditional one.

    python tools/make_simplified.py > kanben/data/simplified.tsv

Every Han character that OpenCC's configuration ``t2s`` turns into one other character stands in
the first line, its simplified form at the same place in the second. Only single characters are
asked, so a text of any length keeps its length.
"""

from collections.abc import Iterator

import opencc

BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF))


def pairs() -> Iterator[tuple[str, str]]:
    """Yield traditional characters with their simplified forms."""
    converter = opencc.OpenCC("t2s", include_tofu_risk_dictionaries=False)
    for first, last in BLOCKS:
        for char in map(chr, range(first, last + 1)):
            simple = converter.convert(char)
            if simple != char and len(simple) == 1:
                yield char, simple


if __name__ == "__main__":
    for row in zip(*pairs(), strict=True):
        print("".join(row))
