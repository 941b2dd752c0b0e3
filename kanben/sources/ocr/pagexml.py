"""Read PAGE 2013 and 2019, the form of Transkribus, eScriptorium and OCR-D."""

from pathlib import Path

from lxml import etree

from kanben.sources.ocr.corners import box_of
from kanben.sources.printed import Box, PrintedLine, PrintedPage
from kanben.sources.xml import name_of, number, parse

_LAST = 1_000_000
"""Where regions stand that the reading order does not name: behind all others."""


def read_page(content: bytes, file: Path) -> list[PrintedPage]:
    """Return the pages of a PAGE file, its regions in the reading order that it states."""
    root = parse(content, file)
    return [_page(element) for element in root.iter() if name_of(element) == "Page"]


def _page(page: etree._Element) -> PrintedPage:
    places = {
        element.get("regionRef"): int(number(element, "index"))
        for element in page.iter()
        if name_of(element) == "RegionRefIndexed"
    }
    regions = [element for element in page.iter() if name_of(element) == "TextRegion"]
    regions.sort(key=lambda region: places.get(region.get("id"), _LAST))
    lines = tuple(
        _line(element) for region in regions for element in region if name_of(element) == "TextLine"
    )
    return PrintedPage(
        number(page, "imageWidth"),
        number(page, "imageHeight"),
        tuple(line for line in lines if line.text),
    )


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if name_of(child) == name), None)


def _line(line: etree._Element) -> PrintedLine:
    outline = _child(line, "Coords")
    points = "" if outline is None else outline.get("points") or ""
    readings = [child for child in line if name_of(child) == "TextEquiv"]
    readings.sort(key=lambda reading: number(reading, "index"))
    text, sure = "", None
    if readings:
        unicode = _child(readings[0], "Unicode")
        text = "" if unicode is None else (unicode.text or "").strip()
        sure = number(readings[0], "conf") if readings[0].get("conf") else None
    return PrintedLine(text, _outline(points), confidence=sure)


def _outline(points: str) -> Box:
    pairs = [pair.split(",") for pair in points.split()]
    return box_of([(float(pair[0]), float(pair[1])) for pair in pairs if len(pair) == 2])
