"""Read the files of text repositories as they come: Kanripo's mandoku files, CBETA's lines.

Kanripo: https://github.com/kanripo; lines end with ¶, ``<pb:KR2k0000_WYG_001-1a>`` begins a page,
``#+TITLE:`` and its like say what the text is, ``(今貴/陽府)`` is a note in two half columns.
CBETA: every line begins with its place, ``T01n0001_p0001a02║``.
"""

import re
from collections.abc import Iterator

from kanben.reading.files.sheet import Rewrite, Sheet

_KEYWORD = re.compile(r"#\+([A-Z_]+):[ \t]*(.*)")
_PAGE = re.compile(r"<pb:([^<>\s]+)>")
_MARK = re.compile(r"<pb:[^<>\s]+>|<md:[^<>\s]+>|¶|&KR\d+;|^\*+ |[(（)）/]")
_PROPERTY = re.compile(r"(\w+)\s+(.*)")
_PLACE = re.compile(r"[A-Z]{1,2}\d{2,3}n\w{4,5}_p(\w{5})\w{2}(?:\(\d+\))?║")
_COMMENT = re.compile(r"#(?: |\+|$)")


class Findings:
    """Collect what a file says about its text: its title, and pages by the lines they begin at."""

    def __init__(self) -> None:
        self.title = ""
        self.pages: dict[int, str] = {}


def undo_repository(sheet: Sheet) -> Findings:
    """Take a repository's marks out of the lines, and return what they say."""
    found = Findings()
    if _is_mandoku(sheet.lines):
        for place, line in enumerate(sheet.lines):
            _mandoku(sheet, place, line, found)
    elif any(_PLACE.match(line) for line in sheet.lines[:50]):
        _cbeta(sheet, found)
    return found


def _is_mandoku(lines: list[str]) -> bool:
    head = "\n".join(lines[:50])
    return "<pb:" in head or (_KEYWORD.search(head) is not None and "¶" in "".join(lines[:200]))


def _mandoku(sheet: Sheet, place: int, line: str, found: Findings) -> None:
    if _COMMENT.match(line):
        keyword = _KEYWORD.match(line)
        if keyword and keyword[1] == "TITLE" and not found.title:
            found.title = keyword[2].strip()
        sheet.rewrite(place, [Rewrite(0, len(line), "", "reading.repository")])
        return
    page = _PAGE.search(line)
    if page is not None:
        found.pages[place] = page[1].rpartition("_")[2]
    sheet.rewrite(place, _marks(line))


def _marks(line: str) -> Iterator[Rewrite]:
    depth = 0
    for mark in _MARK.finditer(line):
        start, end, read = mark.start(), mark.end(), ""
        if mark[0] in "(（":
            depth, read = depth + 1, "（"
        elif mark[0] in ")）":
            depth, read = max(depth - 1, 0), "）"
        elif mark[0] == "/" and not depth:
            continue
        elif mark[0].startswith("<pb:"):
            read = "\f"
        elif mark[0].startswith("&"):
            read = "□"
        if read != mark[0]:
            yield Rewrite(start, end, read, "reading.repository")


def _cbeta(sheet: Sheet, found: Findings) -> None:
    page = ""
    for place, line in enumerate(sheet.lines):
        mark = _PLACE.match(line)
        if mark is None:
            continue
        begins = mark[1] != page
        if begins:
            page = found.pages[place] = mark[1]
        read = "\f" if begins else ""
        sheet.rewrite(place, [Rewrite(0, mark.end(), read, "reading.repository")])
