"""Show the page of the print that a line stands on, and the line's box on it."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kanben.errors import SourceError
from kanben.reading.files.source import SourceText
from kanben.sources.printed import Box
from kanben.sources.recognition.pictures import scan_of
from kanben.sources.recognition.scans import RESOLUTION, Scan, image_of

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST = 1600
"""Pixels of a page's longer side on the screen: lines of a newspaper can still be read."""
_POINTS = 72
"""Units of an inch in a PDF, whose boxes count in them."""
_MARGIN = 0.4
"""Heights of a line that are shown above and below it."""


class Facsimile(Struct, frozen=True):
    """Hold the image of a page as PNG, and where the line stands on it, in shares of its sides."""

    png: bytes
    box: Box


def has_facsimile(text: SourceText, path: Path) -> bool:
    """Tell whether there is a page image for the lines of a source."""
    return text.printout is not None and scan_of(path, 0) is not None


def facsimile(text: SourceText, path: Path, line: int) -> Facsimile:
    """Return the page of a line, counted from 1; raises SourceError if there is no image of it."""
    places = () if text.printout is None else text.printout.places
    place = places[line - 1] if 1 <= line <= len(places) else None
    scan = scan_of(path, 0 if place is None else place.page)
    if place is None or scan is None:
        raise SourceError("desk.no_facsimile", file=path, line=line)
    png, width, height = _page(scan)
    box = place.box
    return Facsimile(
        png, Box(box.left / width, box.top / height, box.right / width, box.bottom / height)
    )


def crop(text: SourceText, path: Path, line: int) -> bytes:
    """Return the image of one printed line as PNG; raises SourceError if there is none."""
    from PIL import Image as Images

    found = facsimile(text, path, line)
    box, margin = found.box, found.box.height * _MARGIN
    with Images.open(BytesIO(found.png)) as image:
        width, height = image.size
        edges = (
            max(0, round((box.left - margin) * width)),
            max(0, round((box.top - margin) * height)),
            min(width, round((box.right + margin) * width) + 1),
            min(height, round((box.bottom + margin) * height) + 1),
        )
        return _png(image.crop(edges))


@lru_cache(maxsize=6)
def _page(scan: Scan) -> tuple[bytes, float, float]:
    """Return a page's image, and the sides of the page in the units of its boxes."""
    image = image_of(scan)
    scale = _POINTS / RESOLUTION if scan.of_pdf else 1.0
    sides = image.size[0] * scale, image.size[1] * scale
    image.thumbnail((_WIDEST, _WIDEST))
    return _png(image), *sides


def _png(image: "Image") -> bytes:
    out = BytesIO()
    image.convert("RGB").save(out, "PNG")
    return out.getvalue()
