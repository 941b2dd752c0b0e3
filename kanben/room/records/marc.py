"""Hold a MARC record, and write it: as XML, and as the ISO 2709 that library systems take in."""

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

MARC21 = "http://www.loc.gov/MARC21/slim"
"""The namespace of MARCXML, by the Library of Congress."""
EXCHANGE = "info:lc/xmlns/marcxchange-v2"
"""The namespace of MarcXchange (ISO 25577), for MARC of every kind."""
_FIELD, _RECORD, _SUBFIELD = b"\x1e", b"\x1d", b"\x1f"
_LONGEST = 9_999
"""Bytes of a field: its length has four digits in ISO 2709."""

Subfields = Sequence[tuple[str, str]]


class MarcField(Struct, frozen=True):
    """Hold a field: tag, two indicators, subfields of code and text; empty ones are left out."""

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


class MarcRecord(Struct, frozen=True):
    """Hold a record: leader of 24 characters, control fields, data fields by tag."""

    leader: str
    controls: tuple[tuple[str, str], ...]
    fields: tuple[MarcField, ...]


def fields_of(rows: Iterable[tuple[str, str, Subfields]]) -> tuple[MarcField, ...]:
    """Return those of the rows that say something, in the order of their tags."""
    fields = (
        MarcField(tag, indicators, tuple((code, text) for code, text in subfields if text))
        for tag, indicators, subfields in rows
    )
    return tuple(sorted((each for each in fields if each.subfields), key=lambda each: each.tag))


def as_xml(records: Sequence[MarcRecord], namespace: str, format_: str = "") -> bytes:
    """Write a collection of records as XML in one of the two namespaces."""
    names: Any = {None: namespace}
    root = etree.Element(f"{{{namespace}}}collection", nsmap=names)
    for record in records:
        kind = {"format": format_, "type": "Bibliographic"} if format_ else {}
        element = etree.SubElement(root, f"{{{namespace}}}record", kind)
        etree.SubElement(element, f"{{{namespace}}}leader").text = record.leader
        for tag, text in record.controls:
            etree.SubElement(element, f"{{{namespace}}}controlfield", {"tag": tag}).text = text
        for field in record.fields:
            about = {"tag": field.tag}
            about |= {f"ind{n}": sign for n, sign in enumerate(field.indicators, 1)}
            data = etree.SubElement(element, f"{{{namespace}}}datafield", about)
            for code, text in field.subfields:
                etree.SubElement(data, f"{{{namespace}}}subfield", {"code": code}).text = text
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def as_iso2709(records: Sequence[MarcRecord]) -> bytes:
    """Write records one behind the other as ISO 2709, in UTF-8."""
    return b"".join(map(_iso2709, records))


def _iso2709(record: MarcRecord) -> bytes:
    fields = [(tag, text.encode()) for tag, text in record.controls]
    for field in record.fields:
        data = b"".join(_SUBFIELD + code.encode() + text.encode() for code, text in field.subfields)
        fields.append((field.tag, field.indicators.encode() + _shortened(data)))
    directory, body = b"", b""
    for tag, data in fields:
        content = data + _FIELD
        directory += f"{tag}{len(content):04}{len(body):05}".encode()
        body += content
    base = len(record.leader) + len(directory) + 1
    length = base + len(body) + 1
    leader = f"{length:05}{record.leader[5:12]}{base:05}{record.leader[17:]}"
    return leader.encode() + directory + _FIELD + body + _RECORD


def _shortened(data: bytes) -> bytes:
    """Cut a field that is longer than its length can tell, between two characters."""
    most = _LONGEST - len(_FIELD) - 2
    return data if len(data) <= most else data[:most].decode("utf-8", "ignore").encode()
