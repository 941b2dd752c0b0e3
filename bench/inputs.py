"""Measure how well PDFs with a text layer are read, beside other readers.

    python -m bench.inputs --texts DIR --out FOLDER [--makers NAME …] [--peers]

`DIR` holds texts, a paragraph a line (``.txt`` or ``.txt.xz``). Every text is typeset by one maker
in turn (bench/typeset.py), read back, and compared:

    exact    paragraphs and headings that come back whole and alone, of those that were set
    splits   line ends in the middle of a block that were kept, of 100 of its line ends
    merges   block ends that were joined, of 100
    order    neighbouring stretches of text that come back as neighbours
    heads    headings that are found, and found alone (F1)
    notes    footnotes that are tied to their calls, of those that were set
    false    notes that are tied to calls and were none, or are tied wrongly, of those found
    rows     rows of tables that come back as rows, cell by cell
    lost     inked characters of the text that do not come back, of 10,000
    extra    inked characters (page furniture) that come back without having been set, of 10,000
"""

import argparse
import re
import subprocess
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from bench.made_texts import HEADING, Text, furnished, texts_of
from bench.typeset import MAKERS
from kanben.characters import inked
from kanben.manuscript.blocks import HEADINGS, Block, BlockKind, MarkKind
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript

_CONTEXT = 7
"""Characters on each side by which a place in the text is known again."""
_KNOWN = 20
"""Characters by which the beginning of a block is known again."""
_BEFORE = 6
"""Characters before a call by which its place is known again."""

Blocks = list[tuple[bool, str]]
"""Whether a heading, and the text, of each block."""


class Read(Struct, frozen=True):
    """Hold what a reader found: blocks, notes (words before the call, note), rows of tables."""

    blocks: Blocks
    notes: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Score(Struct, frozen=True):
    """Hold the figures of one reader on one document."""

    exact: float
    splits: float
    merges: float
    order: float
    heads: float
    notes: float
    false: float
    rows: float
    lost: float
    extra: float


def read_by_us(path: Path) -> Read:
    """Read a PDF as ``kanben reflow`` does."""
    source = read_source(path)
    plan = Plan(parts=(PartPlan((source.name,)),))
    manuscript = make_manuscript(path.stem, plan, [source], judges())
    blocks = [block for part in manuscript.parts for block in part.printed_blocks]
    return Read(
        [(block.kind in HEADINGS, block.text) for block in blocks],
        tuple(_tied(blocks, {note.id: note.text for note in manuscript.notes})),
        tuple(
            tuple(filter(None, re.split("[\t\u3000]+", block.text)))
            for block in blocks
            if block.kind == BlockKind.TABLE
        ),
    )


