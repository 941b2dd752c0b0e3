"""Turn pages upright that were laid out lying on their left side, for vertical lines."""

from collections.abc import Iterator
from typing import Any

import pydyf

from kanben.typesetting.seam import STANDING_FONT

_BOXES = ("MediaBox", "TrimBox", "BleedBox")


def turn_pages(pdf: Any) -> None:
    """Turn all pages by a quarter, clockwise, with everything that names a place on them.

    The fonts get their twins for the vertical writing mode. The file does not say that its leaves
    turn to the right (ViewerPreferences, Direction): PDFium, which most readers copy text with,
    would take the text for Hebrew and turn every line round.
    """
    objects = {thing.number: thing for thing in pdf.objects}
    pages = {reference: objects[_number(reference)] for reference in pdf.page_references}
    widths = {reference: page["TrimBox"][2] for reference, page in pages.items()}
    for reference, page in pages.items():
        width = widths[reference]
        for name in _BOXES:
            page[name] = pydyf.Array(_turned(page[name], width))
        objects[_number(page["Contents"])].stream.insert(0, f"0 -1 1 0 0 {width:g} cm".encode())
        for annotation in page.get("Annots", ()):
            thing = objects[_number(annotation)]
            thing["Rect"] = pydyf.Array(_turned(thing["Rect"], width))
    for place in _destinations(pdf):
        page, _, x, y, _ = place
        place[2:4] = [y, widths[page] - x]
    for thing in pdf.objects:
        _turn_attributes(thing, widths)
    _add_standing_fonts(pdf, objects)


def _number(reference: bytes | str) -> int:
    return int(reference.split()[0])


def _turned(box: Any, width: float) -> list[float]:
    """Return a rectangle of a page `width` wide after the turn: (x, y) → (y, width - x)."""
    left, bottom, right, top = box
    return [bottom, width - right, top, width - left]


def _destinations(pdf: Any) -> Iterator[Any]:
    """Yield the places that names, bookmarks and links lead to."""
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", ())
    yield from (each for each in names if isinstance(each, pydyf.Array))
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and isinstance(thing.get("Dest"), list | tuple):
            yield thing["Dest"]


def _turn_attributes(thing: Any, widths: dict[Any, float]) -> None:
    """Turn the rectangle that a figure's element has."""
    if not isinstance(thing, pydyf.Dictionary) or thing.get("Type") != "/StructElem":
        return
    attributes = thing.get("A", {})
    if "BBox" in attributes:
        attributes["BBox"] = pydyf.Array(_turned(attributes["BBox"], widths[thing["Pg"]]))


def _add_standing_fonts(pdf: Any, objects: dict[int, Any]) -> None:
    for resources in {_number(objects[_number(p)]["Resources"]) for p in pdf.page_references}:
        fonts = objects[_number(objects[resources]["Font"])]
        for name, reference in tuple(fonts.items()):
            font = objects[_number(reference)]
            if font.get("Encoding") == "/Identity-H":
                standing = pydyf.Dictionary({**font, "Encoding": "/Identity-V"})
                pdf.add_object(standing)
                fonts[name + STANDING_FONT] = standing.reference
