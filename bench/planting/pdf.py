"""Plant faults in finished PDFs."""

import random
import re
from collections.abc import Callable
from typing import Any

import pikepdf

Planter = Callable[[random.Random, Any], bool]

_SHOWN = re.compile(rb"\[[^\]]*<[0-9a-f]+>[^\]]*\] TJ")
_GLYPHS = re.compile(rb"<([0-9a-f]{4,})>")


def _text_pages(pdf: Any) -> list[int]:
    return [n for n, page in enumerate(pdf.pages) if page.label.isdecimal() and _ops(page)]


def _ops(page: Any) -> list[re.Match[bytes]]:
    return list(_SHOWN.finditer(page.Contents.read_bytes()))


Change = Callable[[random.Random, bytes], bytes | None]
"""Alters a content stream; None if there is nothing to alter."""


def _on_page(change: Change, pages: str = "text") -> Planter:
    """Return the planter that changes the content stream of a page."""

    def plant(rng: random.Random, pdf: Any) -> bool:
        chosen = _text_pages(pdf)
        if pages == "front":
            chosen = [n for n, page in enumerate(pdf.pages) if not page.label.isdecimal()]
        if pages == "last":
            chosen = chosen[-1:]
        rng.shuffle(chosen)
        for number in chosen:
            page = pdf.pages[number]
            content = page.Contents.read_bytes()
            new = change(rng, content)
            if new is not None and new != content:
                page.Contents = pdf.make_stream(new)
                return True
        return False

    return plant


def _long(rng: random.Random, content: bytes) -> re.Match[bytes] | None:
    """Return where a line of some length is shown."""
    found = [m for m in _SHOWN.finditer(content) if len(b"".join(_GLYPHS.findall(m[0]))) >= 24]
    return rng.choice(found) if found else None


def _glyph_lost(rng: random.Random, content: bytes) -> bytes | None:
    place = _long(rng, content)
    if place is None:
        return None
    at = content.index(b"<", place.start()) + 1
    return content[:at] + content[at + 4 :]


def _glyph_changed(rng: random.Random, content: bytes) -> bytes | None:
    first, second = _long(rng, content), _long(rng, content)
    if first is None or second is None:
        return None
    at = content.index(b"<", first.start()) + 1
    code = b"".join(_GLYPHS.findall(second[0]))[-8:-4]
    return content[:at] + code + content[at + 4 :] if code != content[at : at + 4] else None


def _line_dropped(rng: random.Random, content: bytes) -> bytes | None:
    place = _long(rng, content)
    return None if place is None else content[: place.start()] + content[place.end() :]


def _line_doubled(rng: random.Random, content: bytes) -> bytes | None:
    place = _long(rng, content)
    return None if place is None else content[: place.end()] + place[0] + content[place.end() :]


def _around(before: bytes, after: bytes) -> Change:
    def change(rng: random.Random, content: bytes) -> bytes | None:
        place = _long(rng, content)
        if place is None:
            return None
        shown = before + place[0] + after
        return content[: place.start()] + shown + content[place.end() :]

    return change


def _foreign(_: random.Random, content: bytes) -> bytes | None:
    place = _SHOWN.search(content)
    font = re.search(rb"/[A-Z]+ [\d.]+ Tf", content)
    if place is None or font is None:
        return None
    return content + b"\nBT " + font[0] + b" 1 0 0 1 100 100 Tm " + place[0] + b" ET"


def page_dropped(rng: random.Random, pdf: Any) -> bool:
    """Drop a page."""
    del pdf.pages[rng.choice(_text_pages(pdf))]
    return True


def page_doubled(rng: random.Random, pdf: Any) -> bool:
    """Put a page in twice."""
    number = rng.choice(_text_pages(pdf))
    pdf.pages.insert(number, pdf.pages[number])
    return True


def pages_swapped(rng: random.Random, pdf: Any) -> bool:
    """Swap two pages."""
    first, second = rng.sample(_text_pages(pdf), 2)
    one, two = pdf.pages[first], pdf.pages[second]
    pdf.pages[first] = two
    pdf.pages[second] = one
    return True


