"""Read XHTML and HTML: the lines of a document, with calls, readings, links and what is hidden."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from msgspec import Struct

from kanben.proving.distinctions import joined
from kanben.proving.matter import (
    Call,
    Distinction,
    EditionLine,
    EditionLink,
    Fault,
    Kind,
    Region,
)
from kanben.proving.normal import ink

_OPS = "{http://www.idpf.org/2007/ops}type"
_INLINE = frozenset(
    """a abbr b bdi bdo cite code del dfn em i ins kbd mark q rb rp rt rtc ruby s small span
    strong sub sup time u var wbr br""".split()  # noqa: SIM905
)
_REGIONS = {
    "cover": Region.COVER,
    "titlepage": Region.TITLE,
    "title-page": Region.TITLE,
    "toc": Region.CONTENTS,
    "doc-toc": Region.CONTENTS,
    "endnotes": Region.NOTES,
    "doc-endnotes": Region.NOTES,
    "footnotes": Region.NOTES,
    "apparatus": Region.NOTES,
    "index": Region.INDEX,
    "doc-index": Region.INDEX,
    "colophon": Region.COLOPHON,
    "doc-colophon": Region.COLOPHON,
}
_BODIES = frozenset({"chapter", "preface", "introduction", "afterword", "part"})
_TAGS = {"nav": Region.CONTENTS, "header": Region.TITLE, "main": Region.BODY}
_SECTIONS = frozenset({"section", "nav", "header", "main", "footer", "article", "div"})
_NOTES = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote"})
_CALLS = frozenset({"doc-noteref", "noteref"})
_FOREIGN = frozenset({"script", "iframe", "object", "embed", "svg", "del", "template", "form"})
_MANNERS = {"em": "emphasis", "ins": "addition"}
_CLASSED = ("proper-name", "book-title", "addition")
_SETTING_APART = frozenset(
    "b cite code del dfn em i ins kbd mark q s small strong sub sup u var".split()  # noqa: SIM905
)
"""Elements that set a run apart from the rest; of others, some by their class."""
_SILENT = frozenset({"head", "style", "rp"})
_LABEL = re.compile(r"[\[〔〕（(]?(\d{1,4}|[①-⑳㉑-㉟㊱-㊿]|[*†‡§]{1,3}|[a-z])[\]〕）)]?")
HIDING = re.compile(
    r"""(?x)
    display\s*:\s*none | visibility\s*:\s*(hidden|collapse)
    | (?<![\w-])(opacity|font-size|(max-)?(width|height))\s*:\s*0*\.?0*\s*([a-z]+|%)?\s*(!|;|\}|$)
    | text-indent\s*:\s*-\s*\d{3,} | (left|top|right|bottom)\s*:\s*-\s*\d{3,}
    | clip(-path)?\s*:(?!\s*(auto|none))
    | (?<![\w-])color\s*:\s*(transparent|white|\#fff)
    """
)
"""Declarations of CSS that take text from a reader's sight."""

Resolve = Callable[[str], str]
"""Gives the full address of a reference."""


class _Text(Struct):
    """Gather the inline content of a line."""

    words: list[str]
    calls: list[Call]
    readings: list[str]
    links: list[EditionLink]
    anchors: list[str]
    distinctions: list[Distinction]
    label: str = ""
    count: int = 0

    def add(self, text: str) -> None:
        if text:
            self.words.append(text)
            self.count += len(ink(text))


class _Place(Struct, frozen=True):
    """Tell where in the document an element lies."""

    region: Region
    note: str = ""
    depth: int = 0


class Hypertext:
    """Read one document; `resolve` gives the full address of a reference in it."""

    def __init__(self, resolve: Resolve, region: Region = Region.BODY) -> None:
        self.resolve = resolve
        self.faults: list[Fault] = []
        self.pictures: list[str] = []
        self._first = region
        self._anchors: list[str] = []

    def lines(self, root: Any) -> Iterator[EditionLine]:
        """Yield the lines below an element, in the order of reading."""
        yield from self._block(root, _Place(self._first))

    def _block(self, element: Any, place: _Place) -> Iterator[EditionLine]:
        name = _name(element)
        if name in _SILENT:
            return
        self._look(element, name, place)
        place = self._place(element, name, place)
        self._anchor(element)
        text = _empty()
        text.add(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and _name(child) not in _INLINE:
                yield from self._flush(text, name, place)
                text = _empty()
                if _name(child) == "img":
                    yield self._picture(child, place)
                else:
                    yield from self._block(child, place)
            else:
                self._inline(child, text, place)
            text.add(child.tail or "")
        yield from self._flush(text, name, place)

    def _flush(self, text: _Text, name: str, place: _Place) -> Iterator[EditionLine]:
        if not (text.count or text.calls or text.label):
            self._anchors += text.anchors
            return
        level = int(name[1]) if re.fullmatch("h[1-6]", name) else 0
        kind = Kind.HEADING if level else Kind.TABLE if name in ("td", "th") else Kind.TEXT
        noted = place.note or (place.region == Region.NOTES and not level)
        yield EditionLine(
            region=Region.NOTES if noted else place.region,
            kind=Kind.NOTE if noted else kind,
            text="".join(text.words),
            level=level or (place.depth if place.region == Region.CONTENTS else 0),
            label=text.label,
            calls=tuple(text.calls),
            readings=tuple(text.readings),
            links=tuple(text.links),
            anchors=tuple(self._anchors + text.anchors),
            distinctions=joined(text.distinctions),
        )
        self._anchors = []

    def _inline(self, element: Any, text: _Text, place: _Place) -> None:
        if not isinstance(element.tag, str):
            return
        name = _name(element)
        if name == "rp":
            return
        self._look(element, name, place)
        if element.get("id"):
            text.anchors.append(self.resolve(f"#{element.get('id')}"))
        words = "".join(element.itertext())
        if name == "rt":
            text.readings.append(words)
        elif name == "br":
            text.add("\n")
        elif name == "a" and self._is_call(element):
            target = self.resolve(element.get("href", ""))
            text.calls.append(Call(text.count, words.strip(), target))
        elif self._is_label(element, name, text, place):
            text.label = words.strip()
        else:
            if name == "a" and element.get("href"):
                text.links.append(EditionLink(words, self.resolve(element.get("href"))))
            self._run(element, name, text, place)

    def _run(self, element: Any, name: str, text: _Text, place: _Place) -> None:
        start = text.count
        text.add(element.text or "")
        for child in element:
            self._inline(child, text, place)
            text.add(child.tail or "")
        manner = _manner(element, name)
        if manner:
            text.distinctions.append(Distinction(start, text.count, manner))

    def _is_call(self, element: Any) -> bool:
        return bool(_tokens(element) & _CALLS)

    def _is_label(self, element: Any, name: str, text: _Text, place: _Place) -> bool:
        """Tell whether an element is the number that a note begins with."""
        noted = place.note or place.region == Region.NOTES
        words = "".join(element.itertext()).strip()
        return bool(noted and name == "a" and not text.count and _LABEL.fullmatch(words))

    def _picture(self, element: Any, place: _Place) -> EditionLine:
        self.pictures.append(self.resolve(element.get("src", "")))
        self._anchor(element)
        anchors, self._anchors = tuple(self._anchors), []
        return EditionLine(place.region, Kind.PICTURE, element.get("alt", ""), anchors=anchors)

    def _anchor(self, element: Any) -> None:
        if element.get("id"):
            self._anchors.append(self.resolve(f"#{element.get('id')}"))

    def _place(self, element: Any, name: str, place: _Place) -> _Place:
        tokens = _tokens(element)
        region, note, depth = place.region, place.note, place.depth
        if name in _SECTIONS and region in (self._first, Region.BODY):
            named = [_REGIONS[token] for token in tokens if token in _REGIONS]
            region = Region.BODY if tokens & _BODIES else _TAGS.get(name, region)
            region = named[0] if named else region
        if _tokens(element, ("role", _OPS)) & _NOTES:
            note = element.get("id") or "note"
        if name in ("ol", "ul"):
            depth += 1
        return _Place(region, note, depth)

    def _look(self, element: Any, name: str, place: _Place) -> None:
        """Find fault with what does not belong in an edition, and with what hides text."""
        if name in _FOREIGN:
            self.faults.append(Fault("foreign", place.region, found=f"<{name}>"))
        hidden = element.get("hidden") is not None and name != "nav"
        if hidden or HIDING.search(element.get("style", "")):
            words = "".join(element.itertext())
            self.faults.append(Fault("hidden", place.region, found=words[:40]))


def _empty() -> _Text:
    return _Text([], [], [], [], [], [])


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _manner(element: Any, name: str) -> str:
    """Return how an element distinguishes its text, empty if it does not.

    ``i`` inside ``em`` holds one character that bears a dot.
    """
    if element.get("lang"):
        return f"language {element.get('lang')}"
    classes = element.get("class", "").split()
    named = next((each for each in _CLASSED if each in classes), "")
    if named or name not in _SETTING_APART or (name == "i" and _name(element.getparent()) == "em"):
        return named
    return _MANNERS.get(name, name)


def _tokens(
    element: Any, names: tuple[str, ...] = ("role", "class", "id", _OPS, "epub:type")
) -> set[str]:
    return set(" ".join(element.get(name, "") for name in names).split())


def parse_xhtml(content: bytes) -> Any:
    """Parse XHTML, with no entities from elsewhere. Raises LxmlError for what is none."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
