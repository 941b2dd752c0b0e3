"""Read what a PDF says beside its pages: outline, named places, metadata."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from kanben.proving.matter import ContentsEntry

_DEPTH = 32
"""Deeper than any outline or tree of names goes: a file that goes round in circles ends here."""


def stops_of(pdf: Any) -> dict[str, int]:
    """Return the page of every named place."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = pdf.Root.get("/Names", {}).get("/Dests", {})
    return {name: pages.get(goal[0].objgen, -1) for name, goal in _named(root, _DEPTH)}


def _named(node: Any, depth: int) -> Iterator[tuple[str, Any]]:
    names = list(node.get("/Names", []))
    for name, goal in zip(names[::2], names[1::2], strict=False):
        yield str(name), goal["/D"] if isinstance(goal, pikepdf.Dictionary) else goal
    for kid in node.get("/Kids", []) if depth else []:
        yield from _named(kid, depth - 1)


def outline_of(pdf: Any) -> Iterator[ContentsEntry]:
    """Yield the entries of the outline; the target is ``page:`` with the page's number from 0."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = pdf.Root.get("/Outlines")
    if root is not None:
        yield from _entries(root, pages, 1)


def _entries(node: Any, pages: dict[tuple[int, int], int], level: int) -> Iterator[ContentsEntry]:
    item = node.get("/First")
    while item is not None and level < _DEPTH:
        goal = item.get("/Dest", item.get("/A", {}).get("/D", [None]))
        page = -1 if not isinstance(goal, pikepdf.Array) else pages.get(goal[0].objgen, -1)
        yield ContentsEntry(str(item.get("/Title", "")), f"page:{page}", level=level)
        yield from _entries(item, pages, level + 1)
        item = item.get("/Next")


def metadata_of(pdf: Any) -> dict[str, tuple[str, ...]]:
    """Return title, authors, language and the rest, from the information and from XMP."""
    info = pdf.docinfo
    found: dict[str, tuple[str, ...]] = {
        name.lstrip("/").lower(): (str(info[name]),) for name in info
    }
    found["language"] = (str(pdf.Root.get("/Lang", "")),)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for name, value in dict(xmp).items():
            values = tuple(map(str, value)) if isinstance(value, list | set) else (str(value),)
            found[f"xmp:{name.rpartition('}')[2]}"] = values
    return found
