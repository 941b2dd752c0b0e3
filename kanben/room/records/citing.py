"""Cite a publication as readers do: GB/T 7714, Chicago, BibTeX, CSL-JSON."""

import re

import msgspec
from msgspec import Struct

from kanben.messages import word
from kanben.room.records.people import Contributor, people_of
from kanben.room.titles import CatalogueScript

TODAY = "{today}"
"""Stands for the day on which the reader cites; nobody else knows it."""
_NAMED = 3
"""Names before 等: GB/T 7714—2015, 8.1.2."""
_YEAR = re.compile(r"\d{4}")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
_CSL_ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


class Citation(Struct, frozen=True):
    """Hold a citation in one style, named as its readers do."""

    style: str
    text: str


def citations_of(script: CatalogueScript, name: str, address: str) -> tuple[Citation, ...]:
    """Cite a publication's editions in one script; `address` is where they are read, if known."""
    return (
        Citation("GB/T 7714", _national(script, address)),
        Citation("Chicago", _chicago(script, address)),
        Citation("BibTeX", bibtex(script, name, address)),
        Citation("CSL-JSON", csl(script, name, address).decode()),
    )


def _authors(script: CatalogueScript) -> list[Contributor]:
    return [person for person in people_of(script) if person.chief]


def _title(script: CatalogueScript, between: str) -> str:
    return between.join(filter(None, (script.metadata.title, script.metadata.subtitle)))


def _national(script: CatalogueScript, address: str) -> str:
    """Cite by GB/T 7714—2015, 4.6: a book, online."""
    metadata, lang = script.metadata, script.language
    names = [person.name for person in _authors(script)]
    shown = ", ".join(names[:_NAMED]) + (f", {word('room-others', lang)}" if names[_NAMED:] else "")
    others = [f"{each.name}, {each.role}" for each in people_of(script) if not each.chief]
    made = ", ".join(filter(None, (metadata.publisher, year_of(metadata.date))))
    parts = [shown, f"{_title(script, ': ')}[M/OL]", *others, f"{made}[{TODAY}]".lstrip(), address]
    return ". ".join(filter(None, parts)) + ("" if address else ".")


def _chicago(script: CatalogueScript, address: str) -> str:
    """Cite by the Chicago Manual of Style, 11.82 to 11.89: romanised, then in characters."""
    metadata = script.metadata
    names = [f"{person.filed} {person.name}".strip() for person in _authors(script)]
    joined = ", ".join(names[:-1]) + ", and " * (len(names) > 1) + "".join(names[-1:])
    filed = script.filing.get(metadata.title, "")
    title = " ".join(filter(None, (filed, _title(script, "："))))
    made = ", ".join(filter(None, (metadata.publisher, year_of(metadata.date) or "n.d.")))
    return ". ".join(filter(None, (joined, title, made, address))) + "."


def year_of(date: str) -> str:
    """Return the year in a date; empty if there is none."""
    found = _YEAR.search(date)
    return found[0] if found else ""


def iso_date(date: str) -> str:
    """Return a date if it is one by ISO 8601, its year otherwise; empty without one."""
    return date if _DATE.match(date) else year_of(date)


_SPECIAL = re.compile(r"[\\{}$&#%_^~]")


def bibtex(script: CatalogueScript, name: str, address: str) -> str:
    """Return an entry for BibTeX and BibLaTeX."""
    metadata = script.metadata
    by_role: dict[str, list[str]] = {}
    for person in people_of(script):
        kind = "editor" if person.relator == "edt" else "translator" * (person.relator == "trl")
        by_role.setdefault("author" if person.chief else kind, []).append(
            f"{{{_tex(person.name)}}}"
        )
    fields = {
        "title": f"{{{_tex(metadata.title)}}}",
        "subtitle": _tex(metadata.subtitle),
        **{role: " and ".join(names) for role, names in by_role.items() if role},
        "publisher": _tex(metadata.publisher),
        "year": year_of(metadata.date),
        "isbn": metadata.isbn,
        "url": address,
        "langid": "chinese",
    }
    key = re.sub(r"[^0-9A-Za-z-]+", "-", f"{name}-{script.language}").strip("-")
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items() if value)
    return f"@book{{{key},\n{lines}}}\n"


def _tex(text: str) -> str:
    """Write text so that TeX prints it as it stands."""
    names = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
    return _SPECIAL.sub(lambda sign: names.get(sign[0], f"\\{sign[0]}"), text)


def csl(script: CatalogueScript, name: str, address: str) -> bytes:
    """Return the item as CSL-JSON, which Zotero and others take."""
    metadata = script.metadata
    item: dict[str, object] = {
        "id": f"{name}.{script.variant}",
        "type": "book",
        "title": _title(script, "："),
        "language": script.language,
        **_csl_people(script),
        "publisher": metadata.publisher,
        "issued": {"date-parts": [_date_parts(metadata.date)]} if year_of(metadata.date) else "",
        "ISBN": metadata.isbn,
        "number-of-pages": str(script.pages or ""),
        "abstract": metadata.description,
        "URL": address,
    }
    found = {key: value for key, value in item.items() if value}
    return msgspec.json.format(msgspec.json.encode(found), indent=2)


def _csl_people(script: CatalogueScript) -> dict[str, object]:
    people: dict[str, list[dict[str, str]]] = {}
    for person in people_of(script):
        role = "author" if person.chief else _CSL_ROLES.get(person.relator, "contributor")
        people.setdefault(role, []).append({"literal": person.name})
    return dict(people)


def _date_parts(date: str) -> list[int]:
    found = _DATE.match(date)
    return [int(each) for each in found.groups() if each] if found else [int(year_of(date))]
