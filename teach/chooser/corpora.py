"""Read texts in traditional script beside their simplification and the dictionary's way back."""

import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

import opencc
from msgspec import Struct

TAIWAN = ("tw_gazette", "tw_law", "tw_transcript", "tw_wiki")
HONG_KONG = ("hk_hansard",)
BOOKS = ("fiction_xiyouji", "classical_shiji")
"""Old books: a line of print a line, paragraphs indented or parted by blank lines."""


class Aligned(Struct, frozen=True):
    """Hold a sentence simplified, restored by dictionary, and printed: as long as one another."""

    simplified: str
    restored: str
    printed: str


def converter(config: str) -> opencc.OpenCC:
    """Return an OpenCC converter without its rare characters."""
    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False)


def lines_of(corpora: Path, name: str, part: float = 1.0) -> Iterator[str]:
    """Yield the lines of ``NAME.txt.xz``; `part` tells how much of it, from its beginning."""
    with lzma.open(corpora / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    lines = lines[: round(len(lines) * part)]
    yield from _joined(lines) if name in BOOKS else lines


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Join the lines of a printed paragraph."""
    paragraph = ""
    for line in lines:
        if not line.strip() or line[0] in " \u3000":
            yield paragraph
            paragraph = ""
        paragraph += line.strip()
    yield paragraph


def aligned(lines: Iterable[str], region: str) -> Iterator[Aligned]:
    """Align lines printed in a region, ``tw`` or ``hk``; what cannot be aligned comes empty."""
    simplify, restore = converter(f"{region}2s"), converter("s2tw")
    to_standard, to_taiwan = converter("hk2t"), converter("t2tw")
    for line in lines:
        simplified = simplify.convert(line)
        printed = to_taiwan.convert(to_standard.convert(line) if region == "hk" else line)
        restored = restore.convert(simplified)
        if len(simplified) == len(printed) == len(restored):
            yield Aligned(simplified, restored, printed)
        else:
            yield Aligned("", "", "")
