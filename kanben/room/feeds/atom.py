"""List the collection for older reading systems, as OPDS 1.2 (https://specs.opds.io/opds-1.2)."""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from kanben.messages import word
from kanben.room.feeds.opds import ABOVE, OPEN_ACCESS, PER_FEED, identified
from kanben.room.feeds.pages import FeedPage, leaves, place_of
from kanben.room.records.citing import iso_date
from kanben.room.records.people import people_of
from kanben.room.titles import CatalogueScript, CatalogueTitle
from kanben.writing.book.identity import moment

_ATOM = "http://www.w3.org/2005/Atom"
_TERMS = "http://purl.org/dc/terms/"
_NAMES: Any = {None: _ATOM, "dc": _TERMS}
_KIND = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_FEED = "urn:kanben:catalogue"


def atom(titles: Sequence[CatalogueTitle], address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the feed: file name and content."""
    for leaf in leaves(list(identified(titles)), PER_FEED):
        root = _feed(leaf, address)
        content = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
        yield leaf.file(leaf.number, "xml"), content


def _add(parent: Any, name: str, text: str = "", namespace: str = _ATOM, **given: str) -> Any:
    child = etree.SubElement(parent, f"{{{namespace}}}{name}", given)
    child.text = text or None
    return child


def _feed(leaf: FeedPage, address: str) -> Any:
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMES)
    _add(root, "id", f"{address or _FEED}" + (f"#{leaf.number}" if leaf.number > 1 else ""))
    _add(root, "title", word("room-title", "zh-Hans"))
    _add(root, "updated", _updated())
    _add(_add(root, "author"), "name", "Kanben 刊本")
    for rel, number in (("self", leaf.number), ("start", 1), *leaf.turns()):
        href = place_of(f"opds/{leaf.file(number, 'xml')}", address, ABOVE)
        _add(root, "link", rel=rel, href=href, type=_KIND)
    rows: Any = leaf.rows
    for script, identifier in rows:
        _entry(root, script, identifier, address)
    return root


def _updated() -> str:
    return f"{moment():%Y-%m-%dT%H:%M:%SZ}"


def _entry(root: Any, script: CatalogueScript, identifier: str, address: str) -> None:
    metadata = script.metadata
    entry = _add(root, "entry")
    _add(entry, "title", metadata.title or script.identifier)
    _add(entry, "id", identifier)
    _add(entry, "updated", _updated())
    for person in people_of(script):
        _add(_add(entry, "author" if person.chief else "contributor"), "name", person.name)
    for name, text in (
        ("language", script.language),
        ("publisher", metadata.publisher),
        ("issued", iso_date(metadata.date)),
        ("source", metadata.source.title),
    ):
        if text:
            _add(entry, name, text, _TERMS)
    for subject in metadata.subjects:
        _add(entry, "category", term=subject, label=subject)
    if metadata.rights:
        _add(entry, "rights", metadata.rights)
    _add(entry, "summary", metadata.description or metadata.subtitle or script.label, type="text")
    if script.cover:
        for rel in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
            cover = place_of(script.cover, address, ABOVE)
            _add(entry, "link", rel=rel, href=cover, type="image/png")
    for edition in script.editions:
        href = place_of(edition.href, address, ABOVE)
        _add(entry, "link", rel=OPEN_ACCESS, href=href, type=edition.media_type)
