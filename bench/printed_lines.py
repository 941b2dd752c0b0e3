"""Count what is wrong with the lines of a set book, from its PDF."""

import statistics
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from pathlib import Path

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium

NOT_AT_START = frozenset("，。、；：！？”’》」』）〉】〕·‧～%％")
NOT_AT_END = frozenset("“‘《「『（〈【〔")
MARKS = NOT_AT_START | NOT_AT_END | frozenset("…—")
_INDENT = 1.2
"""em: a line that begins so far right of the margin begins a paragraph."""
_SAME_LINE = 0.3
"""em: baselines nearer than this belong to one line."""
_PAST = 0.1
"""em: more than a letter such as f leans out of its own width."""
_NARROW = 0.6
"""em: a gap to the edge that readers see."""


class Char(msgspec.Struct, frozen=True):
    """A printed character: its origin and where it ends for the eye, in pt.

    That is the end of its cell, or of its inked half for a mark that stands in the left one.
    """

    text: str
    left: float
    right: float


class Counts(msgspec.Struct, frozen=True):
    """What was counted in a PDF; `edge` is the standard deviation of line ends, in pt."""

    lines: int
    full: int
    paragraphs: int
    bad_starts: int
    bad_ends: int
    short: int
    over: int
    lone: int
    edge: float


def count(path: Path) -> Counts:
    """Count the lines of a PDF in the size that most of its characters have."""
    found: Counter[str] = Counter()
    edges: list[float] = []
    document = pypdfium2.PdfDocument(path)
    body = _body(document)
    pages = [_lines(page, body) for page in document]
    left = min(line[0].left for lines in pages for line in lines)
    right = statistics.quantiles([line[-1].right for lines in pages for line in lines], n=50)[-3]
    flow = [line for lines in pages for line in lines]
    for line, following in zip(flow, [*flow[1:], None], strict=True):
        text = "".join(char.text for char in line)
        found["lines"] += 1
        found["bad_starts"] += text[0] in NOT_AT_START
        found["bad_ends"] += text[-1] in NOT_AT_END
        found["over"] += line[-1].right > right + _PAST * body.em
        if following is None or following[0].left - left > _INDENT * body.em:
            found["paragraphs"] += 1
            begun = line[0].left - left > _INDENT * body.em
            found["lone"] += not begun and sum(char not in MARKS for char in text) <= 1
        else:
            found["full"] += 1
            found["short"] += right - line[-1].right > _NARROW * body.em
            edges.append(line[-1].right - right)
    return Counts(
        lines=found["lines"],
        full=found["full"],
        paragraphs=found["paragraphs"],
        bad_starts=found["bad_starts"],
        bad_ends=found["bad_ends"],
        short=found["short"],
        over=found["over"],
        lone=found["lone"],
        edge=statistics.pstdev(edges),
    )


class _Body(msgspec.Struct, frozen=True):
    """The size of body text as the PDF names it, and the em it makes on the page, in pt."""

    size: float
    em: float


def _body(document: pypdfium2.PdfDocument) -> _Body:
    seen: Counter[tuple[float, float]] = Counter()
    for number in range(min(len(document), 20)):
        text = document[number].get_textpage()
        for at in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(at, loose=True)
            size = pdfium.FPDFText_GetFontSize(text, at)
            seen[round(size, 1), round(right - left, 1)] += 1
    return _Body(*seen.most_common(1)[0][0])


def _lines(page: pypdfium2.PdfPage, body: _Body) -> list[list[Char]]:
    """Return the lines of a page from top to bottom; the folio has another size or is alone."""
    text = page.get_textpage()
    placed: list[tuple[float, Char]] = []
    x, y = c_double(), c_double()
    for at in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, at))
        if char.isspace() or abs(pdfium.FPDFText_GetFontSize(text, at) - body.size) > 0.3:
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
        right = text.get_charbox(at, loose=True)[2]
        if char in MARKS and text.get_charbox(at)[2] < x.value + 0.55 * body.em:
            right = min(right, x.value + 0.5 * body.em)
        placed.append((y.value, Char(char, x.value, right)))
    rows = [
        sorted((char for _, char in row), key=lambda char: char.left)
        for row in _rows(sorted(placed, key=lambda at: -at[0]), body.em)
    ]
    return [row for row in rows if not all(char.text.isdigit() for char in row)]


def _rows(placed: list[tuple[float, Char]], em: float) -> Iterator[list[tuple[float, Char]]]:
    """Cut characters, sorted from top to bottom, where the baseline changes."""
    begin = 0
    for at in range(1, len(placed) + 1):
        if at == len(placed) or placed[at - 1][0] - placed[at][0] > _SAME_LINE * em:
            yield placed[begin:at]
            begin = at
