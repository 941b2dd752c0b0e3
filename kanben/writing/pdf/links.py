"""Link the pages that an index names, without an element for each in the layout.

An element costs WeasyPrint as much as a line of text, and an index has thousands of pages in it.
So the locators are set as plain text; where they stand is read from the laid-out boxes, and the
links are added to the finished file, annotation and tag (ISO 32000-1, 12.5.6.5 and 14.8.4.4.2).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf
from msgspec import Struct, structs

from kanben.characters import cell_width, inked, is_blank
from kanben.typesetting.seam import page_box
from kanben.writing.book.printed_index import SEPARATOR, SetEntry, SetGroup
from kanben.writing.pdf.woven_links import LinkedPart, Loom

_POINTS_PER_PIXEL = 72 / 96
"""A pixel of CSS is the 96th part of an inch, a point the 72nd."""
_PRINTED = 4
"""The flag of an annotation that PDF/A asks for."""
_FIGURE = 0.55
"""Width of a figure in Noto Serif CJK, in em."""
_AT_LINE_END = 0.55
"""A mark that ends a line gives up its empty half; a figure there keeps its width."""


Anchored = tuple[int, float, float]
"""A page's number and a place on it in px from its top left corner."""


class PageLink(Struct, frozen=True):
    """Lead from a rectangle to a block, or to the top of a page that the block runs on to.

    `sheet` counts the pages of the index from 0, `page` those of the text, or both those of the
    file (see `placed`). The rectangle is in px from the page's top left corner: left, top, right,
    bottom. `text` counts the text boxes that stand before it, `part` are its first character there,
    the one behind its last, and the box's text.
    """

    sheet: int
    text: int
    box: tuple[float, float, float, float]
    label: str
    anchor: str
    page: int
    part: tuple[int, int, str]


class _Place(Struct, frozen=True):
    """Hold a laid-out piece of an entry: its sheet, its number there, its first inked character."""

    sheet: int
    number: int
    start: int
    box: Any


def entries_of(index: Sequence[SetGroup]) -> Iterator[SetEntry]:
    """Yield entries and subentries in the order of the print."""
    for group in index:
        for entry in group.entries:
            yield entry
            yield from entry.subentries


def find_links(index: Sequence[SetGroup], sheets: Sequence[Any]) -> list[PageLink]:
    """Find where the locators of the index stand on its laid-out sheets."""
    places = _places(sheets)
    links = []
    for number, entry in enumerate(entries_of(index)):
        offset = len(inked(entry.heading))
        for span in entry.spans:
            end = offset + len(span.label)
            for place in places.get(number, ()):
                box = _part(place, offset, end)
                if box:
                    part = _characters(place, offset, end)
                    links.append(_link(place, box, span, part))
            offset = end + len(SEPARATOR)
    return links


def _link(
    place: _Place, box: tuple[float, float, float, float], span: Any, part: tuple[int, int, str]
) -> PageLink:
    return PageLink(place.sheet, place.number, box, span.label, span.anchor, span.page, part)


def _characters(place: _Place, first: int, end: int) -> tuple[int, int, str]:
    """Return which characters of a box are the inked ones [first, end) of its entry."""
    text = place.box.text
    inked_at = [at for at, char in enumerate(text) if not is_blank(char)]
    own = inked_at[max(first - place.start, 0) : end - place.start]
    return own[0], own[-1] + 1, text


def _places(sheets: Sequence[Any]) -> dict[int, list[_Place]]:
    """Return the boxes of every entry; an entry's element bears its number."""
    found: dict[int, list[_Place]] = {}
    read: dict[int, int] = {}
    for sheet, page in enumerate(sheets):
        for number, (box, owner) in enumerate(_texts(page_box(page), None)):
            if owner is not None:
                start = read.get(owner, 0)
                found.setdefault(owner, []).append(_Place(sheet, number, start, box))
                read[owner] = start + len(inked(box.text))
    return found


def _texts(box: Any, owner: int | None) -> Iterator[tuple[Any, int | None]]:
    """Yield text boxes in the order of the drawing, each with the entry that it belongs to."""
    if box.element is not None and box.element.get("data-entry"):
        owner = int(box.element.get("data-entry"))
    if getattr(box, "text", None) is not None:
        yield box, owner
    for child in getattr(box, "children", ()):
        yield from _texts(child, owner)


