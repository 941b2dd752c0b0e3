"""Mend the tags that WeasyPrint gives: contents, notes, links, pictures.

A line of the contents comes as links within links, a tag to every dot between words and page; a
note as a span, a link's description as the name of an anchor. PDF/UA-1 (ISO 14289-1, 7.2, 7.9,
7.18.5) asks for TOC, TOCI and Note, and for descriptions that a person understands.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pydyf

from kanben.typesetting.seam import page_box

_POINTS_PER_PIXEL = 72 / 96
"""A point is the 72nd part of an inch, a pixel of CSS the 96th."""


def describe_links(pages: list[Any]) -> None:
    """Let every link say the words that it is set on."""
    for page in pages:
        for box in page_box(page).descendants():
            annotation = getattr(box, "link_annotation", None)
            if annotation:
                annotation["Contents"] = pydyf.String(" ".join(_words(box).split()))


def _words(box: Any) -> str:
    """Return the words of a box, the dots of leaders left out."""
    if getattr(box, "is_leader", False):
        return " "
    text = getattr(box, "text", None)
    if text is not None:
        return str(text)
    return "".join(_words(child) for child in getattr(box, "children", ()))


def mend_tags(pdf: Any) -> None:
    """Tag contents as such, notes as notes, and place pictures in the units of the file.

    What is taken out of the tree is left for `mark_artifacts` to find.
    """
    _Mender(pdf).mend()


class _Mender:
    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.objects = {thing.number: thing for thing in pdf.objects}
        self.root = self._of(pdf.catalog["StructTreeRoot"])
        self.nums = self._of(self.root["ParentTree"])["Nums"]
        self.numbers = {reference: number for number, reference in enumerate(pdf.page_references)}

    def mend(self) -> None:
        for document in self._elements(self.root):
            for element in list(self._below(document)):
                self._contents(element)
                box = element.get("A", {}).get("BBox")
                if box is not None:
                    element["A"]["BBox"] = self._on_page(box, element["Pg"])
            for number, area in enumerate(self._elements(document)):
                if area["S"] == "/NonStruct":
                    self._notes(area, number)

    def _of(self, reference: bytes | str) -> Any:
        return self.objects[int(reference.split()[0])]

    def _elements(self, parent: Any) -> list[Any]:
        kids = (self._of(kid) for kid in parent.get("K", ()) if isinstance(kid, str | bytes))
        return [kid for kid in kids if kid.get("Type") == "/StructElem"]

    def _below(self, element: Any) -> Iterator[Any]:
        yield element
        for kid in self._elements(element):
            yield from self._below(kid)

    def _contents(self, section: Any) -> None:
        """Gather neighbouring lines of contents in a section into a list of contents."""
        if section["S"] != "/Sect":
            return
        kids: list[Any] = []
        for lines, group in groupby(self._elements(section), self._is_contents_line):
            if not lines:
                kids += [element.reference for element in group]
                continue
            listed = self._new("/TOC", section)
            for line in group:
                self._flatten(line)
                line["S"], line["P"] = "/TOCI", listed.reference
                listed["K"].append(line.reference)
            kids.append(listed.reference)
        if any(isinstance(kid, int) for kid in section["K"]) or len(kids) == len(section["K"]):
            return
        section["K"] = pydyf.Array(kids)

    def _is_contents_line(self, element: Any) -> bool:
        links = self._elements(element)
        return element["S"] == "/P" and any(
            inner["S"] == "/Link"
            for link in links
            if link["S"] == "/Link"
            for inner in self._elements(link)
        )

    def _flatten(self, line: Any) -> None:
        """Leave one link in a line of contents, around its words and its page."""
        for link in self._elements(line):
            for inner in self._elements(link):
                link["K"].remove(inner.reference)
                for kid in inner["K"]:
                    if isinstance(kid, int):
                        link["K"].append(kid)
                        self.nums[2 * self.numbers[inner["Pg"]] + 1][kid] = link.reference
                self._unlink(inner)

    def _unlink(self, element: Any) -> None:
        """Take an element's annotation, and those of all below it, out of the file."""
        for each in self._below(element):
            for kid in each["K"]:
                thing = self._of(kid) if isinstance(kid, str | bytes) else {}
                if thing.get("Type") == "/OBJR":
                    annotation, page = self._of(thing["Obj"]), self._of(thing["Pg"])
                    page["Annots"].remove(annotation.reference)
                    place = self.nums.index(annotation["StructParent"], 2 * len(self.numbers))
                    del self.nums[place : place + 2]
                    annotation.clear()
                    thing.clear()

    def _notes(self, area: Any, number: int) -> None:
        """Tag what stands at the foot of a page as notes, each with a name and its label."""
        for count, note in enumerate(self._elements(area)):
            note["S"] = "/Note"
            note["ID"] = pydyf.String(f"note-{number}-{count}")
            for marker in self._elements(note)[:1]:
                if marker["S"] == "/NonStruct":
                    marker["S"] = "/Lbl"

    def _new(self, tag: str, parent: Any) -> Any:
        element = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": tag,
                "K": pydyf.Array(),
                "Pg": parent["Pg"],
                "P": parent.reference,
            }
        )
        self.pdf.add_object(element)
        self.objects[element.number] = element
        return element

    def _on_page(self, box: Any, page: Any) -> Any:
        """Return a rectangle in points from the lower left corner of the trimmed page."""
        height = self._of(page)["TrimBox"][3]
        left, top, right, bottom = (side * _POINTS_PER_PIXEL for side in box)
        return pydyf.Array([left, height - bottom, right, height - top])
