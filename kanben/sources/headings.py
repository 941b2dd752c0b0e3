"""Find what the type and the outline of a document say of its headings and notes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kanben.characters import cells, has_han, inked
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.decisions import Constraint
from kanben.sources.order.furniture import LineOfPage
from kanben.sources.printed import Bookmark, PrintedLine, PrintedPage

Kinds = dict[LineOfPage, BlockKind]

_LARGER = 1.14
"""Times the body's size from which type is display type: from 10.5 to 12 point, the smallest
step that Chinese type (五号 to 小四) has for headings."""
_SMALLER = 0.93
"""Times the body's size up to which type is that of notes: 10.5 to 9 point and less."""
_LONGEST = 45
"""Cells of the longest line of a heading."""
_LINES = 3
"""Lines of the longest heading."""
_SAME = 0.03
"""Difference in size, as a share, of type that counts as one: what scaling and rounding leave."""
_ROOM, _USUALLY = 2.5, 0.75
"""Ems that a full line of a heading leaves at the most (the longest word that goes to the next one,
a full stop), and the share of a page's lines that are not longer than its measure."""
_HEADINGS = 2
"""Headings in a type of their own from which a document is held to set all of them so."""
_CALL = re.compile(
    r"\s*(?:[\d①-⑳㉑-㉟*＊†‡]|[〔［\[（(]\s*[\d一二三四五六七八九十]+\s*[〕］\])）])"
)

_NUMBER = re.compile(r"[\d.．、第章节節编編篇部一二三四五六七八九十百a-z]*")


class BodyType(Struct, frozen=True):
    """Describe the type in which most of a document is set; size 0 where none is known."""

    size: float
    bold: bool

    def displays(self, line: PrintedLine) -> bool:
        """Tell whether a line stands out from the body: larger, or bold where it is not."""
        if line.fixed or line.row or not self.size:
            return False
        if line.size >= _LARGER * self.size:
            return True
        return line.bold and not self.bold and line.size > _SMALLER * self.size

    def sets(self, line: PrintedLine) -> bool:
        """Tell whether a line is in the body's own type."""
        return abs(line.size - self.size) <= _SAME * self.size and line.bold == self.bold


NO_TYPE = BodyType(0.0, bold=False)
"""What is known of a page's type that was read from a picture."""


def body_of(pages: Sequence[PrintedPage], furniture: frozenset[LineOfPage]) -> BodyType:
    """Return the type in which most characters are set."""
    types: Counter[tuple[float, bool]] = Counter()
    for _, line in _rows(pages, furniture):
        if not line.fixed:
            types[round(line.size, 1), line.bold] += len(line.text)
    return BodyType(*types.most_common(1)[0][0]) if types else NO_TYPE


def _rows(
    pages: Sequence[PrintedPage], furniture: frozenset[LineOfPage]
) -> Iterator[tuple[LineOfPage, PrintedLine]]:
    for number, page in enumerate(pages):
        for row, line in enumerate(page.lines):
            if (number, row) not in furniture:
                yield (number, row), line


def kinds_by_type(pages: Sequence[PrintedPage], furniture: frozenset[LineOfPage]) -> Kinds:
    """Return the lines that their type makes headings, or notes at the foot of a page."""
    body = body_of(pages, furniture)
    if not body.size:
        return {}
    kinds: Kinds = {}
    run: list[LineOfPage] = []
    for row, line in _rows(pages, furniture):
        displayed = body.displays(line)
        if run and (not displayed or not _goes_on(pages, run[-1], row)):
            kinds.update(_headings(pages, run))
            run = []
        if displayed:
            run.append(row)
    kinds.update(_headings(pages, run))
    for number, page in enumerate(pages):
        kinds.update(_notes(page, number, body.size, furniture))
    return kinds


def _goes_on(pages: Sequence[PrintedPage], before: LineOfPage, row: LineOfPage) -> bool:
    """Tell whether display type goes on in the same size on the same page."""
    one, two = pages[before[0]].lines[before[1]], pages[row[0]].lines[row[1]]
    return before[0] == row[0] and abs(one.size - two.size) <= _SAME * one.size


