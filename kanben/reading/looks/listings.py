"""Find listings by their lines: what a machine wrote, or reads, keeps its lines."""

import re
from itertools import groupby

from kanben.characters import has_han
from kanben.manuscript.blocks import BlockKind
from kanben.reading.looks.shapes import Shapes, standing_alone
from kanben.reading.page.lines import Lines

_BRANCH = re.compile(r"[\s│|b']*[├└╰][b']*─")
"""A branch of a tree of files, whatever the file is called; some PDFs give b'' for each rule."""
_DRAWN = re.compile(r"[\s│|b']*│|[-dlbcps][-rwxsStT]{9}[ .+]")
"""The stem of such a tree, the modes before a file's name."""
_COUNT = re.compile(r"\d+ director(?:y|ies)(?:, \d+ files?)?")
"""What stands below such a tree, wherever it stands."""
_FORMS = re.compile(
    r"(?:---|\+\+\+) \S+/\S+.*|@@ -\d.*"  # the heads of a change
    r"|(?:[$%>]|\S+[@:]\S*[$#]|>>>|In \[\d+\]:) \S.*"  # what is typed behind a prompt
    r"|\.?[\w.+~@%-]*(?:/[\w.+~@%$(){}-]+)+/?(?:\s+\S*/\S*)?"  # paths
    r"|[A-Z][A-Za-z]+(?:-[A-Za-z]+)*: \S.*(?<![.!?])"  # fields of a header
    r"|(?:[A-Z]|[a-z][\w.-]{1,15}(?:\[\d+\])?): \S.*(?<![.!?])"  # what programs tell
    r"|[\w.-]+ ?[:+?]?=(?: ?\S.*)?|\S.*(?:[;{}\\]|:: \S+)"  # settings, statements
    r"|(?:#|//|--|;;|%|REM)(?:\s?[-=#*]{4,}.*|!\S+.*)"  # rules and shebangs of comments
)
_LONGEST = 200
_FEWEST = 3
_DRAWN_AT_LEAST = 2
"""A listing has so many lines next to each other; of drawn ones two are enough."""


def find_listings(lines: Lines) -> Shapes:
    """Return the lines of all listings that show by their form what they are."""
    found = [row for row, text in enumerate(lines.texts) if _COUNT.fullmatch(text)]
    looks = [_look(text) for text in lines.texts]
    for is_listing, group in groupby(range(len(lines)), lambda row: looks[row] > 0):
        run = list(group) if is_listing else []
        for part in _unbroken(lines, run):
            drawn = sum(looks[row] == _DRAWN_AT_LEAST for row in part)
            if len(part) >= _FEWEST or drawn >= _DRAWN_AT_LEAST:
                found += part
    return standing_alone(found, BlockKind.CODE, "evidence.listing", len(lines))


def _look(text: str) -> int:
    """Return 2 for a drawn line, 1 for another line of a listing, 0 for any other."""
    if text[0] > "\u2fff" or len(text) > _LONGEST:
        return 0
    if _BRANCH.match(text):
        return 2
    if has_han(text):
        return 0
    if _DRAWN.match(text):
        return 2
    return int(text.isascii() and _FORMS.fullmatch(text) is not None)


def _unbroken(lines: Lines, run: list[int]) -> list[list[int]]:
    """Part a run where blank lines stand, or another source begins."""
    parts: list[list[int]] = []
    for row in run:
        if not parts or lines.blanks[row] or lines.page[row]:
            parts.append([])
        parts[-1].append(row)
    return parts
