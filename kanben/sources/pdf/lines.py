"""Make lines of a PDF page's glyphs.

Glyphs come in the order in which they were drawn, which typesetting programs keep in the order
of reading. A glyph that leaves the line's height, jumps back, or stands far off begins a new line;
one that continues a line just left (behind a note's call, behind ruby) goes on with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any

from msgspec import structs

from kanben.characters import cell_width
from kanben.sources.pdf.glyphs import PdfGlyph, Type, type_of
from kanben.sources.printed import Box, PrintedLine

_OFF = 0.5
"""Share of the taller glyph's height by which another line's middle is off at the least."""
_BACK = 0.5
"""Heights by which a glyph may stand before the end of the one before: kerning, italics."""
_APART = 2.5
"""Heights of blank within a line, at the most: wider ones part columns and cells of a table."""
_REMEMBERED = 4
"""Lines that a later glyph may still continue."""
_TOUCHING = 0.3
"""Heights between a line's end and the glyph that continues it: gutters are wider."""
_SAMPLES = 5
"""Glyphs of a line whose type is asked: every one costs a call into the engine."""

_LONGEST_CALL = 12
"""Glyphs of the longest call of a note, blanks too: 〔12、13〕."""
_SMALL = 0.8
"""Height of a call, as a share of its line's, at the most."""
_WIDE, _SMALL_SIGN, _ABOVE = 0.6, 0.85, 0.12
"""Width of a full-width character at the least, height of a raised sign at the most, and how far
above the others it ends at the least, in heights: Latin beside Chinese ends 0.07 higher."""
_SHARED = 0.5
"""Share of a call's height that lies within that of its line: more than between two lines."""


def lines_of(text: Any, glyphs: Iterable[PdfGlyph], *, vertical: bool = False) -> list[PrintedLine]:
    """Return the lines of a page in the order of drawing; of a vertical page, turned."""
    lines: list[list[PdfGlyph]] = []
    current: list[PdfGlyph] = []
    last: Box | None = None
    for glyph in glyphs:
        if glyph.box is None or not glyph.char.strip():
            if current and glyph.char not in "\r\n":
                current.append(glyph)
            continue
        turned = _turned(glyph) if vertical else glyph
        assert turned.box is not None
        if last is None or not _follows(last, turned.box):
            current = _resumed(lines, turned.box)
        current.append(turned)
        last = turned.box
    made = [line for line in (line_of(text, line) for line in _hosted(lines)) if line is not None]
    return (
        [structs.replace(line, seen=_turned_back(line.box)) for line in made] if vertical else made
    )


def is_vertical(glyphs: Sequence[PdfGlyph]) -> bool:
    """Tell whether the glyphs mostly follow one another downward 直排."""
    down = across = 0
    last: Box | None = None
    for glyph in glyphs:
        if glyph.box is None or cell_width(glyph.char) < 1:
            continue
        if last is not None:
            size = max(glyph.box.height, glyph.box.width)
            right, below = glyph.box.left - last.left, glyph.box.top - last.top
            across += abs(below) < _OFF * size and 0 < right < 2 * size
            down += abs(right) < _OFF * size and 0 < below < 2 * size
        last = glyph.box
    return down > across


def _turned(glyph: PdfGlyph) -> PdfGlyph:
    box = glyph.box
    assert box is not None
    return PdfGlyph(glyph.char, glyph.index, Box(box.top, -box.right, box.bottom, -box.left))


def _turned_back(box: Box) -> Box:
    return Box(-box.bottom, box.left, -box.top, box.right)


def _follows(last: Box, box: Box) -> bool:
    tall = max(last.height, box.height, 1.0)
    return (
        abs(box.middle - last.middle) <= _OFF * tall
        and box.left >= last.left - _BACK * tall
        and box.left - last.right <= _APART * tall
    )


def _resumed(lines: list[list[PdfGlyph]], box: Box) -> list[PdfGlyph]:
    """Return the line that a glyph continues, or a new one."""
    for line in reversed(lines[-_REMEMBERED:-1]):
        end = next(glyph.box for glyph in reversed(line) if glyph.box is not None)
        tall = max(end.height, box.height, 1.0)
        near = abs(box.left - end.right) < _TOUCHING * tall
        if near and abs(box.middle - end.middle) <= _OFF * tall / 2:
            return line
    lines.append([])
    return lines[-1]


