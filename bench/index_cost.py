"""Measure what the index costs in a PDF: the same book set with and without it."""

import gc
import tempfile
import time
from pathlib import Path
from random import Random

import click
from msgspec import structs

from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Part, Piece, Position
from kanben.manuscript.index import Entry, Group
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.pieces import mark_range
from kanben.writing.designs import page_design
from kanben.writing.pdf.edition import write

_SHORTEST = 40
"""Characters of the shortest paragraph that is taken from the text."""
_PART = 200
_LENGTH = 4
_WARM = 5_000


def indexed_book(paragraphs: list[str], characters: int, terms: int, rate: int) -> Manuscript:
    """Return a book of paragraphs drawn at random, with terms that stand in `rate` places each.

    A term is a run of characters that is marked as one; the index need not make sense.
    """
    chance = Random(1)
    blocks: list[Block] = []
    size = 0
    while size < characters:
        text = chance.choice(paragraphs)
        blocks.append(Block(BlockKind.PARAGRAPH, (Piece(text, Position(0, 1)),), f"b{len(blocks)}"))
        size += len(text)
    found: dict[str, list[int]] = {
        f"t{number}": sorted(chance.sample(range(len(blocks)), min(rate, len(blocks))))
        for number in range(terms)
    }
    for term, places in found.items():
        for place in places:
            blocks[place] = _marked(blocks[place], term, chance)
    parts = tuple(
        Part(f"第{number}部分", tuple(blocks[first : first + _PART]), (0,), anchor=f"part-{number}")
        for number, first in enumerate(range(0, len(blocks), _PART), 1)
    )
    entries = tuple(
        Entry(chance.choice(paragraphs)[:6], term, occurrences=tuple(f"b{n}" for n in places))
        for term, places in found.items()
    )
    groups = tuple(Group(chr(65 + n), entries[n::26]) for n in range(26))
    return Manuscript(
        name="bench",
        script="Hans",
        variant="zh-Hans-CN",
        metadata=Metadata(title="量度"),
        sources=(Source("bench.txt", "b", "0" * 64, "utf-8", 1),),
        parts=parts,
        index=groups,
    )


def _marked(block: Block, term: str, chance: Random) -> Block:
    start = chance.randrange(max(len(block.text) - _LENGTH, 1))
    mark = Mark(MarkKind.TERM, term)
    return structs.replace(block, pieces=mark_range(block.pieces, start, start + _LENGTH, mark))


def without_index(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with neither marks of terms nor an index."""
    parts = tuple(
        structs.replace(part, blocks=tuple(map(_unmarked, part.blocks)))
        for part in manuscript.parts
    )
    return structs.replace(manuscript, parts=parts, terms=(), index=())


def _unmarked(block: Block) -> Block:
    return structs.replace(block, pieces=tuple(map(_unmarked_piece, block.pieces)))


def _unmarked_piece(piece: Piece) -> Piece:
    marks = tuple(mark for mark in piece.marks if mark.kind != MarkKind.TERM)
    return structs.replace(piece, marks=marks)


def seconds(manuscript: Manuscript) -> float:
    """Return the CPU time of setting the manuscript."""
    gc.collect()
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        write(manuscript, Path(folder) / "book.pdf", page_design())
        return time.process_time() - start


@click.command()
@click.argument("text", type=click.Path(path_type=Path, exists=True))
@click.option("--characters", default=100_000, show_default=True)
@click.option("--terms", default=200, show_default=True)
@click.option("--rate", default=5, show_default=True, help="Places where a term stands.")
@click.option("--runs", default=1, show_default=True, help="Runs of which the best counts.")
def main(text: Path, characters: int, terms: int, rate: int, runs: int) -> None:
    """Print both times in CPU seconds, for a book made of the paragraphs of TEXT."""
    lines = text.read_text(encoding="utf-8").splitlines()
    paragraphs = [line.strip() for line in lines if len(line.strip()) > _SHORTEST]
    book = indexed_book(paragraphs, characters, terms, rate)
    plain = without_index(book)
    seconds(without_index(indexed_book(paragraphs, _WARM, 1, 1)))
    pairs = [(seconds(plain), seconds(book)) for _ in range(runs)]
    bare, indexed = (min(times) for times in zip(*pairs, strict=True))
    click.echo(
        f"{characters} characters, {terms} terms in {rate} places each: {bare:.2f} s without, "
        f"{indexed:.2f} s with ({indexed / bare - 1:+.1%})"
    )


if __name__ == "__main__":
    main()
