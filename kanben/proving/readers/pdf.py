"""Read a PDF: its tagged text in reading order, page by page, with links, outline, metadata."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from kanben.proving.frame import Frame
from kanben.proving.matter import (
    Call,
    ContentsEntry,
    EditionLine,
    EditionLink,
    Fault,
    Guide,
    Kind,
    Region,
    Testimony,
)
from kanben.proving.normal import NUMERALS, ink, is_roman
from kanben.proving.readers.blocks import TaggedBlock, TaggedRun, blocks_of, regions_of
from kanben.proving.readers.content import DrawnRun, ShownPage, shown_on
from kanben.proving.readers.fonts import Fonts
from kanben.proving.readers.page_manners import strange_on
from kanben.proving.readers.particulars import metadata_of, outline_of, stops_of
from kanben.proving.readers.seals import check_seal

_CALL_BEFORE = 2
"""In print a call hangs over the end of its word: its box stands before the last character, or
before the mark behind that."""

FRAME = Frame(
    orders=(
        (Region.TITLE, Region.COLOPHON, Region.CONTENTS, Region.BODY, Region.INDEX),
        (Region.TITLE, Region.BODY, Region.INDEX, Region.COLOPHON),
    ),
    runs_on=True,
    slack=_CALL_BEFORE,
    optional=frozenset({"half-title"}),
    depth=3,
    tables=("contents", "outline"),
    summarises=True,
    distinguishes=False,
)

_SMALL = 0.75
"""Calls and readings are set in less than this share of their block's type size."""
_LEADER = "· \u00a0"
"""What lies between the words and the page of a line of contents, and is part of neither."""
_SAME_LINE = 0.3
"""Baselines nearer than this share of the type size are one line's."""
_LABEL = re.compile(
    rf"[\[〔〕（(、]?(\d{{1,4}}|[{NUMERALS}]{{1,4}}|[①-⑳㉑-㉟㊱-㊿]|[*†‡§]{{1,3}}|[a-z])[\]〕）)]?\s*"
)
_OPENING = frozenset("[〔（(、")
_HEADING = re.compile(r"H([1-6])")


