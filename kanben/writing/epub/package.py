"""Describe the files of an EPUB in its package document."""

from collections.abc import Sequence

from msgspec import Struct

from kanben.templates import render
from kanben.writing.book.identity import identifier_of, moment
from kanben.writing.book.structure import Volume
from kanben.writing.epub.metadata import accessibility_of, credits_of, fields_of
from kanben.writing.epub.navigation import Navigation

_COVER = "cover-image"


class PackageItem(Struct, frozen=True):
    """Hold a file of the package as its manifest lists it; `properties` are the format's."""

    id: str
    href: str
    media_type: str
    content: bytes
    properties: str = ""
    in_spine: bool = False


def package_of(volume: Volume, items: Sequence[PackageItem], page_sources: Sequence[str]) -> str:
    """Return the package document; `page_sources` name what the page numbers are of."""
    metadata = volume.manuscript.metadata
    return render(
        "epub/package.opf",
        book=volume.book,
        lang=volume.language,
        identifier=identifier_of(volume.manuscript),
        modified=moment().strftime("%Y-%m-%dT%H:%M:%SZ"),
        credits=credits_of(metadata),
        fields=fields_of(metadata),
        accessibility=accessibility_of(volume, page_sources),
        cover=next((item for item in items if _COVER in item.properties), None),
        items=items,
        filing=volume.manuscript.filing,
        vertical=volume.vertical,
    )


def contents_for_old_readers(volume: Volume, navigation: Navigation) -> str:
    """Return the table of contents in the form of EPUB 2 (NCX)."""
    return render(
        "epub/toc.ncx",
        book=volume.book,
        lang=volume.language,
        identifier=identifier_of(volume.manuscript),
        contents=navigation.contents,
        depth=navigation.depth,
    )
