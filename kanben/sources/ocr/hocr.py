"""Read hOCR, the HTML in which Tesseract, Kraken and OCRopus tell what they recognised."""

import re
from pathlib import Path

from lxml import etree

from kanben.sources.printed import Box, PrintedLine, PrintedPage
from kanben.sources.words import line_of
from kanben.sources.xml import parse

_LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocrx_line"})
_WORD = "ocrx_word"


def read_hocr(content: bytes, file: Path) -> list[PrintedPage]:
    """Return the pages of an hOCR file, in the engine's order."""
    root = parse(content, file)
    return [_page(element) for element in root.iter() if _class(element) == "ocr_page"]


def _class(element: etree._Element) -> str:
    return element.get("class") or "" if isinstance(element.tag, str) else ""


def _property(element: etree._Element, name: str) -> list[float]:
    """Return the numbers of a property in the element's title: ``bbox 0 0 10 10; x_size 9``."""
    found = re.search(rf"\b{name}((?:\s+-?\d+(?:\.\d+)?)+)", element.get("title") or "")
    return [float(value) for value in found[1].split()] if found else []


def _box(element: etree._Element) -> Box:
    corners = _property(element, "bbox")
    return Box(*corners) if len(corners) == 4 else Box(0, 0, 0, 0)


def _page(page: etree._Element) -> PrintedPage:
    lines = [_line(element) for element in page.iter() if _class(element) in _LINES]
    area = _box(page)
    return PrintedPage(area.right, area.bottom, tuple(line for line in lines if line.text))


def _line(line: etree._Element) -> PrintedLine:
    words = [element for element in line.iter() if _class(element) == _WORD]
    texts = ["".join(map(str, word.itertext())).strip() for word in words or [line]]
    sure = [value / 100 for word in words for value in _property(word, "x_wconf")[:1]]
    size = _property(line, "x_size")
    return PrintedLine(
        line_of(texts),
        _box(line),
        size=size[0] if size else 0.0,
        confidence=min(sure, default=None),
    )
