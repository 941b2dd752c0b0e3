"""Write a facsimile: the pages of the print as they are, with the proofread text behind them.

Whoever searches or copies in the file finds the text as it was published, where it was printed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pydyf
from msgspec import Struct

from kanben.characters import cells
from kanben.errors import PublicationError
from kanben.manuscript.archive import whole_file
from kanben.manuscript.manuscript import Manuscript
from kanben.showing.glyphless import GlyphlessFont
from kanben.sources.printed import Box, Printout
from kanben.sources.recognition.pictures import scan_of
from kanben.sources.recognition.scans import RESOLUTION, Scan, image_of

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72
"""Units of an inch in a PDF."""
_QUALITY = 80
"""Quality of the JPEG of a page: as libraries put scans on the web."""
_DOTS = (72, 1200)
"""Dots an inch of scanners and cameras; other statements are a program's guess."""
_TALL = 1.5
"""A box this many times taller than wide holds a column: the text runs downward."""


class FacsimileLine(Struct, frozen=True):
    """Put a line of text into its box on the page, in the page's units."""

    text: str
    box: Box


class FacsimilePage(Struct, frozen=True):
    """Hold the picture of a page and the text on it."""

    scan: Scan
    lines: tuple[FacsimileLine, ...]


def pages_of(
    manuscript: Manuscript, printouts: Sequence[Printout | None], folder: Path
) -> list[FacsimilePage]:
    """Return the pages of all sources that have pictures, with the manuscript's text on them.

    Raises PublicationError, naming the publication's folder, if no source has any.
    """
    texts = _texts_of(manuscript)
    pages: list[FacsimilePage] = []
    for index, (source, printout) in enumerate(zip(manuscript.sources, printouts, strict=True)):
        if printout is not None:
            pages += _pages_of_source(folder / source.name, printout, texts[index])
    if not pages:
        raise PublicationError("facsimile.none", file=folder)
    return pages


def _texts_of(manuscript: Manuscript) -> Mapping[int, dict[int, str]]:
    """Return for every source what the manuscript makes of each of its lines."""
    texts: dict[int, dict[int, str]] = defaultdict(lambda: defaultdict(str))
    for block in manuscript.blocks:
        for piece in block.pieces:
            if piece.at is not None:
                texts[piece.at.source][piece.at.line] += piece.text
    return texts


def _pages_of_source(
    path: Path, printout: Printout, texts: Mapping[int, str]
) -> Iterator[FacsimilePage]:
    placed = [
        (place, texts.get(number, ""))
        for number, place in enumerate(printout.places, 1)
        if place is not None
    ]
    placed.sort(key=lambda found: found[0].page)
    for page, lines in groupby(placed, key=lambda found: found[0].page):
        scan = scan_of(path, page)
        if scan is not None:
            shown = (FacsimileLine(text.strip(), place.box) for place, text in lines)
            yield FacsimilePage(scan, tuple(line for line in shown if line.text))


def write_facsimile(pages: Sequence[FacsimilePage], title: str, path: Path) -> None:
    """Write the pages as a PDF. Raises SourceError for a page whose picture cannot be read."""
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String(title)
    font = GlyphlessFont(pdf)
    for page in pages:
        _add_page(pdf, font, page)
    font.finish()
    with whole_file(path) as draft, draft.open("wb") as output:
        pdf.write(output, identifier=True, compress=True)


def _add_page(pdf: pydyf.PDF, font: GlyphlessFont, page: FacsimilePage) -> None:
    image = image_of(page.scan)
    scale = _POINTS / _resolution(image)
    width, height = image.width * scale, image.height * scale
    picture = _picture(image)
    pdf.add_object(picture)
    stream = pydyf.Stream(compress=True)
    stream.push_state()
    stream.set_matrix(width, 0, 0, height, 0, 0)
    stream.draw_x_object("P")
    stream.pop_state()
    stream.begin_text()
    stream.set_text_rendering(3)
    unit = 1.0 if page.scan.of_pdf else scale
    for line in page.lines:
        _write_line(stream, font, line.text, _scaled(line.box, unit, height))
    stream.end_text()
    pdf.add_object(stream)
    leaf = pydyf.Dictionary(
        {
            "Type": "/Page",
            "Parent": pdf.pages.reference,
            "MediaBox": pydyf.Array([0, 0, round(width, 2), round(height, 2)]),
            "Contents": stream.reference,
            "Resources": pydyf.Dictionary(
                {
                    "Font": pydyf.Dictionary({"F": font.reference}),
                    "XObject": pydyf.Dictionary({"P": picture.reference}),
                }
            ),
        }
    )
    pdf.add_page(leaf)


def _resolution(image: "Image") -> float:
    """Return the dots an inch that the file states, if a scanner can have made so many."""
    stated = image.info.get("dpi", (0, 0))[0]
    return float(stated) if _DOTS[0] <= stated <= _DOTS[1] else RESOLUTION


def _picture(image: "Image") -> pydyf.Stream:
    written = BytesIO()
    image.convert("RGB").save(written, "JPEG", quality=_QUALITY)
    return pydyf.Stream(
        [written.getvalue()],
        {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": image.width,
            "Height": image.height,
            "ColorSpace": "/DeviceRGB",
            "BitsPerComponent": 8,
            "Filter": "/DCTDecode",
        },
    )


def _scaled(box: Box, unit: float, height: float) -> Box:
    """Return the box in points; y grows upward, as in PDF."""
    return Box(
        box.left * unit, height - box.top * unit, box.right * unit, height - box.bottom * unit
    )


def _write_line(stream: pydyf.Stream, font: GlyphlessFont, text: str, box: Box) -> None:
    """Write a text as wide as its box, downward in a column."""
    high, wide = box.top - box.bottom, box.width
    if high <= 0 or wide <= 0 or not cells(text):
        return
    column = high > _TALL * wide and len(text) > 1
    size, length = (wide, high) if column else (high, wide)
    stream.set_font_size("F", round(size, 2))
    stream.stream.append(f"{100 * length / (size * cells(text)):.2f} Tz")
    if column:
        stream.set_text_matrix(0, -1, 1, 0, box.left, box.top)
    else:
        stream.set_text_matrix(1, 0, 0, 1, box.left, box.bottom)
    stream.show_text(f"<{font.codes(text)}>")
