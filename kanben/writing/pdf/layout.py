"""Read from laid-out pages where every block stands."""

from collections.abc import Iterator, Mapping
from typing import Any

from kanben.characters import inked
from kanben.typesetting.seam import page_box
from kanben.typesetting.telling import DIVIDED
from kanben.writing.pdf.locators import Stretches

_APART = frozenset({"rt"})
_APART_CLASSES = frozenset({"footnote", "calls"})


def stretches(pages: list[Any], root: Any, anchors: frozenset[str]) -> dict[str, Stretches]:
    """Return for each anchor the pages its block stands on, with the inked offset of each start.

    `pages` are WeasyPrint's, `root` the element tree they were made from. Readings of ruby,
    called notes and generated text do not count as the block's.
    """
    owners = _owners(root, anchors)
    counts: dict[str, int] = {}
    found: dict[str, list[tuple[int, int]]] = {}
    for number, page in enumerate(pages):
        for element, text in _texts(page):
            anchor = owners.get(element)
            if anchor is None:
                continue
            offset = counts.get(anchor, 0)
            runs = found.setdefault(anchor, [])
            if not runs or runs[-1][1] != number:
                runs.append((offset, number))
            counts[anchor] = offset + len(inked(text))
    return {anchor: tuple(runs) for anchor, runs in found.items()}


def starts(pages: list[Any], first: int = 0) -> dict[str, int]:
    """Return the page where each anchor begins; `first` is the number of the first page."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, first):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found


def places(pages: list[Any]) -> dict[str, tuple[int, float, float]]:
    """Return for each anchor the number of its page and its place there, in px."""
    found: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(pages):
        for anchor, place in page.anchors.items():
            found.setdefault(anchor, (number, place[0], place[1]))
    return found


def _texts(page: Any) -> Iterator[tuple[Any, str]]:
    for box in page_box(page).descendants():
        text = getattr(box, "text", None)
        if text and box.element is not None and "::" not in box.element_tag:
            yield box.element, text.removesuffix(DIVIDED)


def _owners(root: Any, anchors: frozenset[str]) -> Mapping[Any, str]:
    owners: dict[Any, str] = {}
    for element in root.iter():
        anchor = element.get("id")
        if anchor in anchors:
            owners.update(dict.fromkeys(_own_elements(element), anchor))
    return owners


def _own_elements(element: Any) -> Iterator[Any]:
    yield element
    for child in element:
        if child.tag not in _APART and _APART_CLASSES.isdisjoint(child.get("class", "").split()):
            yield from _own_elements(child)