def heading_became_paragraph(rng: random.Random, pdf: Any) -> bool:
    """Tag a heading as a paragraph."""
    found = [thing for thing in _elements(pdf) if str(thing.S) in ("/H1", "/H2", "/H3")]
    front = {page.obj.objgen for page in pdf.pages if not page.label.isdecimal()}
    found = [thing for thing in found if thing.Pg.objgen not in front]
    if found:
        rng.choice(found).S = pikepdf.Name.P
    return bool(found)


def _elements(pdf: Any) -> list[Any]:
    return [thing for thing in _dictionaries(pdf, "/S") if thing.get("/Type") == "/StructElem"]


def _dictionaries(pdf: Any, key: str) -> list[Any]:
    return [
        thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and key in thing
    ]


def _links(pdf: Any, *, labelled: bool) -> list[Any]:
    """Return the links of the index, which name a page, or those of the contents."""
    return [
        each
        for page in pdf.pages
        for each in page.get("/Annots", [])
        if isinstance(each.get("/Dest"), pikepdf.Array) == labelled and "/Dest" in each
    ]


def index_link(rng: random.Random, pdf: Any) -> bool:
    """Let a page number of the index lead to the first page."""
    found = [each for each in _links(pdf, labelled=True) if each.Dest[0] != pdf.pages[0].obj]
    if found:
        each = rng.choice(found)
        each.Dest = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
    return bool(found)


def contents_link(rng: random.Random, pdf: Any) -> bool:
    """Let a line of the contents lead to the first page."""
    front = [page for page in pdf.pages if not page.label.isdecimal()]
    found = [each for page in front for each in page.get("/Annots", [])]
    if found:
        target = rng.choice(found).Dest
        for each in found:
            if each.Dest == target:
                each.Dest = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
    return bool(found)


def outline_altered(_: random.Random, pdf: Any) -> bool:
    """Change a title in the outline."""
    if "/Outlines" not in pdf.Root:
        return False
    pdf.Root.Outlines.First.Title = pikepdf.String("乙")
    return True


def font_missing(rng: random.Random, pdf: Any) -> bool:
    """Take a font's file out."""
    thing = rng.choice([*_dictionaries(pdf, "/FontFile3"), *_dictionaries(pdf, "/FontFile2")])
    for key in ("/FontFile3", "/FontFile2"):
        if key in thing:
            del thing[key]
    return True


def title_in_metadata(_: random.Random, pdf: Any) -> bool:
    """Change the title."""
    pdf.docinfo["/Title"] = "乙"
    return True


def creator_in_metadata(_: random.Random, pdf: Any) -> bool:
    """Change the author."""
    pdf.docinfo["/Author"] = "某甲"
    return True


def language_in_metadata(_: random.Random, pdf: Any) -> bool:
    """Change the language."""
    pdf.Root.Lang = pikepdf.String("fr")
    return True


def tags_missing(_: random.Random, pdf: Any) -> bool:
    """Take the structure out."""
    del pdf.Root["/StructTreeRoot"]
    return True


PDF: dict[str, Planter] = {
    "character lost": _on_page(_glyph_lost),
    "character changed": _on_page(_glyph_changed),
    "line dropped": _on_page(_line_dropped),
    "line doubled": _on_page(_line_doubled),
    "foreign text": _on_page(_foreign),
    "white text": _on_page(_around(b"1 1 1 rg ", b" 0 0 0 rg")),
    "invisible text": _on_page(_around(b"3 Tr ", b" 0 Tr")),
    "text off the page": _on_page(_around(b"1 0 0 1 9000 9000 Tm ", b"")),
    "text an artifact": _on_page(_around(b"/Artifact BMC ", b" EMC")),
    "index or last page altered": _on_page(_glyph_changed, "last"),
    "index or last page cut": _on_page(_line_dropped, "last"),
    "front matter altered": _on_page(_glyph_changed, "front"),
    "front matter cut": _on_page(_line_dropped, "front"),
    "page dropped": page_dropped,
    "page doubled": page_doubled,
    "pages swapped": pages_swapped,
    "heading a paragraph": heading_became_paragraph,
    "index link": index_link,
    "contents link": contents_link,
    "outline altered": outline_altered,
    "font missing": font_missing,
    "title in metadata": title_in_metadata,
    "creator in metadata": creator_in_metadata,
    "language in metadata": language_in_metadata,
    "tags missing": tags_missing,
}
