"""Describe a publication in Dublin Core, as RDF/XML."""

from collections.abc import Iterator, Sequence

from lxml import etree

from kanben.room.records.people import people_of
from kanben.room.titles import CatalogueScript
from kanben.writing.epub.metadata import fields_of

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"


def dublin_core(scripts: Sequence[CatalogueScript], address: str) -> bytes:
    """Write what is said of a publication, a description for each script."""
    names = {"rdf": _RDF, "dc": _DC, "dcterms": _TERMS}
    root = etree.Element(f"{{{_RDF}}}RDF", nsmap=names)
    for script in scripts:
        about = {f"{{{_RDF}}}about": address + script.online if address else script.identifier}
        described = etree.SubElement(root, f"{{{_RDF}}}Description", about)
        for name, text in _said(script):
            etree.SubElement(described, f"{{{_DC}}}{name}").text = text
        for edition in script.editions:
            etree.SubElement(described, f"{{{_TERMS}}}hasFormat").text = address + edition.href
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _said(script: CatalogueScript) -> Iterator[tuple[str, str]]:
    metadata = script.metadata
    yield "identifier", script.identifier
    yield "title", metadata.title
    if metadata.subtitle:
        yield "title", metadata.subtitle
    for person in people_of(script):
        yield ("creator" if person.chief else "contributor"), person.name
    yield "language", script.language
    yield "type", "Text"
    for field in fields_of(metadata):
        yield field.element, field.text
    for edition in script.editions:
        yield "format", edition.media_type
