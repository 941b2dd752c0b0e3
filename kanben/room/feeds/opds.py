"""List the collection for reading systems, as OPDS 2.0 (https://drafts.opds.io/opds-2.0)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kanben.messages import word
from kanben.room.feeds.pages import FeedPage, leaves, place_of
from kanben.room.records.people import people_of
from kanben.room.titles import CatalogueScript, CatalogueTitle
from kanben.writing.book.identity import moment

MEDIA_TYPE = "application/opds+json"
PER_FEED = 50
"""Publications on a page of a feed: what a reading system shows before its reader turns on."""
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
ABOVE = "../"
"""From the folder of the feeds to the build folder."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


def identified(titles: Sequence[CatalogueTitle]) -> Iterator[tuple[CatalogueScript, str]]:
    """Yield every script of every title with an identifier that no other one has."""
    for title in titles:
        shared = len({script.identifier for script in title.scripts}) < len(title.scripts)
        for script in title.scripts:
            tag = f"#{script.variant}" if shared else ""
            yield script, script.identifier + tag


def opds(titles: Sequence[CatalogueTitle], address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the feed, then every publication by itself: file name and content."""
    rows = list(identified(titles))
    for leaf in leaves(rows, PER_FEED):
        yield leaf.file(leaf.number, "json"), _written(_feed(leaf, len(rows), address))
    for script, identifier in rows:
        publication = _publication(script, identifier, address, f"../{ABOVE}")
        yield _own(script), _written(publication)


def _own(script: CatalogueScript) -> str:
    """Return the file of a publication by itself, below the folder of the feeds."""
    return f"publications/{script.editions[0].name.rpartition('.')[0]}.json"


def _written(content: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _feed(leaf: FeedPage, total: int, address: str) -> dict[str, Any]:
    def link(rel: str, number: int) -> dict[str, str]:
        href = place_of(f"opds/{leaf.file(number, 'json')}", address, ABOVE)
        return {"rel": rel, "href": href, "type": MEDIA_TYPE}

    rows: Any = leaf.rows
    return {
        "metadata": {
            "title": word("room-title", "zh-Hans"),
            "numberOfItems": total,
            "itemsPerPage": PER_FEED,
            "currentPage": leaf.number,
            "modified": f"{moment():%Y-%m-%dT%H:%M:%SZ}",
        },
        "links": [link("self", leaf.number), *(link(*turn) for turn in leaf.turns())],
        "publications": [
            _publication(script, identifier, address, ABOVE) for script, identifier in rows
        ],
    }


def _publication(
    script: CatalogueScript, identifier: str, address: str, above: str
) -> dict[str, Any]:
    self = {
        "rel": "self",
        "href": place_of(f"opds/{_own(script)}", address, above),
        "type": "application/opds-publication+json",
    }
    acquired = [
        {
            "rel": OPEN_ACCESS,
            "href": place_of(edition.href, address, above),
            "type": edition.media_type,
        }
        for edition in script.editions
    ]
    found: dict[str, Any] = {"metadata": _said(script, identifier), "links": [self, *acquired]}
    if script.cover:
        cover = place_of(script.cover, address, above)
        found["images"] = [{"href": cover, "type": "image/png"}]
    return found


def _said(script: CatalogueScript, identifier: str) -> dict[str, Any]:
    """Say of a publication what is known; a date only if the day is, as the schema wants it."""
    metadata = script.metadata
    people: dict[str, list[dict[str, str]]] = {}
    for person in people_of(script):
        role = "author" if person.chief else _ROLES.get(person.relator, "contributor")
        filed = {"sortAs": person.filed} if person.filed else {}
        people.setdefault(role, []).append({"name": person.name, **filed})
    said: dict[str, Any] = {
        "@type": "http://schema.org/Book",
        "title": metadata.title or script.identifier,
        "subtitle": metadata.subtitle,
        "sortAs": script.filing.get(metadata.title, ""),
        "identifier": identifier,
        **people,
        "language": script.language,
        "publisher": metadata.publisher,
        "published": metadata.date if _DAY.fullmatch(metadata.date) else "",
        "modified": f"{moment():%Y-%m-%dT%H:%M:%SZ}",
        "description": metadata.description,
        "subject": list(metadata.subjects),
        "numberOfPages": script.pages,
    }
    return {key: value for key, value in said.items() if value}
