"""Describe a publication as linked data for search engines (https://schema.org/Book)."""

from typing import Any
from urllib.parse import quote

from kanben.room.records.citing import iso_date
from kanben.room.records.people import people_of
from kanben.room.titles import CatalogueScript, CatalogueTitle

_ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


def linked(title: CatalogueTitle, address: str, above: str) -> dict[str, Any]:
    """Return a publication as JSON-LD: the book, and every edition as an example of it.

    Addresses begin with the site's, or lead up from the page by `above`.
    """
    first = title.scripts[0]
    base = address or above
    examples = [
        {
            "@type": "Book",
            "bookFormat": "https://schema.org/EBook",
            "encodingFormat": edition.media_type,
            "inLanguage": script.language,
            "name": script.metadata.title,
            "url": base + quote(edition.href),
        }
        for script in title.scripts
        for edition in script.editions
    ]
    return {"@context": "https://schema.org", **_described(first), "workExample": examples}


def _described(script: CatalogueScript) -> dict[str, Any]:
    metadata = script.metadata
    people: dict[str, list[dict[str, str]]] = {}
    for person in people_of(script):
        role = "author" if person.chief else _ROLES.get(person.relator, "contributor")
        people.setdefault(role, []).append({"@type": "Person", "name": person.name})
    said: dict[str, Any] = {
        "@type": "Book",
        "@id": script.identifier,
        "name": metadata.title,
        "alternativeHeadline": metadata.subtitle,
        **people,
        "datePublished": iso_date(metadata.date),
        "publisher": {"@type": "Organization", "name": metadata.publisher}
        if metadata.publisher
        else "",
        "isbn": metadata.isbn,
        "inLanguage": script.language,
        "description": metadata.description,
        "about": list(metadata.subjects),
        "numberOfPages": script.pages,
        "isBasedOn": metadata.source.title,
        "usageInfo": metadata.rights,
    }
    return {key: value for key, value in said.items() if value}
