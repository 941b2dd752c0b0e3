"""Find what no writer of Kanben asks of Word: looks that hide, parts and fields that add text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kanben.proving.matter import Fault
from kanben.proving.readers.hypertext import parse_xhtml
from kanben.proving.readers.manners import named

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN = named("rStyle rFonts vanish sz szCs lang noProof em b bCs i iCs u")
_PARAGRAPH = named("pStyle spacing rPr sectPr keepNext keepLines pageBreakBefore jc outlineLvl")
_PARTS = named(
    "document body p pPr r rPr t tab br fldChar instrText hyperlink bookmarkStart bookmarkEnd "
    "footnotes footnote footnoteRef footnoteReference separator continuationSeparator "
    "comments hdr ftr tbl tblPr tblGrid gridCol tr trPr tc tcPr sectPr ruby rubyPr rt "
    "rubyBase drawing softHyphen noBreakHyphen"
)
_TEXT = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_SETTLED = frozenset({"pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "rubyPr", "drawing"})
"""Elements whose insides hold no text; the first two are looked into by themselves."""
_PALE = re.compile(r"([EF][0-9A-F]){3}", re.IGNORECASE)
"""Ink with seven eighths or more of every primary colour, which is not seen on white paper."""
_LEAST = 6
"""Half points: readings above small type are not set smaller than three points."""
_UNSEEN = ("vanish", "specVanish", "webHidden")


def strange_runs(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield the elements and properties of a document that no writer writes."""
    for name, content in members.items():
        if _TEXT.fullmatch(name):
            yield from _strange(parse_xhtml(content))
    yield from _hidden_by_styles(members.get("word/styles.xml", b"<none/>"))


def _strange(element: Any) -> Iterator[Fault]:
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name in ("rPr", "pPr"):
            allowed = _RUN if name == "rPr" else _PARAGRAPH
            for each in child:
                look = str(each.tag).rpartition("}")[2]
                if look not in allowed or not _is_seen(each, look):
                    yield Fault("hidden", found=f"<{look}>")
        elif name not in _PARTS or (name == "br" and child.attrib):
            yield Fault("foreign", found=f"<{name}>")
        elif name not in _SETTLED:
            yield from _strange(child)


def _is_seen(element: Any, look: str) -> bool:
    """Tell whether a size can be read, and a font is no other than its style's."""
    if look in ("sz", "szCs"):
        size = element.get(f"{_W}val", "")
        return size.isdecimal() and int(size) >= _LEAST
    return look != "rFonts" or set(element.attrib) == {f"{_W}hint"}


def _hidden_by_styles(content: bytes) -> Iterator[Fault]:
    """Yield the styles of a document that take text from a reader's sight."""
    for look in parse_xhtml(content).iter(f"{_W}rPr"):
        colour = look.find(f"{_W}color")
        pale = colour is not None and bool(_PALE.fullmatch(colour.get(f"{_W}val", "")))
        if pale or any(look.find(f"{_W}{name}") is not None for name in _UNSEEN):
            style = look.getparent().get(f"{_W}styleId", "docDefaults")
            yield Fault("hidden", found=f"style {style}")
