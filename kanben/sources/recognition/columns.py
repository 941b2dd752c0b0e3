"""Read a column of characters twice: turned on its side, and its cells set side by side.

Engines are taught on lines. A column that is turned gives them every character, lying; of its
punctuation they lose the small marks, and take a colon for an ellipsis. Its cells side by side
give the punctuation upright, and some characters wrong where a cut went through them. The first
reading tells the characters, the second what stands between them.
"""

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from PIL.Image import Image

_DARK = 90
"""Grey levels by which ink is darker than paper: half of what printing ink has, so that the
shadow of a fold counts for nothing."""
_BODY = 0.92
"""Width of a column's ink, in ems: faces of Chinese fill so much of their square."""
_PITCHES = (0.85, 1.6)
"""Ems from character to character: set solid at the least, letterspaced at the most."""
_SHORTEST, _TALLEST = 0.45, 1.35
"""Cells from half the pitch (squeezed punctuation) to what a word of Latin takes."""
_CUT = 3.0
"""What it costs to cut through a dot of ink."""
_UNEVEN = 160.0
"""What it costs when a cell differs from the pitch by all of it, squared."""
_SQUEEZED = 0.25
"""What a cell of half the pitch costs, in pitches: less than one in between."""
_STOP, _HIGH = 0.45, 0.6
"""Height and width of a stop at the most, and where it ends, in widths of its column."""
_FLAT = 0.55
"""Height of a bracket that lies on its side at the most, in widths of its column."""
_THIN = 0.16
"""Height of a stroke at the most, in widths of its column: of 一, of the parts of 二."""
_GAP, _FLECK = 0.06, 0.1
"""Blank between two marks that share a cell, and size of dirt at the most, in widths."""
_BELOW = (0.12, 0.6)
"""Where a stop begins in its cell on a line: from the left, from the top."""
_MARKS = frozenset('“”"‘’「」『』：；:;，,。．！!？?、（）()《》〈〉【】')
_DOUBLE = frozenset('“”"＂')
_QUOTES = _DOUBLE | frozenset("=＝")
"""What engines take a closing quotation mark for, upright."""
_FULL_STOPS = frozenset("。！？")
_BEFORE_SPEECH = frozenset("：，")
LOST_WHEN_TURNED = _DOUBLE | frozenset("‘’…：:")
"""Marks that are read wrong, or whose partner is lost, in a column on its side."""
_RAISED = frozenset("'’‘`´")
"""What engines take a comma for whose column lies on its side."""
_CORNERS = {"¬": "「", "┐": "「", "ㄱ": "「", "└": "」", "∟": "」", "ㄴ": "」"}
"""What engines take the corner brackets of vertical print for, upright."""
_TO_FULL = str.maketrans(":;,!?()", "：；，！？（）")


class CellLine(Struct, frozen=True):
    """Hold the cells of a column as a line: how many there are, how many of them hold marks."""

    image: "Image"
    cells: int
    marks: int

    def accounts_for(self, text: str) -> bool:
        """Tell whether a text has as many characters, and as many marks, as the column has."""
        return self.cells == len(text) and self.marks <= sum(char in _MARKS for char in text)


