"""Measure the reading room of a large collection: what it costs, what a reader first loads.

    python -m bench.room --titles 10000 --out FOLDER
    python -m bench.room --titles 20 --paragraphs 2000 --out FOLDER

Publications are generated from the seeds' paragraphs, shuffled; their editions are empty files
with proofs, since the room only lists them. Prints seconds of CPU, and kilobytes: of the first
page with its styles and scripts, of the largest page, of the search's directory, of its index,
and of the texts it leads to.
"""

import argparse
import random
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from kanben.manuscript.archive import save
from kanben.manuscript.blocks import Block, BlockKind, Part, Piece, Position
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata, Person
from kanben.manuscript.variants import USUAL_VARIANTS
from kanben.room.room import write_room
from kanben.variants.engine import convert

SEEDS = Path(__file__).parent.parent / "seeds/qijiang-2021"
VARIANTS = USUAL_VARIANTS
FORMATS = ("epub", "pdf", "docx", "html")


def paragraphs() -> list[str]:
    """Return the seeds' lines that are not blank."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def converted(lines: list[str]) -> dict[str, list[str]]:
    """Return lines in each script."""
    return {tag: ["".join(convert(line, "Hans", tag)) for line in lines] for tag in VARIANTS}


def manuscripts(number: int, texts: dict[str, list[str]], count: int) -> Iterator[Manuscript]:
    """Yield a publication of `count` paragraphs in each script."""
    chosen = random.Random(number).choices(range(len(texts["zh-Hans-CN"])), k=count)
    name = f"book-{number}"
    for tag, lines in texts.items():
        blocks = tuple(
            Block(BlockKind.PARAGRAPH, (Piece(lines[each], Position(0, line)),), f"000-{line}")
            for line, each in enumerate(chosen, 1)
        )
        metadata = Metadata(
            title=f"{lines[chosen[0]][:12]}·{number}",
            creators=(Person(lines[chosen[-1]][:3], "文"),),
            date=str(1900 + number % 100),
            rights="公有领域",
        )
        source = Source("000.txt", "000", f"{number:064}", "utf-8", count)
        yield Manuscript(
            name, tag[3:7], metadata, (source,), (Part("", blocks, (0,), anchor="part-1"),), tag
        )


def shelve(layout: Layout, manuscript: Manuscript) -> None:
    """Lay a manuscript and the proofs of empty editions into a build folder."""
    save(manuscript, layout.variant(manuscript.name, manuscript.variant))
    for suffix in FORMATS:
        edition = layout.edition(manuscript.name, manuscript.variant, suffix)
        proof = layout.proof(manuscript.name, manuscript.variant, suffix)
        for path in (edition, proof):
            path.parent.mkdir(parents=True, exist_ok=True)
        edition.write_bytes(b"")
        said = {"sha256": sha256(b"").hexdigest(), "verdict": "whole", "characters": 9_000}
        proof.write_bytes(msgspec.json.encode(said))


def kilobytes(*paths: Path) -> int:
    """Return the size of files."""
    return sum(path.stat().st_size for path in paths) // 1000


def main() -> None:
    """Generate a collection, write its room, print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--titles", type=int, default=1000)
    parser.add_argument("--paragraphs", type=int, default=3)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    layout = Layout(asked.out)
    texts = converted(paragraphs())
    for number in range(asked.titles):
        for manuscript in manuscripts(number, texts, asked.paragraphs):
            shelve(layout, manuscript)
    ordered = {
        f"book-{number}": [(tag, suffix) for tag in VARIANTS for suffix in FORMATS]
        for number in range(asked.titles)
    }
    for run in ("first", "again"):
        before = time.process_time()
        write_room(layout, ordered, "https://books.example/")
        print(f"{run}\t{time.process_time() - before:.1f} s")
    room = layout.room
    shared = [room / name for name in ("room.css", "room.js")]
    print(f"first page\t{kilobytes(layout.catalogue, *shared)} kB")
    pages = [*(room / "shelf").glob("*"), *(room / "books").glob("*")]
    print(f"largest page\t{max(kilobytes(page, *shared) for page in pages)} kB")
    search = room / "search"
    print(f"directory\t{kilobytes(search / 'directory.js')} kB")
    print(
        f"index\t{kilobytes(*search.glob('p*.js'))} kB in {len(list(search.glob('p*.js')))} files"
    )
    print(
        f"texts\t{kilobytes(*search.glob('t*.js'))} kB in {len(list(search.glob('t*.js')))} files"
    )


if __name__ == "__main__":
    main()
