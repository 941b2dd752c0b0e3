"""Describe a publication in MARC 21, as libraries of the world exchange it.

https://www.loc.gov/marc/bibliographic/
"""

from collections.abc import Iterator

from kanben.room.records.citing import year_of
from kanben.room.records.marc import MarcRecord, Subfields, fields_of
from kanben.room.records.people import people_of
from kanben.room.titles import CatalogueScript
from kanben.writing.book.identity import moment

_LEADER = "00000nam a2200000 i 4500"
"""New, language material, monograph, Unicode, ISBD by RDA."""
_SCRIPTS = {"Hans": "Hans", "Hant": "Hant"}
"""ISO 15924 of the text, for 546 $b."""


def marc21(script: CatalogueScript, address: str) -> MarcRecord:
    """Return the record of a publication's editions in one script."""
    made = moment()
    controls = (
        ("001", script.identifier),
        ("005", f"{made:%Y%m%d%H%M%S}.0"),
        ("007", "cr |||||||||||"),
        ("008", _fixed(script)),
    )
    return MarcRecord(_LEADER, controls, fields_of(_rows(script, address)))


def _fixed(script: CatalogueScript) -> str:
    """Return the forty characters of field 008."""
    year = year_of(script.metadata.date)
    dates = f"s{year}    " if year else "nuuuuuuuu"
    return f"{moment():%y%m%d}{dates}xx      o     00| ||chi d".ljust(40)


def _rows(script: CatalogueScript, address: str) -> Iterator[tuple[str, str, Subfields]]:
    metadata, source = script.metadata, script.metadata.source
    people = list(people_of(script))
    credited = "; ".join(f"{each.name} {each.role}".strip() for each in people)
    main = next((each for each in people if each.chief), None)
    yield "020", "  ", [("a", metadata.isbn)]
    yield "040", "  ", [("a", "Kanben"), ("b", "chi"), ("e", "rda")]
    yield "084", "  ", [("a", metadata.clc), ("2", "clc" if metadata.clc else "")]
    for each in people:
        tag = "100" if each is main else "700"
        yield tag, "0 ", [("a", each.name), ("e", each.role), ("4", each.relator)]
    subtitle = f"{metadata.subtitle} /" if metadata.subtitle and credited else metadata.subtitle
    joint = " :" if metadata.subtitle else " /" * bool(credited)
    title = (metadata.title or script.identifier) + joint
    yield "245", f"{int(main is not None)}0", [("a", title), ("b", subtitle), ("c", credited)]
    yield "246", "3 ", [("a", script.filing.get(metadata.title, ""))]
    yield "264", " 1", [("b", metadata.publisher), ("c", metadata.date)]
    pages = f" ({script.pages} pages)" if script.pages else ""
    yield "300", "  ", [("a", f"1 online resource{pages}")]
    yield "336", "  ", [("a", "text"), ("b", "txt"), ("2", "rdacontent")]
    yield "337", "  ", [("a", "computer"), ("b", "c"), ("2", "rdamedia")]
    yield "338", "  ", [("a", "online resource"), ("b", "cr"), ("2", "rdacarrier")]
    yield "520", "  ", [("a", metadata.description)]
    original = [("t", source.title), ("c", _when(source.date, source.page)), ("l", source.library)]
    yield "534", "  ", [("p", "底本" if any(text for _, text in original) else ""), *original]
    yield "540", "  ", [("a", metadata.rights)]
    yield "546", "  ", [("a", "Chinese"), ("b", _SCRIPTS.get(script.script, ""))]
    for subject in metadata.subjects:
        yield "653", "  ", [("a", subject)]
    for edition in script.editions if address else ():
        yield "856", "40", [("u", f"{address}{edition.href}"), ("q", edition.media_type)]


def _when(date: str, page: str) -> str:
    return "，".join(filter(None, (date, page)))
