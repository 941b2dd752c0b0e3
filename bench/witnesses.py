"""Measure the comparison of witnesses: readings found against a list, time on many documents.

    python -m bench.witnesses PUBLICATION --gold VARIANTS.jsonl
    python -m bench.witnesses --documents 1000

The list has one JSON object a line: ``lines_004`` (a line or ``first-last`` of the second
source), ``line_000`` (of the first), ``reading_004``, ``reading_000``, and ``type``; the types
``same``, ``same figures`` and ``not a variant`` mark passages that are no variant reading.
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.characters import inked
from kanben.editing.witnesses import compare, compare_all
from kanben.manuscript.blocks import Block, BlockKind, Part, Piece, Position
from kanben.manuscript.decisions import VariantReading, Witness
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.publication import load_publication
from kanben.reading.read import read

_NO_VARIANTS = frozenset({"same", "same figures", "not a variant"})
_LENGTH = 5000
_SHARED = 240


class Listed(Struct, frozen=True):
    """Hold one row of the list."""

    lines_004: str
    reading_004: str
    line_000: int
    reading_000: str
    type: str


def _on_lines(row: Listed, reading: VariantReading) -> bool:
    first, _, last = row.lines_004.partition("-")
    in_b = int(first) <= reading.b.at.line <= int(last or first)
    return in_b and reading.a.at.line == row.line_000


def _within(witness: Witness, listed: str) -> bool:
    """Tell whether the reading stands in the listed words, with a little context, or holds them."""
    wide = str.maketrans(",", "，")
    quoted = inked(listed).translate(wide)
    before, reading, after = (
        words.translate(wide) for words in (witness.before[-2:], witness.reading, witness.after[:2])
    )
    return before + reading in quoted or reading + after in quoted or quoted in reading


def _is_listed(row: Listed, reading: VariantReading) -> bool:
    return _on_lines(row, reading) and (
        _within(reading.a, row.reading_000) or _within(reading.b, row.reading_004)
    )


def measure_readings(place: Path, gold: Path) -> None:
    """Print how many listed variant readings of a publication of two sources are found."""
    publication = load_publication(place)
    found = compare(read(publication)[0]).readings
    lines = gold.read_text(encoding="utf-8").splitlines()
    rows = [msgspec.json.decode(line, type=Listed) for line in lines]
    true = [row for row in rows if row.type not in _NO_VARIANTS]
    hits = [row for row in true if any(_is_listed(row, reading) for reading in found)]
    false = [reading for reading in found if not any(_is_listed(row, reading) for row in true)]
    refused = [row for row in rows if row.type == "not a variant"]
    wrong = [row for row in refused if any(_on_lines(row, reading) for reading in found)]
    print(f"listed readings found: {len(hits)} of {len(true)}; other readings: {len(false)}")
    print(f"listed as no variant, yet found: {len(wrong)} of {len(refused)}")
    for row in true:
        if row not in hits:
            print(
                f"  missed {row.lines_004}: {row.reading_004} | {row.line_000}: {row.reading_000}"
            )
    for reading in false:
        a, b = reading.a, reading.b
        print(f"  other {a.at.line}: {a.reading} | {b.at.line}: {b.reading}")


def _document(number: int, text: str) -> Manuscript:
    block = Block(BlockKind.PARAGRAPH, (Piece(text, Position(0, 1)),), "1")
    return Manuscript(
        f"{number:04}",
        "Hans",
        Metadata(),
        (Source("text", "1", "", "utf-8", 1),),
        (Part("", (block,), (0,)),),
    )


def _collection(documents: int, seed_texts: Sequence[str]) -> list[Manuscript]:
    """Make documents of shuffled clauses; every other one borrows a passage, slightly altered."""
    chance = random.Random(2021)
    clauses = [clause for text in seed_texts for clause in text.replace("。", "，").split("，")]
    characters = "".join(clauses)
    texts: list[str] = []
    for number in range(documents):
        words: list[str] = []
        while sum(map(len, words)) < _LENGTH:
            words.append("".join(chance.choices(characters, k=chance.randint(4, 16))) + "，")
        text = "".join(words)[:_LENGTH]
        if number % 2:
            start = chance.randrange(_LENGTH - _SHARED)
            borrowed = list(texts[chance.randrange(number)][start : start + _SHARED])
            borrowed[_SHARED // 3], borrowed[_SHARED // 2] = "甲", "乙"
            text = text[:1000] + "".join(borrowed) + text[1000 + _SHARED :]
        texts.append(text)
    return [_document(number, text) for number, text in enumerate(texts)]


def measure_scale(documents: int, texts: Sequence[str]) -> None:
    """Print the time that a collection-wide comparison takes on one core."""
    collection = _collection(documents, texts)
    start = time.process_time()
    found = list(compare_all(collection))
    seconds = time.process_time() - start
    pairs = len({(reading.a, reading.b) for reading in found})
    print(f"{documents} documents of {_LENGTH} characters: {seconds:.1f} s CPU")
    print(f"pairs with variant readings: {pairs} (made: {documents // 2}); readings: {len(found)}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("publication", type=Path, nargs="?", default=Path("seeds/qijiang-2021"))
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--documents", type=int, default=0)
    asked = parser.parse_args()
    if asked.gold:
        measure_readings(asked.publication, asked.gold)
    if asked.documents:
        sources = sorted(asked.publication.glob("*.txt"))
        measure_scale(asked.documents, [path.read_text(encoding="utf-8") for path in sources])


if __name__ == "__main__":
    main()
