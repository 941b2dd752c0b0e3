"""Measure what the PDF of a book costs in this checkout and in another one, in turn.

    python -m bench.pdf_before --before CHECKOUT [--characters 100000]… [--rounds 5]

Every book is printed in a process of its own, once for each checkout and round; the least CPU
seconds of the rounds count. Both import the same engines.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kanben.manuscript.blocks import Block, BlockKind, Part, Piece, Position
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata

HERE = Path(__file__).parent.parent


def seconds(checkout: Path, text: Path, target: Path) -> float:
    """Print a book with the modules of a checkout; return CPU seconds, imports aside."""
    command = [sys.executable, "-P", __file__, "--set", str(text), str(target)]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _set(text: Path, target: Path) -> float:
    from kanben.writing.designs import page_design
    from kanben.writing.pdf.edition import write

    chapters: list[list[str]] = json.loads(text.read_text(encoding="utf-8"))
    design = page_design()
    write(_book([["江边的码头。"]]), target, design)  # opens the engines
    begun = time.process_time()
    write(_book(chapters), target, design)
    return time.process_time() - begun


def _book(chapters: list[list[str]]) -> Manuscript:
    parts = []
    for number, chapter in enumerate(chapters, 1):
        blocks = []
        for line, words in enumerate(chapter, number * 10_000):
            piece = Piece(words, Position(0, line))
            blocks.append(Block(BlockKind.PARAGRAPH, (piece,), f"s-{line}"))
        parts.append(Part(f"第{number}章", tuple(blocks), (0,), anchor=f"part-{number}"))
    return Manuscript(
        name="码头",
        script="Hans",
        variant="zh-Hans-CN",
        metadata=Metadata(title="码头"),
        sources=(Source("码头.txt", "s", "0" * 64, "utf-8", 0),),
        parts=tuple(parts),
    )


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--characters", type=int, nargs="+", default=[100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--set", nargs=2, type=Path, metavar=("TEXT", "PDF"))
    chosen = parser.parse_args()
    if chosen.set:
        print(_set(*chosen.set))
        return
    from bench.generated_book import write_book

    print("| characters | before, CPU s | now | ratio |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        text, target = Path(folder, "text.json"), Path(folder, "book.pdf")
        for size in chosen.characters:
            chapters = write_book(size, lang="zh-Hans").chapters
            text.write_text(json.dumps(chapters), encoding="utf-8")
            rounds = [
                (seconds(chosen.before, text, target), seconds(HERE, text, target))
                for _ in range(chosen.rounds)
            ]
            before, now = (min(each) for each in zip(*rounds, strict=True))
            print(f"| {size} | {before:.2f} | {now:.2f} | {now / before:.3f} |", flush=True)


if __name__ == "__main__":
    main()
