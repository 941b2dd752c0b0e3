"""Find where pages begin, with the numbers printed on them."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby

from kanben.manuscript.blocks import BlockKind
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import Lines

_NUMBER = re.compile(r"\d{1,4}|\b[ivxlc]{1,7}\b")


def folios_of(lines: Lines, blocks: Sequence[LineBlock]) -> dict[int, str]:
    """Return the rows of text that a page begins with, each with the page's printed number.

    A page begins with a file, with a form feed, and after a run of furniture that holds a
    number: at the foot (``18``, then the text of page 19) or, with the running head that
    follows it, at the head (``19``). The first rows of a part tell the two habits apart.
    """
    furniture = {row for block in blocks if block.kind == BlockKind.FURNITURE for row in block.rows}
    found: dict[int, str] = {}
    pending, at_foot = bool(len(lines)), 0 not in furniture
    number = ""
    for is_furniture, group in groupby(range(len(lines)), furniture.__contains__):
        rows = list(group)
        if is_furniture:
            number = _next_number([lines.texts[row] for row in rows], at_foot)
            pending = True
            continue
        for row in rows:
            if pending or lines.page[row]:
                found[row] = number if pending else ""
            pending, number = False, ""
    return found


def name_pages(lines: Lines, pages: Mapping[tuple[int, int], str]) -> dict[int, str]:
    """Return the rows that pages begin with whose names the source gives, by source and line."""
    places = list(zip(lines.source.tolist(), lines.number.tolist(), strict=True))
    rows = ((bisect_left(places, place), page) for place, page in sorted(pages.items()))
    return {row: page for row, page in rows if row < len(places)}


def _next_number(texts: Sequence[str], at_foot: object) -> str:
    """Return the number of the page that begins after these lines of furniture."""
    numbers = [match[0] for text in texts for match in [_NUMBER.search(text)] if match]
    if not numbers:
        return ""
    last = numbers[-1]
    if at_foot and len(numbers) == 1 and last.isdigit():
        return str(int(last) + 1)
    return last
