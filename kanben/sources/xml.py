"""Parse XML that strangers wrote: no entities, no network, no other files, bounded size."""

from pathlib import Path

from lxml import etree

from kanben.errors import SourceError

LARGEST = 256_000_000
"""Bytes of the largest file that is parsed: a thousand pages of ALTO are about 200 MB."""


def parse(content: bytes, file: Path) -> etree._Element:
    """Return the root of the XML in `content`; raises SourceError for what cannot be read."""
    if len(content) > LARGEST:
        raise SourceError("source.too_large", file=file, limit=LARGEST // 1_000_000)
    if b"<!ENTITY" in content:
        raise SourceError("source.entities", file=file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root: etree._Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            "source.xml", file=file, line=error.lineno, problem=error.msg or ""
        ) from error
    return root


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def number(element: etree._Element, attribute: str) -> float:
    """Return the number in an attribute; 0 for none and for what is no number."""
    try:
        return float(element.get(attribute) or 0)
    except ValueError:
        return 0.0
