"""Make kanben/data/folds.tsv: which characters a search takes for one.

    python tools/make_folds.py Unihan_Variants.txt.bz2 > kanben/data/folds.tsv

The first two lines pair characters of traditional print that are written for each other (裏 裡, 峯
峰), each with one that stands for all of its kind: Unihan's kZVariant and kSemanticVariant (Debian:
unicode-data) where both have one simplified form, and what OpenCC sets for Taiwan and Hong Kong.
The third line holds the simplified characters that traditional print has not: those to which
a traditional one is simplified and which Big5 lacks.
"""

import bz2
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import opencc

from kanben.characters import is_han
from kanben.simplified import simplify
from kanben.tables import read_text

_ROW = re.compile(r"^U\+([0-9A-F]+)\tk(?:Semantic|Z)Variant\t(.+)$", re.MULTILINE)
_OTHER = re.compile(r"U\+([0-9A-F]+)")
_REGIONS = ("t2tw", "t2hk", "tw2t", "hk2t")


def by_unihan(table: str) -> Iterator[tuple[str, str]]:
    """Yield characters that Unihan calls variants of each other, simplified alike."""
    for row in _ROW.finditer(table):
        one = chr(int(row[1], 16))
        for other in (chr(int(code, 16)) for code in _OTHER.findall(row[2])):
            if simplify(one) == simplify(other):
                yield one, other


def by_region() -> Iterator[tuple[str, str]]:
    """Yield characters with what the dictionaries of a region set for them."""
    for name in _REGIONS:
        converter = opencc.OpenCC(name, include_tofu_risk_dictionaries=False)
        for one in filter(is_han, map(chr, range(0x3400, 0xA000))):
            other = converter.convert(one)
            if other != one and len(other) == 1:
                yield one, other


def kinds(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Return for every character the least of its kind, itself aside."""
    known: dict[str, set[str]] = {}
    for one, other in pairs:
        kind = known.get(one, {one}) | known.get(other, {other})
        known.update(dict.fromkeys(kind, kind))
    return {char: min(kind) for char, kind in sorted(known.items()) if char != min(kind)}


def main(unihan: Path) -> None:
    """Print the table."""

    def pairs() -> Iterator[tuple[str, str]]:
        yield from by_unihan(bz2.decompress(unihan.read_bytes()).decode("utf-8"))
        yield from by_region()

    found = kinds(pairs())
    traditional, simplified = read_text("simplified.tsv").splitlines()
    own = sorted(set(simplified) - set(traditional))
    print("".join(found))
    print("".join(found.values()))
    print("".join(char for char in own if not char.encode("big5", "ignore")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
