"""Measure the pages of a printed book: the line grid, and where pages end.

    python -m bench.pages MANUSCRIPT… [--design book-a5]…
    python -m bench.pages --characters 300000 [--design book-a5]…

Baselines are read from the finished PDF with pdfium. *off the grid* is how far, in points, the
worst baseline of the text's size lies from a whole number of lines below the first line of the
type area. *high* counts the pages of the text that end above the last line of the type area
although the text goes on in the same part, the white around headings, poems and captions aside;
*hanging* those with one line more.
"""

import argparse
import ctypes
import tempfile
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from bench.generated_book import write_book
from kanben.manuscript.archive import load
from kanben.manuscript.blocks import Block, BlockKind, Part, Piece, Position
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.pages import Pages
from kanben.writing.designs import Design, page_design
from kanben.writing.pdf.edition import write

_NEAR = 0.05
"""pt: sizes and baselines nearer than this are the same."""
_POINTS_PER_MM = 72 / 25.4
_PIXELS_PER_POINT = 96 / 72
"""WeasyPrint writes sizes in pixels, and scales the page."""


_ASIDES = {
    3: ((BlockKind.CAPTION, "图为江边的老码头。"),),
    5: ((BlockKind.VERSE, "朝辞白帝彩云间，"), (BlockKind.VERSE, "千里江陵一日还。")),
    9: ((BlockKind.QUOTE, "江水日夜流，人在码头上，一站就是一辈子。"),),
    11: ((BlockKind.LIST, "一、渡船三只；"), (BlockKind.LIST, "二、水手六人。")),
    13: ((BlockKind.CODE, "船号  起  讫"), (BlockKind.CODE, "  甲   08  20")),
    15: ((BlockKind.TABLE, "年份\t企业\n2020\t590家\n2021\t1050家"),),
    17: ((BlockKind.HEADING, "码头上的人"),),
}
"""What stands behind the paragraph of that number, counted anew after every twenty."""


def varied(characters: int) -> Manuscript:
    """Make a book of so many characters with every kind of block between its paragraphs."""
    parts = []
    for number, chapter in enumerate(write_book(characters, lang="zh-Hans").chapters, 1):
        blocks: list[Block] = []
        for place, text in enumerate(chapter):
            kinds = ((BlockKind.PARAGRAPH, text), *_ASIDES.get(place % 20, ()))
            for kind, words in kinds:
                line = len(blocks) + 1
                piece = Piece(words, Position(0, number * 10_000 + line))
                level = 2 if kind == BlockKind.HEADING else 0
                blocks.append(Block(kind, (piece,), f"s-{number}-{line}", level))
        parts.append(Part(f"第{number}章", tuple(blocks), (0,), anchor=f"part-{number}"))
    return Manuscript(
        name="码头",
        script="Hans",
        variant="zh-Hans-CN",
        metadata=Metadata(title="码头"),
        sources=(Source("码头.txt", "s", "0" * 64, "utf-8", 0),),
        parts=tuple(parts),
    )


_WITHOUT_WHITE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.BYLINE})
_SHARES = (0.96, 0.95, 0.9, 0.85, 1.1, 1.25)
"""Sizes of other blocks in the style sheet, in em."""


class Measured(Struct, frozen=True):
    """Hold what was found in a book."""

    pages: int
    off: float
    high: tuple[str, ...]
    hanging: int


def baselines(page: pypdfium2.PdfPage, size: float) -> list[float]:
    """Return the baselines of the text in one size, from the top, in points."""
    size *= _PIXELS_PER_POINT
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = set()
    for number in range(text.count_chars()):
        if abs(pdfium.FPDFText_GetFontSize(text, number) - size) < _NEAR:
            pdfium.FPDFText_GetCharOrigin(text, number, x, y)
            found.add(round(page.get_height() - y.value, 3))
    return sorted(found)


def measure(book: Manuscript, design: Design, path: Path) -> Measured:
    """Print a book and measure its pages."""
    record = write(book, path, design)
    starts = {record.anchors[part.anchor] for part in book.parts if part.anchor in record.anchors}
    back = [record.anchors[name] for name in ("apparatus", "index") if name in record.anchors]
    end = min(back, default=len(record.labels))
    with pypdfium2.PdfDocument(path) as document:
        lines = {page: baselines(document[page], design.size) for page in range(min(starts), end)}
        lowest = {page: _lowest(document[page], design) for page in lines}
    tall = design.height * _POINTS_PER_MM - design.lines * design.leading
    top = tall * design.head
    origin = min(found[0] for found in lines.values() if found and found[0] < top + design.leading)
    last = (design.lines - 1) * design.leading + origin
    excused = starts | _beside_white(book, record)
    return Measured(
        pages=len(lines),
        off=max(_off(line - origin, design.leading) for found in lines.values() for line in found),
        high=tuple(
            record.labels[page]
            for page, lowest_line in lowest.items()
            if lowest_line < last - design.leading / 2
            and page + 1 not in excused
            and lines.get(page + 1)
        ),
        hanging=sum(lowest_line > last + design.leading / 2 for lowest_line in lowest.values()),
    )


def _lowest(page: pypdfium2.PdfPage, design: Design) -> float:
    """Return the lowest baseline of the text of a page, folio and footnotes aside."""
    sizes = [design.size * share for share in (1.0, *_SHARES)]
    return max((line for size in sizes for line in baselines(page, size)[-1:]), default=0.0)


def _beside_white(book: Manuscript, record: Pages) -> set[int]:
    """Return the pages before which there is white: above a heading, below a poem, a caption."""
    blocks = [block for part in book.parts for block in part.printed_blocks]
    found = set()
    for before, after in pairwise(blocks):
        page = record.anchors.get(after.anchor, 0)
        turned = record.anchors.get(before.anchor, page) < page or before.anchor in record.runs
        if turned and {before.kind, after.kind} - _WITHOUT_WHITE:
            found.add(page)
    return found


def _off(distance: float, leading: float) -> float:
    rest = distance % leading
    return min(rest, leading - rest)


def main() -> None:
    """Print a row for each book and design."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manuscripts", type=Path, nargs="*")
    parser.add_argument("--characters", type=int, default=0)
    parser.add_argument("--design", action="append", default=[])
    chosen = parser.parse_args()
    books = {path.stem: load(path) for path in chosen.manuscripts}
    if chosen.characters:
        books[f"generated, {chosen.characters} characters"] = varied(chosen.characters)
    print("| book | design | pages | off the grid, pt | high | hanging |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for name, book in books.items():
            for design in chosen.design or ["book-a5"]:
                found = measure(book, page_design(design), Path(folder) / "book.pdf")
                high = f"{len(found.high)} {' '.join(found.high[:8])}".strip()
                figures = (name, design, found.pages, f"{found.off:.3f}", high, found.hanging)
                print(f"| {' | '.join(map(str, figures))} |", flush=True)


if __name__ == "__main__":
    main()
