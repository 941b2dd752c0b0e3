"""Read a DOCX: its paragraphs with fields, notes, bookmarks, and its properties."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from kanben.messages import word
from kanben.proving.distinctions import joined
from kanben.proving.frame import Frame
from kanben.proving.matter import (
    Call,
    ContentsEntry,
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
from kanben.proving.readers.relations import faults_of
from kanben.proving.readers.run_looks import (
    RunLook,
    is_call,
    is_unseen,
    look_of,
    manners_of,
)
from kanben.proving.readers.run_manners import strange_runs
from kanben.proving.readers.zips import read_zip

FRAME = Frame(
    orders=((Region.TITLE, Region.COLOPHON, Region.CONTENTS, Region.BODY, Region.INDEX),),
    depth=3,
    cites_pages=True,
    manners=frozenset({"MainLocator", "SeeReference"}),
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_AROUND_CALLS = "〔、〕"
"""Signs around the calls of footnotes, set in the style of these."""
_DOCUMENT = "word/document.xml"
_FIRST = frozenset({"Title", "Subtitle", "Author", "Imprint"})
_HEADING = re.compile(r"Heading([1-9])")
_CONTENTS = re.compile(r"TOC([1-9])")
_TRACKED = frozenset({"del", "ins", "moveFrom", "moveTo"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


class _Field(Struct):
    """Hold an open field: its instruction; its result is text once it has begun."""

    code: str = ""
    result: bool = False


class _Words(Struct):
    """Gather the content of a paragraph."""

    text: list[str]
    calls: list[Call]
    readings: list[str]
    links: list[EditionLink]
    anchors: list[str]
    pictures: list[str]
    distinctions: list[Distinction]
    count: int = 0

    def add(self, text: str, manners: Iterable[str] = ()) -> None:
        start = self.count
        self.text.append(text)
        self.count += len(ink(text))
        self.distinctions += [Distinction(start, self.count, manner) for manner in manners]


class _Paragraph(Struct, frozen=True):
    """Hold a paragraph: its style, whether it stands in a table, its content."""

    style: str
    in_table: bool
    words: _Words


def read_docx(edition: Path, guide: Guide) -> Testimony:
    """Read a DOCX. Raises BadZipFile, KeyError or LxmlError for a file that is none."""
    return _Reader(edition, guide).read()


class _Reader:
    def __init__(self, edition: Path, guide: Guide) -> None:
        self.faults: list[Fault] = []
        self.members = read_zip(edition, self.faults)
        self.titles = {
            ink(word("colophon", guide.language)): Region.COLOPHON,
            ink(word("contents", guide.language)): Region.CONTENTS,
        }
        self.index = ink(word("index", guide.language)) if guide.index else None
        self.fields: list[_Field] = []
        self._roots: dict[str, Any] = {}

    def _root(self, name: str) -> Any:
        """Return what a file of the archive holds; each is parsed once."""
        if name not in self._roots:
            self._roots[name] = parse_xhtml(self.members[name])
        return self._roots[name]

    def read(self) -> Testimony:
        body = self._root(_DOCUMENT).find(f"{_W}body")
        self.faults.extend(faults_of(self.members))
        self.faults.extend(strange_runs(self.members, self._root))
        lines = list(self._regioned(list(self._paragraphs(body))))
        lines += self._notes()
        lines += self._margins()
        return Testimony(
            reader=f"lxml {etree.__version__}",
            lines=tuple(lines),
            contents={"contents": tuple(_contents(lines))},
            metadata=self._metadata(),
            faults=tuple(self.faults),
        )

    def _paragraphs(self, root: Any) -> Iterator[_Paragraph]:
        """Yield the paragraphs; bookmarks between them are those of the next."""
        before: list[str] = []
        for paragraph in root.iter(f"{_W}p", f"{_W}bookmarkStart"):
            if paragraph.tag == f"{_W}bookmarkStart":
                if paragraph.getparent() is root:
                    before.append(paragraph.get(f"{_W}name", ""))
                continue
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            name = "" if style is None else style.get(f"{_W}val", "")
            hidden = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}vanish")
            words = _Words([], [], [], [], before, [], [])
            before = []
            self._read(paragraph, words, "")
            if hidden is not None and "".join(words.text).strip():
                self.faults.append(Fault("hidden", found="".join(words.text)))
            in_table = any(above.tag == f"{_W}tc" for above in paragraph.iterancestors())
            yield _Paragraph(name, in_table, words)

    def _read(self, element: Any, words: _Words, link: str) -> None:
        for child in element:
            name = str(child.tag).removeprefix(_W)
            if name in _TRACKED:
                text = "".join(child.itertext())
                self.faults.append(Fault("tracked", found=text[:40]))
            if name == "r":
                self._run(child, words, link)
            elif name == "hyperlink":
                before = len(words.text)
                self._read(child, words, child.get(f"{_W}anchor", ""))
                label = "".join(words.text[before:])
                words.links.append(EditionLink(label, child.get(f"{_W}anchor", "external")))
            elif name == "bookmarkStart":
                words.anchors.append(child.get(f"{_W}name", ""))
            elif name not in ("pPr", "p"):
                self._read(child, words, link)

    def _run(self, run: Any, words: _Words, link: str) -> None:
        look: RunLook = {}
        for child in run:
            name = str(child.tag).removeprefix(_W)
            if name == "rPr":
                look = look_of(child)
            elif name == "t":
                self._text(child.text or "", look, words)
            elif name in _BREAKS and self._is_text:
                words.add(_BREAKS[name], manners_of(look))
            elif name == "fldChar":
                self._field(child.get(f"{_W}fldCharType", ""))
            elif name == "instrText" and self.fields:
                self.fields[-1].code += child.text or ""
            elif name == "footnoteReference":
                words.calls.append(Call(words.count, "", f"footnote:{child.get(f'{_W}id')}"))
            elif name == "ruby":
                words.readings.append("".join(child.find(f"{_W}rt").itertext()).strip())
                self._read(child.find(f"{_W}rubyBase"), words, link)
            elif name == "drawing":
                words.pictures += [each.get("descr", "") for each in child.iter(_DRAWN)]

    @property
    def _is_text(self) -> bool:
        return all(field.result for field in self.fields)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _text(self, text: str, look: RunLook, words: _Words) -> None:
        if look and text.strip() and is_unseen(look):
            self.faults.append(Fault("hidden", found=text))
        if self._is_text and is_call(look) and not text.strip(_AROUND_CALLS):
            return
        if self._is_text:
            words.add(text, manners_of(look))
        elif text.strip():
            self.faults.append(Fault("foreign", found=text))

    def _regioned(self, paragraphs: list[_Paragraph]) -> Iterator[EditionLine]:
        """Yield lines, each in its matter by style and by the titles of matters."""
        last = max(
            (number for number, each in enumerate(paragraphs) if self._is_index(each)),
            default=len(paragraphs),
        )
        region = Region.TITLE
        for number, paragraph in enumerate(paragraphs):
            words, style = paragraph.words, paragraph.style
            text = "".join(words.text)
            if style == "TOCHeading":
                region = self.titles.get(ink(text), region)
            elif _CONTENTS.fullmatch(style):
                region = Region.CONTENTS
            elif number >= last:
                region = Region.INDEX
            elif style not in _FIRST | {"Colophon"} and (text.strip() or words.pictures):
                region = Region.BODY
            for picture in words.pictures:
                yield EditionLine(region, Kind.PICTURE, picture, anchors=tuple(words.anchors))
            if text.strip() or words.calls:
                yield _line(region, paragraph)

    def _is_index(self, paragraph: _Paragraph) -> bool:
        return paragraph.style == "Heading1" and ink("".join(paragraph.words.text)) == self.index

    def _notes(self) -> Iterator[EditionLine]:
        for name in ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"):
            if name not in self.members:
                continue
            for note in self._root(name):
                if note.get(f"{_W}type"):
                    continue
                anchor = f"footnote:{note.get(f'{_W}id')}"
                texts = ["".join(each.words.text) for each in self._paragraphs(note)]
                yield EditionLine(Region.NOTES, Kind.NOTE, "\n".join(texts), anchors=(anchor,))

    def _margins(self) -> Iterator[EditionLine]:
        for name in sorted(self.members):
            if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
                for each in self._paragraphs(self._root(name)):
                    yield EditionLine(Region.MARGIN, Kind.TEXT, "".join(each.words.text))

    def _metadata(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for element in parse_xhtml(self.members["docProps/core.xml"]):
            name = str(element.tag).rpartition("}")[2].lower()
            found.setdefault(name, []).append(element.text or "")
        return {name: tuple(values) for name, values in found.items()}


def _line(region: Region, paragraph: _Paragraph) -> EditionLine:
    words = paragraph.words
    heading = _HEADING.fullmatch(paragraph.style)
    ranked = heading or _CONTENTS.fullmatch(paragraph.style)
    kind = Kind.HEADING if heading else Kind.TABLE if paragraph.in_table else Kind.TEXT
    return EditionLine(
        region=region,
        kind=kind,
        text="".join(words.text),
        level=int(ranked[1]) if ranked else 0,
        calls=tuple(words.calls),
        readings=tuple(words.readings),
        links=tuple(words.links),
        anchors=tuple(words.anchors),
        distinctions=joined(words.distinctions),
    )


def _contents(lines: list[EditionLine]) -> Iterator[ContentsEntry]:
    for line in lines:
        if line.region == Region.CONTENTS and line.level:
            target = line.links[0].target if line.links else ""
            yield ContentsEntry(line.text, target, level=line.level)
