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
    yield from _below(_kids(root), (), (0, 0))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _below(
    kids: list[Any], tags: tuple[tuple[str, ElementKey], ...], page: ElementKey
) -> Iterator[TaggedLeaf]:
    for kid in kids:
        if not isinstance(kid, pikepdf.Dictionary):
            yield TaggedLeaf(tags, page, mcid=int(kid))
            continue
        below = kid["/Pg"].objgen if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == "/MCR":
            yield TaggedLeaf(tags, below, mcid=int(kid["/MCID"]))
        elif kind == "/OBJR":
            yield TaggedLeaf(tags, below, annotation=kid["/Obj"])
        elif "/S" in kid:
            name = str(kid["/S"]).lstrip("/")
            inner = (*tags, (name, kid.objgen))
            if name == "Figure":
                yield TaggedLeaf(inner, below, alt=str(kid.get("/Alt", "")))
            yield from _below(_kids(kid), inner, below)
