"""Read ALTO 2–4, the form in which libraries keep recognised pages."""

from pathlib import Path

from lxml import etree

from kanben.sources.printed import Box, PrintedLine, PrintedPage
from kanben.sources.words import line_of
from kanben.sources.xml import name_of, number, parse


def read_alto(content: bytes, file: Path) -> list[PrintedPage]:
    """Return the pages of an ALTO file, its blocks in the order in which they stand there."""
    return [_page(element) for element in parse(content, file).iter() if name_of(element) == "Page"]


def _page(page: etree._Element) -> PrintedPage:
    lines = [_line(element) for element in page.iter() if name_of(element) == "TextLine"]
    return PrintedPage(
        number(page, "WIDTH"),
        number(page, "HEIGHT"),
        tuple(line for line in lines if line.text),
        label=page.get("PRINTED_IMG_NR") or "",
    )


def _line(line: etree._Element) -> PrintedLine:
    words = [child for child in line if name_of(child) == "String"]
    hyphen = "".join(child.get("CONTENT") or "" for child in line if name_of(child) == "HYP")
    sure = [number(word, "WC") for word in words if word.get("WC")]
    left, top = number(line, "HPOS"), number(line, "VPOS")
    box = Box(left, top, left + number(line, "WIDTH"), top + number(line, "HEIGHT"))
    text = line_of((word.get("CONTENT") or "").strip() for word in words) + hyphen
    return PrintedLine(text, box, confidence=min(sure, default=None))