def _part(place: _Place, first: int, end: int) -> tuple[float, float, float, float] | None:
    """Return the rectangle of the inked characters [first, end) of an entry within a box."""
    left = right = 0.0
    pen, at = 0.0, place.start
    text = place.box.text.rstrip()
    for number, char in enumerate(text, 1):
        if at == first and not is_blank(char):
            left = pen
        pen += _width(char) if number < len(text) else min(_width(char), _AT_LINE_END)
        at += not is_blank(char)
        if at <= end:
            right = pen
    if first >= at or end <= place.start or not pen:
        return None
    box = place.box
    unit = box.width / pen
    top = box.position_y
    return box.position_x + left * unit, top, box.position_x + right * unit, top + box.height


def _width(char: str) -> float:
    """Return the width of a character in em, near enough for the edge of a link."""
    return _FIGURE if char.isdigit() else cell_width(char)


def placed(links: Sequence[PageLink], text: int, first: int) -> list[PageLink]:
    """Count pages and sheets through the file: the text begins at `text`, the index at `first`."""
    return [
        structs.replace(link, page=text + link.page, sheet=first + link.sheet) for link in links
    ]


def add_links(pdf: Any, links: Sequence[PageLink], anchors: Mapping[str, Anchored]) -> None:
    """Add the links, which count all pages of the file, to it.

    `anchors` holds for each anchor the number of its page and its place there in px.
    """
    linker = _Linker(pdf)
    parts: dict[int, dict[int, list[LinkedPart]]] = {}
    for link in links:
        target = anchors.get(link.anchor, (link.page, 0.0, 0.0))
        top = (link.page, 0.0, 0.0)
        element = linker.add(link, target if target[0] == link.page else top)
        on_sheet = parts.setdefault(link.sheet, {})
        on_sheet.setdefault(link.text, []).append(LinkedPart(*link.part, element))
    loom = Loom(pdf, linker.objects)
    for sheet, found in parts.items():
        loom.weave(linker.pages[sheet], linker.nums[2 * sheet + 1], found)


class _Linker:
    """Add links to a file that is laid out and tagged."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.objects = {thing.number: thing for thing in pdf.objects}
        self.pages = [self.objects[int(each.split()[0])] for each in pdf.page_references]
        root = self.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
        self.nums = self.objects[int(root["ParentTree"].split()[0])]["Nums"]
        self.key = max(self.nums[::2], default=-1)

    def add(self, link: PageLink, target: Anchored) -> Any:
        """Add one link, as an annotation and as an element of the structure; return that."""
        self.key += 1
        owner = self.nums[2 * link.sheet + 1][link.text]
        parent = self.objects[int(owner.split()[0])]["P"]
        annotation = self._annotation(link, target)
        element = self._element(parent, self.pages[link.sheet], annotation)
        self.nums += [self.key, element.reference]
        return element

    def _annotation(self, link: PageLink, target: Anchored) -> Any:
        number, x, y = target
        page, goal = self.pages[link.sheet], self.pages[number]
        left, top, right, bottom = (value * _POINTS_PER_PIXEL for value in link.box)
        height, there = _height(page), _height(goal)
        place = (x * _POINTS_PER_PIXEL, there - y * _POINTS_PER_PIXEL)
        annotation = pydyf.Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": pydyf.Array([left, height - bottom, right, height - top]),
                "BS": pydyf.Dictionary({"W": 0}),
                "F": _PRINTED,
                "Contents": pydyf.String(link.label),
                "Dest": pydyf.Array([goal.reference, "/XYZ", *place, 0]),
                "StructParent": self.key,
            }
        )
        self.pdf.add_object(annotation)
        if "Annots" not in page:
            page["Annots"] = pydyf.Array()
        page["Annots"].append(annotation.reference)
        return annotation

    def _element(self, parent: Any, page: Any, annotation: Any) -> Any:
        reference = pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": annotation.reference, "Pg": page.reference}
        )
        self.pdf.add_object(reference)
        element = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/Link",
                "K": pydyf.Array([reference.reference]),
                "Pg": page.reference,
                "P": parent,
            }
        )
        self.pdf.add_object(element)
        self.objects[int(parent.split()[0])]["K"].append(element.reference)
        return element


def _height(page: Any) -> float:
    """Return the height of the trimmed page, which WeasyPrint's coordinates are counted in."""
    box = page["TrimBox"]
    height: float = box[3] - box[1]
    return height
