"""Find the rows of tables that are set with spaces, tabs or lines."""

import re
from collections import Counter
from itertools import groupby, pairwise

from kanben.characters import SENTENCE_END, has_han
from kanben.manuscript.blocks import BlockKind
from kanben.reading.looks.shapes import Shapes, standing_alone
from kanben.reading.page.lines import Lines

_GAP = re.compile(r"[ \u3000\xa0\t]+")
_WIDE_GAP = re.compile(r"\t|[ \xa0]{2,}|\u3000{2,}")
_NUMBER = re.compile(
    r"[（(]?[-+－＋−±<>≥≤约]?[¥$＄￥]?\d[\d,，.．/:：%％‰年月日期个万亿元人岁—~-]*[）)]?|[-—－…]{1,3}|[〇无/]"
)
_RULED = re.compile(r"[│┃|｜].*[│┃|｜]|[┌├└┏┣┗╔╠╚+][─━═+-]{2,}.*")
_RULES = frozenset("│┃|｜┌├└┏┣┗╔╠╚+")
_BULLETS = frozenset("•●▪◆■‣◦")
_CODE = re.compile(r"[{}\\;$<>=#&]|https?:")
_SECTION = re.compile(r"第.{1,5}[章回节節卷篇部编編]|[一二三四五六七八九十]+、|\d+[.．]|[（(]")
_LONGEST_CELL = 16
"""Characters of the longest cell: a longer one is a sentence."""
_CAPTION = re.compile(r"(续|續|附)?[表图圖]\s*[\d一二三四五六七八九十]")
_ROWS, _TWO_COLUMNS = 2, 3
"""A table has so many rows at least beside its head; one of two columns more."""

_TIMETABLE, _REPEATED, _WORD = 4, 0.75, 6
"""A timetable has so many columns at least; at most this share of its cells are different words,
each of so many characters at most."""
_PAGE = re.compile(r"\d{1,4}")
_PAGES = re.compile(r"\d{1,4}(?:[,，、;；–~—-]? ?\d{1,4})*")


def find_tables(lines: Lines) -> Shapes:
    """Return the rows of all tables, each a block of its own."""
    cells = [_cells(text) for text in lines.texts]
    rows = [row for run in _runs(lines, cells) for row in run]
    return standing_alone(rows, BlockKind.TABLE, "evidence.row", len(lines))


def _cells(text: str) -> tuple[str, ...]:
    """Return the cells of a line; none for a line that no row of a table can be."""
    if text[0] in _RULES and _RULED.fullmatch(text):
        return tuple(text)
    if (
        text[0] in _BULLETS
        or _GAP.search(text) is None
        or _CODE.search(text)
        or _CAPTION.match(text)
    ):
        return ()
    if text[-1] in SENTENCE_END or "。" in text:
        return ()
    cells = tuple(filter(None, _GAP.split(text)))
    return cells if max(map(len, cells)) <= _LONGEST_CELL else ()


def _runs(lines: Lines, cells: list[tuple[str, ...]]) -> list[list[int]]:
    """Return the tables as runs of rows with cells, cut where pages and sources change."""
    found = []
    for may_be, group in groupby(range(len(cells)), lambda row: len(cells[row]) > 1):
        run = list(group)
        if may_be:
            run = _trimmed(run, cells)
            if _is_table([lines.texts[row] for row in run], [cells[row] for row in run]):
                found.append(run)
    return found


def _trimmed(run: list[int], cells: list[tuple[str, ...]]) -> list[int]:
    """Leave out, at both ends, rows with fewer than two thirds of the columns: captions, notes."""
    columns = _columns([cells[row] for row in run])
    while run and 3 * len(cells[run[0]]) < 2 * columns:
        run = run[1:]
    while run and 3 * len(cells[run[-1]]) < 2 * columns and not _has_numbers(cells[run[-1]]):
        run = run[:-1]
    return run


def _columns(rows: list[tuple[str, ...]]) -> int:
    counts = Counter(map(len, rows))
    return max(counts, key=lambda count: (counts[count], count), default=0)


def _has_numbers(row: tuple[str, ...]) -> bool:
    return any(map(_NUMBER.fullmatch, row[1:]))


def _is_table(texts: list[str], rows: list[tuple[str, ...]]) -> bool:
    """Tell whether lines of short cells are a table: of numbers, of wide columns, or ruled."""
    if sum(bool(_RULED.fullmatch(text)) for text in texts) > len(texts) / 2:
        return len(texts) > _ROWS and any(map(has_han, texts))
    if not any(map(has_han, texts)) or _is_contents(rows):
        return False
    if _is_index(rows) or _is_timetable(rows):
        return True
    columns = _columns(rows)
    alike = sum(len(row) == columns for row in rows)
    if len(rows) <= (_TWO_COLUMNS if columns < 3 else _ROWS) - 1 or 10 * alike < 6 * len(rows):
        return False
    numbered = sum(map(_has_numbers, rows))
    if 2 * numbered >= len(rows) and numbered >= _ROWS:
        return True
    wide = sum(_WIDE_GAP.search(text) is not None for text in texts)
    return columns > 2 and len(rows) > _ROWS and 2 * wide > len(rows)


def _is_index(rows: list[tuple[str, ...]]) -> bool:
    """Tell whether all rows are words and then pages, few or many: 白居易 12, 45, 78.

    Pages that rise from row to row are those of a table of contents.
    """
    first = [int(page[0]) for row in rows if (page := _PAGE.search(" ".join(row[1:])))]
    if all(before <= after for before, after in pairwise(first)):
        return False
    return len(rows) > _ROWS and all(
        _PAGES.fullmatch(" ".join(row[1:])) or _PAGES.fullmatch(" ".join(row[2:])) for row in rows
    )


def _is_timetable(rows: list[tuple[str, ...]]) -> bool:
    """Tell whether rows of many short words are alike, and the same words fill many cells."""
    width = len(rows[0])
    if len(rows) <= _ROWS or width < _TIMETABLE or any(len(row) != width for row in rows):
        return False
    inside = [cell for row in rows[1:] for cell in row[1:]]
    return len(set(inside)) <= _REPEATED * len(inside) and max(map(len, inside)) <= _WORD


def _is_contents(rows: list[tuple[str, ...]]) -> bool:
    """Tell whether rows are a table of contents: titles of sections, then pages that rise."""
    last = [int(row[-1]) for row in rows if row[-1].isdecimal()]
    sections = sum(_SECTION.match(row[0]) is not None for row in rows)
    rising = all(before <= after for before, after in pairwise(last))
    single = all(sum(cell.isdecimal() for cell in row) <= 1 for row in rows)
    return len(last) > len(rows) / 2 and rising and single and 2 * sections >= len(rows)