def _hosted(lines: Sequence[list[PdfGlyph]]) -> list[list[PdfGlyph]]:
    """Put what stands small within another line into it: calls of notes drawn after their page."""
    boxes = [_around(line) for line in lines]
    hosts: dict[int, list[int]] = {}
    for guest, box in enumerate(boxes):
        if box is None or len(lines[guest]) > _LONGEST_CALL:
            continue
        host = next((place for place, other in enumerate(boxes) if _holds(other, box)), None)
        if host is not None:
            hosts.setdefault(host, []).append(guest)
    guests = {guest for found in hosts.values() for guest in found}
    hosted = []
    for place, line in enumerate(lines):
        if place in guests:
            continue
        whole = list(line)
        for guest in hosts.get(place, ()):
            _insert(whole, lines[guest])
        hosted.append(whole)
    return hosted


def _around(line: Sequence[PdfGlyph]) -> Box | None:
    boxes = [glyph.box for glyph in line if glyph.box is not None and glyph.char.strip()]
    box = boxes[0] if boxes else None
    for other in boxes[1:]:
        box = other.around(box) if box else other
    return box


def _holds(line: Box | None, call: Box) -> bool:
    """Tell whether a small box stands in the height and the length of a line."""
    if line is None or call.height > _SMALL * line.height:
        return False
    shared = min(line.bottom, call.bottom) - max(line.top, call.top)
    inside = line.left < call.left and call.right < line.right + line.height
    return inside and shared > _SHARED * call.height


def _insert(line: list[PdfGlyph], call: Sequence[PdfGlyph]) -> None:
    """Put a call behind the glyph that ends where it begins."""
    box = _around(call)
    assert box is not None
    before = [
        place
        for place, glyph in enumerate(line)
        if glyph.box is not None and (glyph.box.left + glyph.box.right) / 2 <= box.left
    ]
    place = before[-1] + 1 if before else 0
    line[place:place] = call


def line_of(text: Any, glyphs: Sequence[PdfGlyph]) -> PrintedLine | None:
    """Return the line that glyphs make; None if none of them leaves ink."""
    inked = [glyph for glyph in glyphs if glyph.box is not None and glyph.char.strip()]
    if not inked:
        return None
    box = inked[0].box
    assert box is not None
    for glyph in inked[1:]:
        assert glyph.box is not None
        box = box.around(glyph.box)
    narrow = [glyph for glyph in inked if cell_width(glyph.char) < 1]
    wide = [glyph for glyph in inked if cell_width(glyph.char) == 1]
    types = [type_of(text, glyph.index) for glyph in _sample(wide if len(wide) > 2 else inked)]
    kept = _kept(glyphs)
    size = _usual(types)
    return PrintedLine(
        "".join(glyph.char for glyph in kept),
        box,
        size=size,
        fixed=2 * len(narrow) >= len(inked)
        and all(type_of(text, glyph.index).fixed for glyph in _sample(narrow)),
        bold=all(one.bold for one in types),
        raised=tuple(_raised(text, kept, size)),
    )


def _raised(text: Any, glyphs: Sequence[PdfGlyph], size: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of characters that stand small above the line, from and up to."""
    boxes = [glyph.box for glyph in glyphs if glyph.box is not None and glyph.char.strip()]
    wide = [box for box in boxes if box.width > _WIDE * box.height] or boxes
    height = median(box.height for box in wide)
    bottom = median(box.bottom for box in wide)
    place = begin = 0
    for glyph in glyphs:
        end = place + len(glyph.char)
        box = glyph.box
        if box is None or not (
            box.height < _SMALL_SIGN * height
            and bottom - box.bottom > _ABOVE * height
            and type_of(text, glyph.index).size < _SMALL_SIGN * size
        ):
            if begin < place:
                yield begin, place
            begin = end
        place = end
    if begin < place:
        yield begin, place


def _sample(glyphs: Sequence[PdfGlyph]) -> Sequence[PdfGlyph]:
    return glyphs[:: max(len(glyphs) // _SAMPLES, 1)]


def _usual(types: Sequence[Type]) -> float:
    return Counter(round(one.size, 1) for one in types).most_common(1)[0][0]


def _kept(glyphs: Sequence[PdfGlyph]) -> list[PdfGlyph]:
    """Return the line's glyphs without blanks at its ends.

    Of those that the engine made up, blanks between narrow letters are kept.
    """
    kept: list[PdfGlyph] = []
    for place, glyph in enumerate(glyphs):
        if glyph.box is None and glyph.char == " ":
            before = kept[-1].char if kept else ""
            after = next((later.char for later in glyphs[place + 1 :]), "")
            if not before or not after or cell_width(before) == 1 or cell_width(after) == 1:
                continue
        if kept or glyph.char.strip():
            kept.append(glyph)
    while kept and not kept[-1].char.strip():
        kept.pop()
    return kept
