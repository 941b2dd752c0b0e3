"""Find the rules 表线 on a PDF page: thin boxes and straight strokes, level or upright."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from kanben.sources.printed import Box

_OBJECTS = 50_000
"""Objects of a page that are looked at: a sheet of newspaper has 20,000."""
_SEGMENTS = 4_000
"""Segments of a path that are looked at: a table of 40 rows and 20 columns has 1,700."""
_THICK = 2.5
"""Points of the thickest rule."""
_LONG = 6.0
"""Points of the shortest rule: the height of a row of the smallest type."""


def rules_of(page: Any, height: float) -> list[Box]:
    """Return the rules on a page of pdfium, y downward from the page's top."""
    rules: list[Box] = []
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _OBJECTS)
    for number in range(count):
        found = pdfium.FPDFPage_GetObject(page.raw, number)
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_PATH:
            rules += (_downward(box, height) for box in _rules_in(found))
    return rules


def _downward(box: Box, height: float) -> Box:
    return Box(box.left, height - box.bottom, box.right, height - box.top)


def is_level(rule: Box) -> bool:
    """Tell a level rule from an upright one."""
    return rule.width > rule.height


def _rules_in(path: Any) -> Iterator[Box]:
    """Yield the rules that a path draws, y upward."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *map(ctypes.byref, sides)):
        return
    left, bottom, right, top = (side.value for side in sides)
    box = Box(left, bottom, right, top)
    if _is_rule(box):
        yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value:
        yield from filter(_is_rule, _strokes(path))


def _is_rule(box: Box) -> bool:
    return min(box.width, box.height) <= _THICK and max(box.width, box.height) >= _LONG


def _strokes(path: Any) -> Iterator[Box]:
    """Yield the boxes of a path's straight segments."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for number in range(min(pdfium.FPDFPath_CountSegments(path), _SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _between(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _between(last, first)


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return Box(
        min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
    )
