"""List the collection for reading systems, as OPDS 2.0 (https://drafts.opds.io/opds-2.0)."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kanben.messages import word
from kanben.room.feeds.pages import Leaf, leaves, place_of
from kanben.room.records.citing import iso_date
from kanben.room.records.people import people_of
from kanben.room.titles import CatalogueScript, CatalogueTitle
from kanben.writing.book.identity import moment

MEDIA_TYPE = "application/opds+json"
PER_FEED = 50
"""Publications on a page of a feed: what a reading system shows before its reader turns on."""
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
ABOVE = "../"
"""From the folder of the feeds to the build folder."""
_ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


def identified(titles: Sequence[CatalogueTitle]) -> Iterator[tuple[CatalogueScript, str]]:
    """Yield every script of every title with an identifier that no other one has."""
    for title in titles:
        shared = len({script.identifier for script in title.scripts}) < len(title.scripts)
        for script in title.scripts:
            tag = f"#{script.variant}" if shared else ""
            yield script, script.identifier + tag


def opds(titles: Sequence[CatalogueTitle], address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the feed: file name and content."""
    rows = list(identified(titles))
    for leaf in leaves(rows, PER_FEED):
        content = msgspec.json.format(msgspec.json.encode(_feed(leaf, len(rows), address)), indent=1)
        yield leaf.file(leaf.number, "json"), content


def _feed(leaf: Leaf, total: int, address: str) -> dict[str, Any]:
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
        "publications": [_publication(*row, address) for row in rows],
    }


def _publication(script: CatalogueScript, identifier: str, address: str) -> dict[str, Any]:
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
        "published": iso_date(metadata.date),
        "modified": f"{moment():%Y-%m-%dT%H:%M:%SZ}",
        "description": metadata.description,
        "subject": list(metadata.subjects),
        "numberOfPages": script.pages,
    }
    publication: dict[str, Any] = {
        "metadata": {key: value for key, value in said.items() if value},
        "links": [
            {
                "rel": OPEN_ACCESS,
                "href": place_of(edition.href, address, ABOVE),
                "type": edition.media_type,
            }
            for edition in script.editions
        ],
    }
    if script.cover:
        cover = place_of(script.cover, address, ABOVE)
        publication["images"] = [{"href": cover, "type": "image/png"}]
    return publication
