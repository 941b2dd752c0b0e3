"""Describe a publication in CNMARC, the Chinese libraries' UNIMARC (WH/T 0503—1996)."""

from collections.abc import Iterator

from kanben.room.records.citing import year_of
from kanben.room.records.marc import MarcRecord, Subfields, fields_of
from kanben.room.records.people import people_of
from kanben.room.titles import CatalogueScript
from kanben.writing.book.identity import moment

_LEADER = "00000nam0 2200000   450 "
"""New, printed language material's counterpart, monograph, no hierarchy, full level."""
_CLC_EDITION = "5"
"""中图法, fifth edition (2010)."""


def cnmarc(script: CatalogueScript, address: str) -> MarcRecord:
    """Return the record of a publication's editions in one script."""
    controls = (("001", script.identifier), ("005", f"{moment():%Y%m%d%H%M%S}.0"))
    return MarcRecord(_LEADER, controls, fields_of(_rows(script, address)))


def _coded(script: CatalogueScript) -> str:
    """Return the 36 characters of 100 $a: dates, audience, language, UTF-8, Chinese script."""
    year = year_of(script.metadata.date)
    dates = f"d{year}    " if year else "u        "
    return f"{moment():%Y%m%d}{dates}em y0chiy50      ea"


def _rows(script: CatalogueScript, address: str) -> Iterator[tuple[str, str, Subfields]]:
    metadata = script.metadata
    people = list(people_of(script))
    chief = "，".join(f"{each.name}{each.role}" for each in people if each.chief)
    others = "，".join(f"{each.name}{each.role}" for each in people if not each.chief)
    yield "010", "  ", [("a", metadata.isbn)]
    yield "100", "  ", [("a", _coded(script))]
    yield "101", "0 ", [("a", "chi")]
    yield "106", "  ", [("a", "s")]
    yield "135", "  ", [("a", "dr|||||||||||")]
    yield (
        "200",
        "1 ",
        [
            ("a", metadata.title or script.identifier),
            ("9", script.filing.get(metadata.title, "")),
            ("b", "电子资源"),
            ("e", metadata.subtitle),
            ("f", chief),
            ("g", others),
        ],
    )
    yield "210", "  ", [("c", metadata.publisher), ("d", metadata.date)]
    yield "215", "  ", [("a", f"{script.pages}页" if script.pages else "")]
    yield "230", "  ", [("a", "电子文本数据")]
    yield "300", "  ", [("a", metadata.rights)]
    yield "324", "  ", [("a", _original(script))]
    yield "330", "  ", [("a", metadata.description)]
    for subject in metadata.subjects:
        yield "610", "0 ", [("a", subject)]
    yield "690", "  ", [("a", metadata.clc), ("v", _CLC_EDITION if metadata.clc else "")]
    for each in people:
        tag = "701" if each.chief else "702"
        yield tag, " 0", [("a", each.name), ("9", each.filed), ("4", each.role)]
    yield "801", " 0", [("a", "CN"), ("b", "Kanben"), ("c", f"{moment():%Y%m%d}")]
    for edition in script.editions if address else ():
        yield "856", "4 ", [("u", f"{address}{edition.href}"), ("q", edition.media_type)]


def _original(script: CatalogueScript) -> str:
    source = script.metadata.source
    number = f"ISSN {source.issn}" if source.issn else source.cn
    said = (source.title, source.publisher, source.date, source.page, number, source.library)
    return "，".join(filter(None, said))
