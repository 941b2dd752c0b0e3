"""Find what no writer of Kanben puts into a PDF: it covers, turns, cuts off, adds or runs."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from kanben.proving.matter import Fault
from kanben.proving.readers.manners import named

_ROOT = named(
    "/Type /Pages /Metadata /Lang /PageLabels /Outlines /StructTreeRoot /MarkInfo /Names "
    "/ViewerPreferences /OutputIntents /Version /Extensions /PageMode /PageLayout"
)
_NAMES = frozenset({"/Dests"})
_TAG = frozenset({"/S", "/P", "/K"})
_SAYING = frozenset({"/Lang", "/E"})
_TELLING = _SAYING | {"/ActualText", "/Alt"}
"""Keys by which a tag says another thing than its content, or of it; a picture needs its words."""
_PICTURED = frozenset({"/Figure", "/Formula"})
_FRAMES = ("/CropBox", "/TrimBox", "/ArtBox")


def strange_on(pdf: Any) -> Iterator[Fault]:
    """Yield what a file holds beside the text, tags, links and outline that writers write."""
    for key in pdf.Root.keys() - _ROOT:
        yield Fault("foreign", found=str(key))
    for key in pdf.Root.get("/Names", {}).keys() - _NAMES:
        yield Fault("foreign", found=str(key))
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield Fault("untagged")
    sizes = Counter(_frame(page, "/MediaBox") for page in pdf.pages)
    usual = sizes.most_common(1)[0][0]
    for page in pdf.pages:
        yield from _strange_page(page, usual)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            yield from _strange_tag(thing)


def _strange_page(page: Any, usual: tuple[float, ...]) -> Iterator[Fault]:
    if _frame(page, "/MediaBox") != usual or page.obj.get("/Rotate", 0):
        yield Fault("hidden", found=f"page {page.label}")
    if "/AA" in page.obj:
        yield Fault("foreign", found="/AA")
    if any(key in page.obj and not _holds(_frame(page, key), usual) for key in _FRAMES):
        yield Fault("hidden", found=f"page {page.label}")
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") != "/Link" or "/A" in annotation or "/AP" in annotation:
            yield Fault("foreign", found=str(annotation.get("/Subtype")))


def _frame(page: Any, key: str) -> tuple[float, ...]:
    box = page.mediabox if key == "/MediaBox" else page.obj[key]
    return tuple(round(float(side), 2) for side in box)


def _holds(frame: tuple[float, ...], usual: tuple[float, ...]) -> bool:
    """Tell whether a frame leaves most of a page to be seen; marks for cutting lie outside it."""
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    return 2 * width > usual[2] - usual[0] and 2 * height > usual[3] - usual[1]


def _strange_tag(thing: Any) -> Iterator[Fault]:
    """Yield what lets a tag say something else than its content, or a font show it."""
    keys = thing.keys()
    if keys >= _TAG:
        kind = str(thing["/S"])
        for key in sorted(keys & (_SAYING if kind in _PICTURED else _TELLING)):
            yield Fault("foreign", found=f"{kind} {key}")
    mapping = thing.get("/CIDToGIDMap") if "/CIDSystemInfo" in keys else None
    if mapping is not None and mapping != "/Identity":
        yield Fault("font-missing", found=str(thing.get("/BaseFont")))