def cells_side_by_side(column: "Image") -> CellLine:
    """Return the cells of a column as a line."""
    from PIL import Image

    grey = column.convert("L")
    dots = np.asarray(grey)
    pitch = _pitch(dots)
    side = max(round(pitch), column.width)
    cells = [part for cell in _cells(dots, pitch) for part in _marks_in(dots, *cell)]
    paper = int(np.percentile(dots, 95))
    marks = 0
    line = Image.new("L", (side * len(cells) + side // 2, side), paper)
    for place, (begin, end) in enumerate(cells):
        stood = grey.crop((0, begin, column.width, min(end, begin + side)))
        cell = _as_on_a_line(stood, paper)
        marks += cell is not stood
        left = side // 4 + place * side + (side - cell.width) // 2
        line.paste(cell, (left, (side - cell.height) // 2))
    return CellLine(line.convert("RGB"), len(cells), marks)


def _marks_in(dots: NDArray[np.uint8], begin: int, end: int) -> list[tuple[int, int]]:
    """Part a cell that a stop shares with a bracket."""
    width = dots.shape[1]
    ink = dots[begin:end] < int(np.percentile(dots, 95)) - _DARK
    rows = np.flatnonzero(ink.any(axis=1))
    gaps = np.diff(rows)
    if not gaps.size or gaps.max() <= _GAP * width:
        return [(begin, end)]
    middle = int(rows[gaps.argmax()] + gaps.max() // 2)
    sizes = [_size_of(part) for part in (ink[:middle], ink[middle:])]
    stops = [_FLECK * width < max(size) < _STOP * width for size in sizes]
    flat = all(_FLECK * width < high < _FLAT * width for high, _ in sizes)
    if flat and sum(stops) == 1:
        return [(begin, begin + middle), (begin + middle, end)]
    return [(begin, end)]


def _size_of(ink: NDArray[np.bool_]) -> tuple[int, int]:
    """Return how high and how wide ink is."""
    high, wide = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    return int(high[-1] - high[0] + 1), int(wide[-1] - wide[0] + 1)


def _as_on_a_line(cell: "Image", paper: int) -> "Image":
    """Return a cell whose mark stands as it does on a line.

    A stop stands below its line at the left, not above it at the right, as in vertical print of the
    mainland (CLREQ, Sizes and positions of punctuation); a bracket stands upright, not on its side.
    """
    box = cell.point(lambda grey: 255 if grey < paper - _DARK else 0).getbbox()
    if box is None:
        return cell
    if not _is_stop(box, cell.width):
        flat = _THIN * cell.width < box[3] - box[1] < _FLAT * cell.width
        return cell.rotate(90, expand=True) if flat else cell
    stop = cell.crop((max(box[0] - 2, 0), max(box[1] - 2, 0), box[2] + 2, box[3] + 2))
    moved = cell.copy()
    moved.paste(paper, (0, 0, cell.width, cell.height))
    room = max(cell.width, cell.height)
    moved = moved.resize((cell.width, room))
    moved.paste(stop, (round(_BELOW[0] * room), min(round(_BELOW[1] * room), room - stop.height)))
    return moved


def _is_stop(box: tuple[int, int, int, int], width: int) -> bool:
    """Tell the ink of a stop by its place and its size; `width` is the column's, about an em."""
    left, top, right, bottom = box
    small = max(right - left, bottom - top) < _STOP * width
    return small and left > width / 3 and bottom < _HIGH * width


def _pitch(dots: NDArray[np.uint8]) -> float:
    """Return the distance from character to character by which the column is most like itself."""
    ink = dots < int(np.percentile(dots, 95)) - _DARK
    across = np.flatnonzero(ink.sum(axis=0) > 1)
    em = (across[-1] - across[0] + 1) / _BODY if across.size else float(dots.shape[1])
    rows = ink.sum(axis=1).astype(float)
    rows -= rows.mean()
    least, most = (round(em * share) for share in _PITCHES)
    if most >= len(rows):
        return em
    likeness = [float(rows[lag:] @ rows[:-lag]) / (len(rows) - lag) for lag in range(least, most)]
    return float(least + int(np.argmax(likeness))) if likeness else em


def _cells(dots: NDArray[np.uint8], pitch: float) -> list[tuple[int, int]]:
    """Part a column at its blanks into cells about a pitch tall, by dynamic programming."""
    ink = (dots < int(np.percentile(dots, 95)) - _DARK).sum(axis=1)
    height = len(ink)
    shortest, tallest = max(int(_SHORTEST * pitch), 1), int(_TALLEST * pitch) + 1
    best = np.full(height + 1, np.inf)
    best[0] = 0.0
    before = np.zeros(height + 1, dtype=int)
    sizes = np.arange(shortest, tallest + 1) / pitch
    uneven = _UNEVEN * np.minimum(abs(sizes - 1), abs(sizes - 0.5) + _SQUEEZED) ** 2
    for end in range(shortest, height + 1):
        first = max(end - tallest, 0)
        begins = np.arange(end - shortest, first - 1, -1)
        costs = best[begins] + uneven[: len(begins)]
        chosen = int(np.argmin(costs))
        best[end] = costs[chosen] + (_CUT * ink[end] if end < height else 0.0)
        before[end] = begins[chosen]
    cells, end = [], height
    while end > 0 and np.isfinite(best[end]):
        cells.append((int(before[end]), end))
        end = int(before[end])
    return cells[::-1] or [(0, height)]


def fused(turned: str, upright: str) -> str:
    """Return the characters of the first reading with the punctuation of both."""
    both = ""
    for step in Levenshtein.opcodes(turned, upright):
        here = turned[step.src_start : step.src_end]
        there = upright[step.dest_start : step.dest_end]
        if step.tag == "insert":
            for char in there:
                mark = _CORNERS.get(char, char)
                both += mark if mark in _MARKS or _closes(char, both) else ""
        elif here in _RAISED and there in _MARKS and step.tag == "replace":
            both += there
        elif here == "…" and step.tag != "equal" and both[-1:] != "…":
            both += "：" if there not in _MARKS else there or "："
        else:
            both += here
    return _facing(both)


def _closes(char: str, text: str) -> bool:
    """Tell whether a mark is a quotation mark that closes what the text says so far."""
    return char in _QUOTES and text[-1:] in _FULL_STOPS


def _facing(text: str) -> str:
    """Return the text with its marks as wide as a cell, its quotation marks facing their words."""
    faced = ""
    for char in text.translate(_TO_FULL):
        if char in _FULL_STOPS and char == faced[-1:]:
            continue
        if char in _RAISED and not faced[-1:].isascii():
            faced += "" if faced[-1:] in _MARKS else "，"
        elif _closes(char, faced):
            faced += "”"
        elif char in _DOUBLE and faced[-1:] in _BEFORE_SPEECH:
            faced += "“"
        else:
            faced += char
    return faced
