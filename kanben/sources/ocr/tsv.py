"""Read Tesseract's table of words."""

import csv
import io
from pathlib import Path

from kanben.errors import SourceError
from kanben.sources.printed import Box, PrintedLine, PrintedPage
from kanben.sources.words import line_of

COLUMNS = [
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
]
_PAGE_LEVEL, _WORD_LEVEL = 1, 5
"""Levels of Tesseract's rows."""

_Word = tuple[str, Box, float]


def read_tsv(content: bytes, file: Path) -> list[PrintedPage]:
    """Return the pages of the table, in the engine's order."""
    sizes: dict[int, tuple[float, float]] = {}
    lines: dict[tuple[int, int, int, int], list[_Word]] = {}
    table = io.StringIO(content.decode("utf-8", "replace"), newline="")
    rows = csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, 1):
        if number == 1 or not row:
            continue
        try:
            level, page, block, paragraph, line = (int(cell) for cell in row[:5])
            left, top, width, height, sure = (float(cell) for cell in row[6:11])
        except ValueError as error:
            raise SourceError("source.table_row", file=file, line=number) from error
        if level == _PAGE_LEVEL:
            sizes[page] = (width, height)
        elif level == _WORD_LEVEL and len(row) > 11 and row[11].strip():
            box = Box(left, top, left + width, top + height)
            place = (page, block, paragraph, line)
            lines.setdefault(place, []).append((row[11].strip(), box, sure / 100))
    return [
        PrintedPage(
            *size,
            tuple(_line(words) for place, words in lines.items() if place[0] == page),
        )
        for page, size in sizes.items()
    ]


def _line(words: list[_Word]) -> PrintedLine:
    box = words[0][1]
    for _, other, _ in words[1:]:
        box = box.around(other)
    text = line_of(word for word, _, _ in words)
    return PrintedLine(text, box, confidence=min(sure for *_, sure in words))
