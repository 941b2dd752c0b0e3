"""Measure how well PDFs with a text layer are read, beside other readers.

    python -m bench.inputs --texts DIR --out FOLDER [--makers NAME …] [--peers]

`DIR` holds texts, a paragraph a line (``.txt`` or ``.txt.xz``). Every text is typeset by one maker
in turn (bench/typeset.py), read back, and compared:

    exact    paragraphs and headings that come back whole and alone, of those that were set
    splits   line ends in the middle of a block that were kept, of 100 of its line ends
    merges   block ends that were joined, of 100
    order    neighbouring stretches of text that come back as neighbours
    heads    headings that are found, and found alone (F1)
    lost     inked characters of the text that do not come back, of 10,000
    extra    inked characters (page furniture) that come back without having been set, of 10,000
"""

import argparse
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from bench.typeset import HEADING, MAKERS, Text, texts_of
from kanben.characters import inked
from kanben.manuscript.blocks import HEADINGS
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import read_source
from kanben.reading.judging.judges import judges
from kanben.reading.read import make_manuscript

_CONTEXT = 7
"""Characters on each side by which a place in the text is known again."""

Blocks = list[tuple[bool, str]]
"""Whether a heading, and the text, of each block."""


class Score(Struct, frozen=True):
    """Hold the figures of one reader on one document."""

    exact: float
    splits: float
    merges: float
    order: float
    heads: float
    lost: float
    extra: float


def read_by_us(path: Path) -> Blocks:
    """Read a PDF as ``kanben reflow`` does."""
    source = read_source(path)
    plan = Plan(parts=(PartPlan((source.name,)),))
    manuscript = make_manuscript(path.stem, plan, [source], judges())
    return [
        (block.kind in HEADINGS, block.text)
        for part in manuscript.parts
        for block in part.printed_blocks
    ]


def _read_by_pdftotext(path: Path) -> Blocks:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return [(False, part) for part in done.stdout.decode("utf-8", "replace").split("\n\n")]


def _read_by_markitdown(path: Path) -> Blocks:
    from markitdown import MarkItDown

    text: str = MarkItDown().convert(str(path)).text_content
    return [(part.startswith("#"), part.lstrip("# ")) for part in text.split("\n\n")]


def _read_by_calibre(path: Path) -> Blocks:
    out = path.with_suffix(".calibre.txt")
    command = ["ebook-convert", str(path), str(out), "--enable-heuristics"]
    subprocess.run(command, capture_output=True, check=True)
    return [(False, part) for part in out.read_text("utf-8").split("\n\n")]


READERS: dict[str, Callable[[Path], Blocks]] = {
    "kanben": read_by_us,
    "pdftotext": _read_by_pdftotext,
    "markitdown": _read_by_markitdown,
    "calibre": _read_by_calibre,
}


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


def score(text: Text, found: Blocks) -> Score:
    """Compare what a reader found with what was set."""
    gold = [(kind == HEADING, inked(content)) for kind, content in text.blocks]
    read = [(head, inked(content)) for head, content in found if inked(content)]
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
    return Score(
        exact=100 * exact,
        splits=100 * splits / max(len(whole) / 28, 1),
        merges=100 * merges / max(len(ends), 1),
        order=100 * (everywhere & everywhere_back).total() / max(everywhere.total(), 1),
        heads=100 * heads,
        lost=10_000 * (missing - added).total() / max(len(whole), 1),
        extra=10_000 * (added - missing).total() / max(len(whole), 1),
    )


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
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    scores: dict[str, list[Score]] = {reader: [] for reader in asked.readers}
    print(f"{'document':36} {'reader':10} " + " ".join(f"{k:>7}" for k in Score.__struct_fields__))
    for number, text in enumerate(texts_of(asked.texts, asked.paragraphs)):
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
