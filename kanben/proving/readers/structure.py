"""Walk the structure tree of a tagged PDF: which marked content is what, in reading order."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from msgspec import Struct

ElementKey = tuple[int, int]


class TaggedLeaf(Struct, frozen=True):
    """Hold a piece of content with the tags above it, outermost first.

    `tags` are (name, number of the element); `page` is the page object's number. One of `mcid`
    (marked content), `annotation` and `alt` (a picture's text) says what it is.
    """

    tags: tuple[tuple[str, ElementKey], ...]
    page: ElementKey
    mcid: int = -1
    annotation: Any = None
    alt: str | None = None


def leaves(root: Any) -> Iterator[TaggedLeaf]:
    """Yield the leaves of a structure tree in reading order."""
    for kid in _kids(root):
        yield from _below(kid, (), (0, 0))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _below(
    element: Any, tags: tuple[tuple[str, ElementKey], ...], page: ElementKey
) -> Iterator[TaggedLeaf]:
    if not isinstance(element, pikepdf.Dictionary):
        yield TaggedLeaf(tags, page, mcid=int(element))
        return
    if "/Pg" in element:
        page = element["/Pg"].objgen
    kind = element.get("/Type")
    if kind == "/MCR":
        yield TaggedLeaf(tags, page, mcid=int(element["/MCID"]))
        return
    if kind == "/OBJR":
        yield TaggedLeaf(tags, page, annotation=element["/Obj"])
        return
    if "/S" not in element:
        return
    tags = (*tags, (str(element["/S"]).lstrip("/"), element.objgen))
    if tags[-1][0] == "Figure":
        yield TaggedLeaf(tags, page, alt=str(element.get("/Alt", "")))
    for kid in _kids(element):
        yield from _below(kid, tags, page)
