"""Measure what EPUB and DOCX of a large book cost beside bare pandoc on the same tree.

    python -m bench.writing [--characters 1000000] [--terms 2000] [--rounds 3]

The book is made of the seeds' sentences, its terms of their words. Bare pandoc is
``pandoc --from=json`` on the tree that the edition is made of: to EPUB 3 with one file a part,
to DOCX with pandoc's own reference document. Every figure is the least CPU time of the rounds,
ours and pandoc's taken in turn.
"""

import argparse
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Part, Piece, Position
from kanben.manuscript.index import Entry, Group
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.pieces import mark_range
from kanben.writing.book.structure import volume_of
from kanben.writing.designs import page_design
from kanben.writing.docx import edition as docx
from kanben.writing.epub import edition as epub
from kanben.writing.epub.xhtml import XhtmlTree
from kanben.writing.pandoc import engine as pandoc
from kanben.writing.pandoc.engine import Document, Node

SEEDS = Path(__file__).parent.parent / "seeds" / "qijiang-2021"
PARTS = 20
PARAGRAPH = 120
MEASURE = 18


class Timing(Struct, frozen=True):
    """Hold the least CPU seconds of an edition, ours and bare pandoc's."""

    ours: float
    bare: float


def sentences() -> list[str]:
    """Return the sentences of the seeds, joined across lines."""
    text = "".join(
        line.strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8-sig").splitlines()
    )
    return re.findall("[^。！？]+[。！？]", text)


def make_book(characters: int, terms: int) -> Manuscript:
    """Make a book of so many characters, in which so many terms are marked and indexed."""
    rng = random.Random(8)
    stock = sentences()
    words = sorted({text[place : place + 4] for text in stock for place in range(0, len(text), 5)})
    chosen = rng.sample(words, min(terms, len(words)))
    places: dict[str, list[str]] = {term: [] for term in chosen}
    parts = []
    for number in range(PARTS):
        blocks = tuple(_blocks(rng, stock, chosen, places, number, characters // PARTS))
        parts.append(Part(f"第{number + 1}部分", blocks, (0,), anchor=f"part-{number + 1}"))
    entries = tuple(
        Entry(term, term, occurrences=tuple(found), main=found[0])
        for term, found in places.items()
        if found
    )
    return Manuscript(
        name="百万字",
        script="Hans",
        variant="zh-Hans-CN",
        metadata=Metadata(title="百万字"),
        sources=(Source("百万字.txt", "s", "0" * 64, "utf-8", 0),),
        parts=tuple(parts),
        index=(Group("A", entries),),
    )


def _blocks(
    rng: random.Random,
    stock: list[str],
    terms: list[str],
    places: dict[str, list[str]],
    part: int,
    characters: int,
) -> Iterator[Block]:
    written = 0
    while written < characters:
        number = written
        text = ""
        while len(text) < PARAGRAPH:
            text += rng.choice(stock)
        written += len(text)
        anchor = f"s-{part}-{number}"
        lines = range(0, len(text), MEASURE)
        pieces: tuple[Piece, ...] = tuple(
            Piece(text[start : start + MEASURE], Position(0, number + start)) for start in lines
        )
        for term in rng.sample(terms, 40):
            start = text.find(term)
            if start >= 0:
                mark = Mark(MarkKind.TERM, term)
                pieces = mark_range(pieces, start, start + len(term), mark)
                places[term].append(anchor)
        yield Block(BlockKind.PARAGRAPH, pieces, anchor)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of a piece of work with that of the programs it calls."""
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def bare_tree(book: Manuscript, nodes: Callable[[Manuscript], list[Node]]) -> bytes:
    """Return the tree of the book's text as pandoc reads it."""
    return msgspec.json.encode(Document({"title": pandoc.string("百万字")}, nodes(book)))


def xhtml_nodes(book: Manuscript) -> list[Node]:
    """Return the tree that the EPUB is made of."""
    tree = XhtmlTree(volume_of(book), {})
    return list(chain.from_iterable(map(tree.chapter, tree.volume.book.chapters)))


def docx_nodes(book: Manuscript) -> list[Node]:
    """Return the tree that the DOCX is made of."""
    return list(docx.document_of(volume_of(book), page_design()).blocks)


def compare(book: Manuscript, folder: Path, rounds: int) -> dict[str, Timing]:
    """Time both formats."""
    target = folder / "book"
    trees = {"epub": bare_tree(book, xhtml_nodes), "docx": bare_tree(book, docx_nodes)}
    ours: dict[str, Callable[[], None]] = {
        "epub": lambda: epub.write(book, target.with_suffix(".epub")),
        "docx": lambda: docx.write(book, target.with_suffix(".docx"), page_design()),
    }
    options = {"epub": ["--to=epub3", "--split-level=1"], "docx": ["--to=docx"]}
    timings = {}
    for form, write in ours.items():
        output = f"--output={folder / 'bare'}.{form}"
        command = ["--from=json", *options[form], output]
        bare = partial(pandoc.run, command, trees[form])
        pairs = [(seconds(write), seconds(bare)) for _ in range(rounds)]
        timings[form] = Timing(min(pair[0] for pair in pairs), min(pair[1] for pair in pairs))
    return timings


def main() -> None:
    """Print a row for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--terms", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    book = make_book(chosen.characters, chosen.terms)
    occurrences = sum(len(entry.occurrences) for entry in book.index[0].entries)
    print(f"{sum(len(block.text) for block in book.blocks)} characters, {occurrences} occurrences")
    with tempfile.TemporaryDirectory() as folder:
        timings = compare(book, Path(folder), chosen.rounds)
    print("| format | ours, CPU s | bare pandoc, CPU s | ratio |")
    print("| --- | --- | --- | --- |")
    for form, timing in timings.items():
        ratio = timing.ours / timing.bare
        print(f"| {form.upper()} | {timing.ours:.2f} | {timing.bare:.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
