"""Find what no writer of Kanben asks of Word: looks that hide, parts and fields that add text."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kanben.proving.matter import Fault

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _tagged(names: str) -> frozenset[str]:
    return frozenset(f"{_W}{name}" for name in names.split())


_RUN = _tagged("rStyle rFonts vanish sz szCs lang noProof em b bCs i iCs u")
_PARAGRAPH = _tagged("pStyle spacing rPr sectPr keepNext keepLines pageBreakBefore jc outlineLvl")
_PARTS = _tagged(
    "document body p pPr r rPr t tab br fldChar instrText hyperlink bookmarkStart bookmarkEnd "
    "footnotes footnote footnoteRef footnoteReference separator continuationSeparator "
    "comments hdr ftr tbl tblPr tblGrid gridCol tr trPr tc tcPr sectPr ruby rubyPr rt "
    "rubyBase drawing softHyphen noBreakHyphen"
)
_STYLES = "word/styles.xml"
_TEXT = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_SETTLED = _tagged("tblPr tcPr trPr sectPr rubyPr drawing")
"""Elements whose insides hold no text."""
_LOOKS = {f"{_W}rPr": _RUN, f"{_W}pPr": _PARAGRAPH}
_BREAK, _FONTS = f"{_W}br", f"{_W}rFonts"
_SIZES = _tagged("sz szCs")
_PALE = re.compile(r"([EF][0-9A-F]){3}", re.IGNORECASE)
"""Ink with seven eighths or more of every primary colour, which is not seen on white paper."""
_LEAST = 6
"""Half points: readings above small type are not set smaller than three points."""
_UNSEEN = ("vanish", "specVanish", "webHidden")


def strange_runs(names: Iterable[str], root_of: Callable[[str], Any]) -> Iterator[Fault]:
    """Yield the elements and properties of a document that no writer writes.

    `names` are those of its files, `root_of` gives what each holds.
    """
    for name in names:
        if _TEXT.fullmatch(name):
            yield from _strange(root_of(name))
        elif name == _STYLES:
            yield from _hidden_by_styles(root_of(name))


def _strange(element: Any) -> Iterator[Fault]:
    for child in element:
        tag = child.tag
        if tag in _LOOKS:
            allowed = _LOOKS[tag]
            for each in child:
                if each.tag not in allowed or not _is_seen(each):
                    yield Fault("hidden", found=f"<{_name(each)}>")
        elif tag not in _PARTS or (tag == _BREAK and child.attrib):
            yield Fault("foreign", found=f"<{_name(child)}>")
        elif tag not in _SETTLED and len(child):
            yield from _strange(child)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_seen(element: Any) -> bool:
    """Tell whether a size can be read, and a font is no other than its style's."""
    if element.tag in _SIZES:
        size = element.get(f"{_W}val", "")
        return size.isdecimal() and int(size) >= _LEAST
    return element.tag != _FONTS or set(element.attrib) == {f"{_W}hint"}


def _hidden_by_styles(styles: Any) -> Iterator[Fault]:
    """Yield the styles of a document that take text from a reader's sight."""
    for look in styles.iter(f"{_W}rPr"):
        colour = look.find(f"{_W}color")
        pale = colour is not None and bool(_PALE.fullmatch(colour.get(f"{_W}val", "")))
        if pale or any(look.find(f"{_W}{name}") is not None for name in _UNSEEN):
            style = look.getparent().get(f"{_W}styleId", "docDefaults")
            yield Fault("hidden", found=f"style {style}")