def _tied(blocks: Iterable[Block], notes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        before = ""
        for piece in block.pieces:
            before += _plain(piece.text)
            name = piece.target(MarkKind.NOTE)
            if name in notes:
                yield before[-_BEFORE:], _plain(notes[name])


def _read_by_pdftotext(path: Path) -> Read:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return Read([(False, part) for part in done.stdout.decode("utf-8", "replace").split("\n\n")])


def _read_by_markitdown(path: Path) -> Read:
    from markitdown import MarkItDown

    text: str = MarkItDown().convert(str(path)).text_content
    return Read([(part.startswith("#"), part.lstrip("# ")) for part in text.split("\n\n")])


def _read_by_calibre(path: Path) -> Read:
    out = path.with_suffix(".calibre.txt")
    command = ["ebook-convert", str(path), str(out), "--enable-heuristics"]
    subprocess.run(command, capture_output=True, check=True)
    return Read([(False, part) for part in out.read_text("utf-8").split("\n\n")])


READERS: dict[str, Callable[[Path], Read]] = {
    "kanben": read_by_us,
    "pdftotext": _read_by_pdftotext,
    "markitdown": _read_by_markitdown,
    "calibre": _read_by_calibre,
}


def _plain(text: str) -> str:
    """Return the ink of a text, its signs in one width: half-width marks are mended on record."""
    return unicodedata.normalize("NFKC", inked(text))


def _ends(blocks: Iterable[str]) -> tuple[str, set[int]]:
    text, ends = "", set()
    for block in blocks:
        text += block
        ends.add(len(text))
    return text, ends


def _contexts(text: str, places: Iterable[int]) -> Counter[str]:
    return Counter(
        text[place - _CONTEXT : place + _CONTEXT]
        for place in places
        if _CONTEXT <= place <= len(text) - _CONTEXT
    )


def _within(gold: Blocks, read: Blocks) -> Blocks:
    """Return what stands between the first and the last of the blocks that were set.

    Title pages, contents, an index and a colophon are the maker's.
    """
    whole = "".join(content for _, content in gold)
    places = [
        place
        for place, (_, content) in enumerate(read)
        if len(content) >= _KNOWN and content[:_KNOWN] in whole
    ]
    if not places:
        return read
    texts = {content for _, content in gold}
    first, last = places[0], places[-1]
    while first and read[first - 1][1] in texts:
        first -= 1
    while last + 1 < len(read) and read[last + 1][1] in texts:
        last += 1
    return read[first : last + 1]


def score(text: Text, found: Read) -> Score:
    """Compare what a reader found with what was set."""
    gold = [
        (block.kind == HEADING, _plain(line))
        for block in text.blocks
        for line in block.text.split("\n")
    ]
    read = _within(gold, [(head, _plain(text)) for head, text in found.blocks if _plain(text)])
    whole, ends = _ends(content for _, content in gold)
    back, back_ends = _ends(content for _, content in read)
    wanted, given = _contexts(whole, ends), _contexts(back, back_ends)
    everywhere, everywhere_back = (
        _contexts(whole, range(len(whole))),
        _contexts(back, range(len(back))),
    )
    splits = sum(
        number
        for context, number in given.items()
        if context in everywhere and context not in wanted
    )
    merges = sum(
        number
        for context, number in wanted.items()
        if context in everywhere_back and context not in given
    )
    exact = _f1([content for _, content in gold], [content for _, content in read])
    heads = _f1([c for head, c in gold if head], [c for head, c in read if head])
    missing, added = Counter(whole), Counter(back)
    noted = Counter(
        (_plain(block.text[: note.at])[-_BEFORE:], _plain(note.text))
        for block in text.blocks
        for note in block.notes
    )
    tied = noted & Counter(found.notes)
    rows = Counter(tuple(map(inked, row)) for block in text.blocks for row in block.rows)
    return Score(
        exact=100 * exact,
        splits=100 * splits / max(len(whole) / 28, 1),
        merges=100 * merges / max(len(ends), 1),
        order=100 * (everywhere & everywhere_back).total() / max(everywhere.total(), 1),
        heads=100 * heads,
        notes=_share(tied, noted),
        false=100 - _share(tied, Counter(found.notes)),
        rows=_share(rows & Counter(tuple(map(inked, row)) for row in found.rows), rows),
        lost=10_000 * (missing - added).total() / max(len(whole), 1),
        extra=10_000 * (added - missing).total() / max(len(whole), 1),
    )


def _share(some: Counter[Any], of_all: Counter[Any]) -> float:
    return 100 * some.total() / of_all.total() if of_all else 100.0


def _f1(gold: Sequence[str], found: Sequence[str]) -> float:
    same = (Counter(gold) & Counter(found)).total()
    return 2 * same / (len(gold) + len(found)) if gold or found else 1.0


def main() -> None:
    """Print a line for each document and reader, then the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--makers", nargs="*", default=list(MAKERS))
    parser.add_argument("--readers", nargs="*", default=["kanben"])
    parser.add_argument("--paragraphs", type=int, default=130)
    parser.add_argument(
        "--half", choices=("all", "seen", "kept"), default="all", help="kept: looked at by nobody"
    )
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    scores: dict[str, list[Score]] = {reader: [] for reader in asked.readers}
    print(f"{'document':36} {'reader':10} " + " ".join(f"{k:>7}" for k in Score.__struct_fields__))
    texts = [
        furnished(text)
        for text in texts_of(asked.texts, asked.paragraphs)
        if asked.half == "all" or text.is_kept_back == (asked.half == "kept")
    ]
    for number, text in enumerate(texts):
        maker = asked.makers[number % len(asked.makers)]
        path = asked.out / f"{text.name}.{maker}.pdf"
        if not path.exists():
            MAKERS[maker](text, path)
        for reader in asked.readers:
            begun = time.process_time()
            found = score(text, READERS[reader](path))
            scores[reader].append(found)
            spent = time.process_time() - begun
            _print(path.stem, reader, found, spent)
    for reader, all_of_it in scores.items():
        mean = Score(
            *(
                sum(getattr(one, field) for one in all_of_it) / max(len(all_of_it), 1)
                for field in Score.__struct_fields__
            )
        )
        _print("mean", reader, mean, 0.0)


def _print(name: str, reader: str, found: Score, spent: float) -> None:
    figures = " ".join(f"{getattr(found, field):7.2f}" for field in Score.__struct_fields__)
    print(f"{name:36} {reader:10} {figures} {spent:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
