"""Read what a TEI edition says beside its text: header, apparatus, pages of the print."""

from collections.abc import Iterator
from typing import Any

from kanben.proving.matter import Variance

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FIELDS = {
    "title": "fileDesc/titleStmt/title[@type='main']",
    "subtitle": "fileDesc/titleStmt/title[@type='sub']",
    "author": "fileDesc/titleStmt/author",
    "editor": "fileDesc/titleStmt/editor",
    "responsible": "fileDesc/titleStmt/respStmt/name",
    "publisher": "fileDesc/publicationStmt/publisher",
    "date": "fileDesc/publicationStmt/date",
    "identifier": "fileDesc/publicationStmt/idno",
    "rights": "fileDesc/publicationStmt/availability/p",
    "print": "fileDesc/sourceDesc/bibl/*",
    "witness": "fileDesc/sourceDesc/listWit/witness",
    "correction": "encodingDesc/editorialDecl/correction/p",
}
"""Where in the header each field stands."""


def header_of(document: Any) -> dict[str, tuple[str, ...]]:
    """Return the fields of the header."""
    header = document.find(f"{_TEI}teiHeader")
    if header is None:
        return {}
    found = {
        name: tuple("".join(each.itertext()) for each in header.iterfind(_path(path)))
        for name, path in _FIELDS.items()
    }
    languages = header.iterfind(_path("profileDesc/langUsage/language"))
    return found | {"languages": tuple(each.get("ident", "") for each in languages)}


def _path(path: str) -> str:
    return "/".join(part if part == "*" else f"{_TEI}{part}" for part in path.split("/"))


def apparatus_of(document: Any) -> Iterator[Variance]:
    """Yield the entries of the apparatus, those in the text first."""
    witnesses = [each.get(_ID, "") for each in document.iter(f"{_TEI}witness")]
    numbers = {f"#{name}": number for number, name in enumerate(witnesses)}
    for app in document.iter(f"{_TEI}app"):
        lemma = app.find(f"{_TEI}lem")
        readings = app.findall(f"{_TEI}rdg")
        yield Variance(
            kind=app.get("type", ""),
            readings=tuple(
                (numbers.get(each.get("wit", ""), -1), "".join(each.itertext()))
                for each in readings
            ),
            by="" if lemma is None else lemma.get("resp", "").lstrip("#"),
        )


def pages_of(document: Any) -> tuple[str, ...]:
    """Return the numbers of the pages of the print, in order."""
    return tuple(each.get("n", "") for each in document.iter(f"{_TEI}pb"))
