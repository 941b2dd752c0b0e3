"""Mark where a line of code goes on in the next row: a hook in the margin, drawn and not written.

It is an artifact (ISO 32000-1, 14.8.2.2): nobody who copies the code, or listens to it, gets it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from kanben.typesetting.seam import boxes, page_box

_WRAPPING = "data-wraps"
"""The attribute of a paragraph whose rows are marked."""
_POINTS_PER_PIXEL = 72 / 96
"""A pixel of CSS is the 96th part of an inch, a point the 72nd; a page is drawn in points."""
_GAP = 0.4
"""em between the measure and the hook."""
_HOOK = ((0.9, -0.75), (0.9, -0.3), (0.1, -0.3))
"""em: down, and back to the left; x counts from the gap, y from the foot of the row."""
_BARB = ((0.35, -0.5), (0.1, -0.3), (0.35, -0.1))
"""em: the point of the hook, turned towards the code."""
_STROKE = 0.06
"""em: about the weight of a thin stroke of the type."""

_Row = tuple[int, float, float, float]
"""A page's number, the right edge of the measure and the foot of a row in px, the size of an em."""


def mark_wraps(pdf: Any, pages: Sequence[Any]) -> None:
    """Draw a hook beside every row of code that the next one goes on with."""
    wrapped = list(_wrapped(pages))
    if not wrapped:
        return
    objects = {thing.number: thing for thing in pdf.objects}
    for number, *place in wrapped:
        page = objects[int(pdf.page_references[number].split()[0])]
        objects[int(page["Contents"].split()[0])].stream.extend(_drawn(*place))


def _wrapped(pages: Sequence[Any]) -> Iterator[_Row]:
    rows: dict[Any, list[_Row]] = defaultdict(list)
    for number, page in enumerate(pages):
        for box in page_box(page).descendants():
            if isinstance(box, boxes.BlockBox) and _WRAPPING in getattr(box.element, "attrib", ()):
                edge, size = box.content_box_x() + box.width, float(box.style["font_size"])
                for line in box.children:
                    if isinstance(line, boxes.LineBox):
                        foot = line.position_y + line.baseline
                        rows[box.element].append((number, edge, foot, size))
    for found in rows.values():
        yield from found[:-1]


def _drawn(edge: float, foot: float, size: float) -> Iterator[bytes]:
    yield b"/Artifact BMC q"
    yield f"{_POINTS_PER_PIXEL:g} 0 0 {_POINTS_PER_PIXEL:g} 0 0 cm".encode()
    yield f"{_STROKE * size:.3f} w 1 J 1 j 0 G".encode()
    for points in (_HOOK, _BARB):
        for place, (x, y) in enumerate(points):
            operator = "l" if place else "m"
            yield f"{edge + (_GAP + x) * size:.3f} {foot + y * size:.3f} {operator}".encode()
        yield b"S"
    yield b"Q EMC"