def read_pdf(edition: Path, guide: Guide) -> Testimony:
    """Read a PDF. Raises ValueError for a file that is none."""
    faults = list(check_seal(edition.read_bytes()))
    try:
        with pikepdf.open(edition) as pdf:
            return _Reader(pdf, guide, faults).read()
    except (pikepdf.PdfError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error


class _Reader:
    def __init__(self, pdf: Any, guide: Guide, faults: list[Fault]) -> None:
        self.pdf = pdf
        self.guide = guide
        self.faults = faults
        self.labels = tuple(page.label for page in pdf.pages)
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.stops = stops_of(pdf)

    def read(self) -> Testimony:
        shown, fonts = self._shown()
        lines = list(self._lines(self._blocks(shown)))
        self.faults.extend(fonts.faults())
        self.faults.extend(strange_on(self.pdf))
        self.faults.extend(Fault("damaged", found=text) for text in self.pdf.get_warnings())
        return Testimony(
            reader=f"pikepdf {pikepdf.__version__}",
            lines=(*lines, *self._margins(shown)),
            contents={
                "contents": tuple(_entries(lines)),
                "outline": tuple(outline_of(self.pdf)),
            },
            metadata=metadata_of(self.pdf),
            labels=self.labels,
            stops=self.stops,
            faults=tuple(self.faults),
        )

    def _shown(self) -> tuple[list[ShownPage], Fonts]:
        fonts = Fonts()
        shown = list(shown_on(self.pdf.pages, fonts))
        for page in shown:
            self.faults.extend(page.faults)
            self.faults.extend(
                Fault("foreign", found=box.text) for box in page.strays if box.text.strip()
            )
        return shown, fonts

    def _blocks(self, shown: Sequence[ShownPage]) -> list[TaggedBlock]:
        root = self.pdf.Root.get("/StructTreeRoot")
        if root is None:
            self.faults.append(Fault("untagged"))
            return []
        return blocks_of(root, self.pages, shown, self.faults)

    def _margins(self, shown: Sequence[ShownPage]) -> Iterator[EditionLine]:
        for number, page in enumerate(shown):
            for boxes in page.margin:
                text = "".join(box.text for box in boxes)
                if text.strip(_LEADER):
                    yield EditionLine(Region.MARGIN, Kind.TEXT, text, page=number)

    def _lines(self, blocks: Sequence[TaggedBlock]) -> Iterator[EditionLine]:
        front = next((n for n, label in enumerate(self.labels) if not is_roman(label)), 0)
        for block, region in zip(blocks, regions_of(blocks, self.guide, front), strict=True):
            line = self._line(block, region)
            if line.text.strip() or line.kind == Kind.PICTURE or line.calls:
                yield line

    def _line(self, block: TaggedBlock, region: Region) -> EditionLine:
        if block.alt is not None:
            return EditionLine(region, Kind.PICTURE, block.alt, page=block.page)
        parts = [part for part in block.parts if part.box.text]
        label = place = ""
        if region == Region.NOTES and not _HEADING.fullmatch(block.tag):
            label, parts = _labelled(parts)
            place, parts = _placed(parts)
        words = _Words(parts, block.size)
        heading = _HEADING.fullmatch(block.tag)
        return EditionLine(
            region=region,
            kind=_kind(block, region),
            text=words.text,
            level=int(heading[1]) if heading else 0,
            label=label,
            place=place,
            calls=tuple(words.calls),
            readings=tuple(words.readings),
            links=tuple(self._links(block)),
            page=block.page,
            loose=frozenset(words.loose),
        )

    def _links(self, block: TaggedBlock) -> Iterator[EditionLink]:
        for annotation in block.annotations:
            goal = annotation.get("/Dest", annotation.get("/A", {}).get("/D", None))
            label = str(annotation.get("/Contents", ""))
            if isinstance(goal, pikepdf.Array):
                yield EditionLink(label, f"page:{self.pages.get(goal[0].objgen, -1)}")
            elif goal is not None:
                yield EditionLink(label, str(goal))


def _kind(block: TaggedBlock, region: Region) -> Kind:
    if _HEADING.fullmatch(block.tag):
        return Kind.HEADING
    if block.tag in ("TD", "TH") and "Table" in block.tags:
        return Kind.TABLE
    return Kind.NOTE if region == Region.NOTES else Kind.TEXT


def _labelled(parts: list[TaggedRun]) -> tuple[str, list[TaggedRun]]:
    """Return the number that a note begins with, and the rest of it."""
    if parts and _LABEL.fullmatch(parts[0].box.text):
        return parts[0].box.text.strip(), parts[1:]
    return "", parts


def _placed(parts: list[TaggedRun]) -> tuple[str, list[TaggedRun]]:
    """Return where a note says that it is called, in links behind its number, and the rest."""
    count = next((n for n, part in enumerate(parts) if "Link" not in part.tags), len(parts))
    return "".join(part.box.text for part in parts[:count]).strip(), parts[count:]


class _Words:
    """Read the text of a block: words, calls and readings on them, ends of printed lines."""

    def __init__(self, parts: Sequence[TaggedRun], size: float) -> None:
        self.text = ""
        self.calls: list[Call] = []
        self.readings: list[str] = []
        self.loose: list[int] = []
        self._count = 0
        before: DrawnRun | None = None
        for part in parts:
            box = part.box
            if box.size < _SMALL * size or _is_call(part):
                self._aside(part)
                continue
            if before is not None:
                self.loose.append(self._count)
                self.text += "" if _one_line(before, box) else "\n"
            self.text += box.text
            self._count += len(ink(box.text))
            before = box

    def _aside(self, part: TaggedRun) -> None:
        text = part.box.text.strip()
        if _LABEL.fullmatch(text):
            self.calls.append(Call(self._count, text))
        elif text:
            self.readings.append(text)


def _is_call(part: TaggedRun) -> bool:
    """Tell whether a part is a linked number in brackets, which may stand alone on its page."""
    text = part.box.text.strip()
    return "Link" in part.tags and text[:1] in _OPENING and bool(_LABEL.fullmatch(text))


def _one_line(first: DrawnRun, second: DrawnRun) -> bool:
    return abs(first.y - second.y) < _SAME_LINE * max(first.size, second.size)


def _entries(lines: Sequence[EditionLine]) -> Iterator[ContentsEntry]:
    for line in lines:
        if line.region == Region.CONTENTS and line.kind != Kind.HEADING:
            yield ContentsEntry(line.text, line.links[0].target if line.links else "")
