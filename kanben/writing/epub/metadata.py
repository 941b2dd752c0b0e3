"""Describe an EPUB for libraries and for readers who depend on its accessibility."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kanben.manuscript.metadata import Metadata, Person
from kanben.manuscript.relators import relator_of
from kanben.messages import word
from kanben.writing.book.structure import Volume

_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Credit(Struct, frozen=True):
    """Credit a person in Dublin Core: element, name, MARC relator code."""

    element: str
    name: str
    relator: str


class Field(Struct, frozen=True):
    """Hold an element of Dublin Core with its text."""

    element: str
    text: str


class MetadataStatement(Struct, frozen=True):
    """State a property of the package."""

    name: str
    value: str


def credits_of(metadata: Metadata) -> tuple[Credit, ...]:
    """Return creators, then contributors."""
    return tuple(
        Credit(element, person.name, relator_of(person.role, default))
        for element, default, people in _people(metadata)
        for person in people
    )


def _people(metadata: Metadata) -> Iterator[tuple[str, str, tuple[Person, ...]]]:
    yield "creator", "aut", metadata.creators
    yield "contributor", "ctb", metadata.contributors


def fields_of(metadata: Metadata) -> tuple[Field, ...]:
    """Return the other elements of Dublin Core that have something to say.

    The date only if it is one by ISO 8601, as the format demands.
    """
    printed = metadata.source
    source = "　".join(filter(None, (printed.title, printed.date, printed.page, printed.url)))
    date = metadata.date if _ISO_DATE.fullmatch(metadata.date) else ""
    found = [
        ("date", date),
        ("publisher", metadata.publisher),
        ("description", metadata.description),
        ("rights", metadata.rights),
        ("source", source),
        *(("subject", subject) for subject in metadata.subjects),
        ("subject", metadata.clc),
    ]
    return tuple(Field(element, text) for element, text in found if text)


def accessibility_of(volume: Volume, page_sources: Sequence[str]) -> tuple[MetadataStatement, ...]:
    """State what the edition offers to readers with disabilities (EPUB Accessibility 1.1).

    `page_sources` name what its page numbers are of; empty without page numbers.
    """
    pictures = any(block.image for block in volume.manuscript.blocks)
    features = [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
        *(["index"] if volume.manuscript.index else []),
        *(["alternativeText"] if pictures else []),
        *(["pageBreakMarkers", "pageNavigation"] if page_sources else []),
    ]
    return (
        MetadataStatement("schema:accessMode", "textual"),
        *([MetadataStatement("schema:accessMode", "visual")] if pictures else []),
        MetadataStatement("schema:accessModeSufficient", "textual"),
        *(MetadataStatement("schema:accessibilityFeature", feature) for feature in features),
        MetadataStatement("schema:accessibilityHazard", "none"),
        MetadataStatement("schema:accessibilitySummary", _summary(volume, pictures=pictures)),
        *(MetadataStatement("pageBreakSource", source) for source in page_sources),
    )


def _summary(volume: Volume, *, pictures: bool) -> str:
    """Say in a sentence what there is: nothing is promised that the edition lacks."""
    keys = ["accessibility-text", "accessibility-contents"]
    keys += ["accessibility-notes"] if volume.notes else []
    keys += ["accessibility-index"] if volume.manuscript.index else []
    keys += ["accessibility-pictures"] if pictures else []
    return "，".join(word(key, volume.language) for key in keys) + "。"
