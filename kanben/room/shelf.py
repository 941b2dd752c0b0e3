"""List all titles in a few words each, for sorting and filtering in the browser."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kanben.room.titles import CatalogueTitle


class ShelfRow(Struct, frozen=True):
    """Tell a title in short: names in all scripts, filing form, who and when, what there is."""

    name: str
    titles: tuple[str, ...]
    filed: str
    author: str
    date: str
    characters: int
    cover: str
    variants: tuple[str, ...]
    formats: tuple[str, ...]


def rows_of(titles: Sequence[CatalogueTitle]) -> Iterator[ShelfRow]:
    """Yield the rows of all titles that have an edition."""
    for title in titles:
        if not title.scripts:
            continue
        first = title.scripts[0]
        metadata = first.metadata
        yield ShelfRow(
            title.name,
            tuple(dict.fromkeys(s.metadata.title or title.name for s in title.scripts)),
            first.filing.get(metadata.title, metadata.title or title.name),
            "、".join(person.name for person in metadata.creators),
            metadata.date,
            first.characters,
            first.cover,
            tuple(script.variant for script in title.scripts),
            tuple(dict.fromkeys(e.format for s in title.scripts for e in s.editions)),
        )