def plain_rows(
    pages: Sequence[PrintedPage], furniture: frozenset[LineOfPage], kinds: Kinds
) -> frozenset[LineOfPage]:
    """Return the lines in the body's own type, where headings have another."""
    if sum(kind == BlockKind.HEADING for kind in kinds.values()) < _HEADINGS:
        return frozenset()
    body = body_of(pages, furniture)
    return frozenset(
        row for row, line in _rows(pages, furniture) if row not in kinds and body.sets(line)
    )


def _headings(pages: Sequence[PrintedPage], run: Sequence[LineOfPage]) -> Kinds:
    lines = [pages[number].lines[row] for number, row in run]
    if len(run) > _LINES or any(cells(line.text) > _LONGEST for line in lines):
        return {}
    return {
        row: BlockKind.HEADING
        for row, line in zip(run, lines, strict=True)
        if has_han(line.text) or any(char.isalpha() for char in line.text)
    }


def _notes(page: PrintedPage, number: int, body: float, furniture: frozenset[LineOfPage]) -> Kinds:
    kinds: Kinds = {}
    text = [row for row in range(len(page.lines)) if (number, row) not in furniture]
    for row in reversed(text):
        line = page.lines[row]
        if line.size > _SMALLER * body:
            break
        if _CALL.match(line.text):
            kinds[number, row] = BlockKind.FOOTNOTE
    return kinds


def kinds_by_outline(
    pages: Sequence[PrintedPage], bookmarks: Iterable[Bookmark], furniture: frozenset[LineOfPage]
) -> Kinds:
    """Return the lines that the document's outline names, on the page that it names."""
    kinds: Kinds = {}
    for bookmark in bookmarks:
        if 0 <= bookmark.page < len(pages):
            for row in _named(pages, bookmark, furniture):
                kinds[row] = BlockKind.HEADING
    return kinds


def _named(
    pages: Sequence[PrintedPage], bookmark: Bookmark, furniture: frozenset[LineOfPage]
) -> list[LineOfPage]:
    wanted = inked(bookmark.title).lower()
    lines = pages[bookmark.page].lines
    for first in range(len(lines)):
        found = ""
        for last in range(first, min(first + _LINES, len(lines))):
            if (bookmark.page, last) in furniture:
                break
            found += inked(lines[last].text).lower()
            if wanted and found.endswith(wanted) and _is_number(found[: -len(wanted)]):
                return [(bookmark.page, row) for row in range(first, last + 1)]
    return []


def _is_number(text: str) -> bool:
    """Tell whether nothing, or the number of a section, stands before the outline's title."""
    return len(text) <= 8 and _NUMBER.fullmatch(text) is not None


def full_headings(pages: Sequence[PrintedPage], kinds: Kinds) -> frozenset[LineOfPage]:
    """Return the lines of headings that fill their column: the line below goes on with them."""
    full = set()
    for row, kind in kinds.items():
        page = pages[row[0]]
        line = page.lines[row[1]]
        room = _ROOM * max(line.size, 1.0)
        widths = sorted(other.box.width for other in page.lines if other.size < line.size)
        measure = widths[int(_USUALLY * (len(widths) - 1))] if widths else 0.0
        if kind == BlockKind.HEADING and 0 < measure - room < line.box.width:
            full.add(row)
    return frozenset(full)


def rulings_of(
    kinds: Kinds,
    numbers: Mapping[LineOfPage, int],
    following: Mapping[LineOfPage, LineOfPage],
    full: frozenset[LineOfPage] = frozenset(),
) -> list[Constraint]:
    """Return the kinds as rulings on lines.

    A heading is parted from what follows unless that is a heading too: it may have two lines, and
    has where the first is one of the `full` ones.
    """
    rulings = []
    for row, kind in kinds.items():
        below = following.get(row)
        open_end = kind != BlockKind.HEADING or (below is not None and kinds.get(below) == kind)
        join = (True if row in full else None) if open_end else False
        rulings.append(Constraint(0, numbers[row], join=join, kind=kind))
    return rulings
