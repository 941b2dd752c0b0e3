"""Read a TEI edition: title page, divisions, notes, index and colophon of one XML document."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from kanben.proving.distinctions import joined
from kanben.proving.frame import Frame
from kanben.proving.matter import (
    Call,
    Distinction,
    EditionLine,
    EditionLink,
    Fault,
    Guide,
    Kind,
    Region,
    Testimony,
)
from kanben.proving.normal import ink
from kanben.proving.readers.hypertext import parse_xhtml
from kanben.proving.readers.tei_header import apparatus_of, header_of, pages_of

FRAME = Frame(
    orders=((Region.TITLE, Region.BODY, Region.NOTES, Region.INDEX, Region.COLOPHON),),
    tables=(),
    varies=True,
)

_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LANG = f"{_XML}lang"
_REGIONS = {"notes": Region.NOTES, "index": Region.INDEX, "colophon": Region.COLOPHON}
_HOLDERS = frozenset(
    "TEI text front body back div titlePage docTitle docImprint lg list quote table row".split()  # noqa: SIM905
)
"""Elements that hold others and no text of their own."""
_LINES = frozenset(
    "p ab l item cell head label note titlePart byline publisher docDate".split()  # noqa: SIM905
)
_INLINE = frozenset(
    "app lem hi name title supplied foreign term seg ref docAuthor pb note".split()  # noqa: SIM905
)
_MANNERS = {
    "hi": "",
    "name": "proper-name",
    "title": "book-title",
    "supplied": "addition",
    "foreign": "language ",
}
"""Elements that distinguish a run; what ``hi`` and ``foreign`` say of it follows."""
_LEVEL = "level-"


class _Line(Struct):
    """Gather what a line holds."""

    words: list[str]
    calls: list[Call]
    readings: list[str]
    links: list[EditionLink]
    distinctions: list[Distinction]
    count: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self.words.append(text)
            self.count += len(ink(text))


def read_tei(edition: Path, guide: Guide) -> Testimony:
    """Read an edition. Raises XMLSyntaxError for a file that is no XML."""
    content = edition.read_bytes()
    document = parse_xhtml(content)
    reader = _Reader()
    if not content.rstrip().endswith(b"</TEI>") or document.getprevious() is not None:
        reader.faults.append(Fault("foreign", found=content[-40:].decode("utf-8", "replace")))
    lines = tuple(reader.lines(document.find(f"{_TEI}text"), Region.BODY))
    language = document.get(f"{_XML}lang", "")
    if document.tag != f"{_TEI}TEI":
        reader.faults.append(Fault("foreign", found=str(document.tag)))
    if language != guide.language:
        reader.faults.append(Fault("metadata", "language", guide.language, language))
    return Testimony(
        reader=f"lxml {etree.__version__}",
        lines=lines,
        contents={},
        metadata=header_of(document) | {"language": (language,)},
        apparatus=tuple(apparatus_of(document)),
        print_pages=pages_of(document),
        faults=tuple(reader.faults),
    )


class _Reader:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._anchors: list[str] = []

    def lines(self, element: Any, region: Region) -> Iterator[EditionLine]:
        """Yield the lines below an element, in order."""
        if element is None:
            return
        for child in element:
            name = _name(child)
            if name == "div" and child.get("type") == "apparatus":
                continue
            inner = self._region(child, name, region)
            if child.tail and ink(child.tail):
                self.faults.append(Fault("foreign", region, found=child.tail[:80]))
            if name == "figure":
                yield self._picture(child, inner)
            elif name in _LINES:
                yield from self._line(child, name, inner)
            elif name in _HOLDERS:
                self._anchor(child)
                if child.text and ink(child.text):
                    self.faults.append(Fault("foreign", region, found=child.text[:80]))
                yield from self.lines(child, inner)
            else:
                self.faults.append(Fault("foreign", region, found=f"<{name}>"))

    def _region(self, element: Any, name: str, region: Region) -> Region:
        if name == "titlePage":
            return Region.TITLE
        return _REGIONS.get(element.get("type", ""), region) if name == "div" else region

    def _anchor(self, element: Any) -> None:
        if element.get(f"{_XML}id"):
            self._anchors.append(f"#{element.get(f'{_XML}id')}")

    def _taken(self) -> tuple[str, ...]:
        anchors, self._anchors = tuple(self._anchors), []
        return anchors

    def _picture(self, figure: Any, region: Region) -> EditionLine:
        self._anchor(figure)
        words = figure.findtext(f"{_TEI}figDesc") or ""
        return EditionLine(region, Kind.PICTURE, words, anchors=self._taken())

    def _line(self, element: Any, name: str, region: Region) -> Iterator[EditionLine]:
        self._anchor(element)
        line = _Line([], [], [], [], [])
        lists = [child for child in element if _name(child) == "list"]
        self._inline(element, line, region)
        level = _level(element) if name == "head" and region == Region.BODY else 0
        heading = name == "head" and _name(element.getparent()) == "div"
        noted = name == "note" and region == Region.NOTES
        kind = Kind.HEADING if heading else Kind.TABLE if name == "cell" else Kind.TEXT
        yield EditionLine(
            region=region,
            kind=Kind.NOTE if noted else kind,
            text="".join(line.words),
            level=level,
            label=element.get("n", "") if noted else "",
            calls=tuple(line.calls),
            readings=tuple(line.readings),
            links=tuple(line.links),
            anchors=self._taken(),
            distinctions=joined(line.distinctions),
        )
        for each in lists:
            yield from self.lines(each, region)

    def _inline(self, element: Any, line: _Line, region: Region) -> None:
        line.add(element.text)
        for child in element:
            name = _name(child)
            words = "".join(child.itertext())
            if name == "ref" and child.get("type") == "noteAnchor":
                line.calls.append(Call(line.count, words, child.get("target", "")))
            elif name == "note":
                line.readings.append(words)
            elif name == "ref":
                line.links.append(EditionLink(words, child.get("target", "")))
                line.add(words)
            elif name in _INLINE:
                start = line.count
                self._inline(child, line, region)
                if name in _MANNERS:
                    manner = f"{_MANNERS[name]}{child.get('rend', child.get(_LANG, ''))}"
                    line.distinctions.append(Distinction(start, line.count, manner))
            elif name not in ("rdg", "list"):
                self.faults.append(Fault("foreign", region, found=f"<{name}>"))
            line.add(child.tail)


def _level(head: Any) -> int:
    """Return the rank of a heading: its division's."""
    kind = str(head.getparent().get("type", ""))
    return int(kind.removeprefix(_LEVEL)) if kind.startswith(_LEVEL) else 1


def _name(element: Any) -> str:
    tag = element.tag
    return tag.removeprefix(_TEI) if isinstance(tag, str) else "comment"
