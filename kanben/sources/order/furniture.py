"""Find page furniture by its place: what comes back at the same height from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from kanben.sources.printed import PrintedPage

LineOfPage = tuple[int, int]
"""A page and a line on it, both from 0."""

_PAGES = 3
"""Pages on which furniture stands at the least; in a shorter source, on all its pages."""
_EDGE = 3
"""Lines from the top and from the bottom of a page among which furniture is looked for: two heads
and a folio, or a folio and two lines of a colophon."""
_STEP = 0.006
"""Heights that count as one, as a share of the page: 5 points of a sheet of A4."""
_HEAD_SHARE = 0.25
"""Share of the pages on which a height holds furniture where every line at it is furniture: a
running head that names the section changes too often to come back itself."""

_COUNTING = re.compile(
    r"\d+|\b[ivxlcdm]+\b|(?<=[第卷])[一二三四五六七八九十百〇零○廿卅]+|[上中下](?=$)", re.IGNORECASE
)
_FOLIO = re.compile(
    r"[\s·．.\-–—~〜•|/第页頁共(（)）〔〕\[\]【】ivxlcdm\d一二三四五六七八九十百〇零○]+",
    re.IGNORECASE,
)


def furniture_of(pages: Sequence[PrintedPage]) -> frozenset[LineOfPage]:
    """Return the lines that are page furniture.

    A line at a page's edge whose text, numbers aside, stands at the same height on three pages;
    a bare number at such a height; numbers that count on with the pages; and any line at a height
    where furniture is usual.
    """
    edges = {row: _height(pages, row) for row in _edges(pages)}
    found = _coming_back(pages, edges)
    usual = _usual_heights(len(pages), {edges[row] for row in found}, found, edges)
    alone = {row for row, height in edges.items() if height in usual and _stands_apart(pages, row)}
    return frozenset(found | alone | _counting_on(pages, edges))


def _edges(pages: Sequence[PrintedPage]) -> list[LineOfPage]:
    rows = []
    for number, page in enumerate(pages):
        order = sorted(range(len(page.lines)), key=lambda line: page.lines[line].box.middle)
        rows += [(number, line) for line in {*order[:_EDGE], *order[-_EDGE:]}]
    return rows


def _height(pages: Sequence[PrintedPage], row: LineOfPage) -> int:
    page = pages[row[0]]
    box = page.lines[row[1]].box
    return round(box.middle / max(page.height, 1.0) / _STEP)


def _likeness(text: str) -> str:
    """Return what of a line stays the same from page to page."""
    return _COUNTING.sub("#", "".join(text.split()))


def _coming_back(pages: Sequence[PrintedPage], edges: dict[LineOfPage, int]) -> set[LineOfPage]:
    same: dict[tuple[int, str], list[LineOfPage]] = defaultdict(list)
    for row, height in edges.items():
        text = pages[row[0]].lines[row[1]].text
        likeness = "#" if _FOLIO.fullmatch(text) else _likeness(text)
        for near in (height - 1, height, height + 1):
            same[near, likeness].append(row)
    return {
        row
        for rows in same.values()
        if len({page for page, _ in rows}) >= _PAGES or _on_all(pages, rows)
        for row in rows
    }


def _on_all(pages: Sequence[PrintedPage], rows: Sequence[LineOfPage]) -> bool:
    """Tell whether the same words stand outermost on every page of a document of a few."""
    texts = {pages[number].lines[line].text for number, line in rows}
    found = {number for number, _ in rows}
    everywhere = len(found) == len(pages) > 1
    return everywhere and len(texts) == 1 and all(_stands_apart(pages, row) for row in rows)


def _counting_on(pages: Sequence[PrintedPage], edges: dict[LineOfPage, int]) -> set[LineOfPage]:
    """Return the outermost lines that are numbers and count on with their pages."""
    counts: dict[tuple[int, int], set[LineOfPage]] = defaultdict(set)
    for row, height in edges.items():
        number = re.fullmatch(r"\W*(\d{1,4})\W*", pages[row[0]].lines[row[1]].text)
        if number and _stands_apart(pages, row):
            for near in (height - 1, height, height + 1):
                counts[near, int(number[1]) - row[0]].add(row)
    return {row for rows in counts.values() if len(rows) > 1 for row in rows}


def _usual_heights(
    count: int, heights: set[int], found: set[LineOfPage], edges: dict[LineOfPage, int]
) -> set[int]:
    at = Counter(edges[row] for row in found)
    return {height for height in heights if at[height] >= max(_PAGES, _HEAD_SHARE * count)}


def _stands_apart(pages: Sequence[PrintedPage], row: LineOfPage) -> bool:
    """Tell whether a line is the outermost of its page, or stands beside the outermost."""
    page = pages[row[0]]
    middle = page.lines[row[1]].box.middle
    middles = [line.box.middle for line in page.lines]
    near = _STEP * page.height
    return middle <= min(middles) + near or middle >= max(middles) - near
