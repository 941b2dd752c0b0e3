"""Lead readers into a reflowable edition: contents, landmarks, lists of pages."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct

from kanben.writing.book.structure import Heading


class NavigationPlace(Struct, frozen=True):
    """Lead to a place: title, address, number in reading order, the places below."""

    title: str
    href: str
    order: int = 0
    below: tuple["NavigationPlace", ...] = ()


class Landmark(Struct, frozen=True):
    """Lead to a place that every book has, named by the EPUB structural vocabulary."""

    kind: str
    title: str
    href: str


class PageList(Struct, frozen=True):
    """List the pages of a print or of an edition."""

    anchor: str
    title: str
    pages: tuple[NavigationPlace, ...]


class Navigation(Struct, frozen=True):
    """Hold all the ways into the book."""

    contents: tuple[NavigationPlace, ...]
    landmarks: tuple[Landmark, ...]
    page_lists: tuple[PageList, ...]

    @property
    def depth(self) -> int:
        """Return how deep the contents are nested."""
        return _depth(self.contents)


def address(file: str, anchor: str = "") -> str:
    """Return the address of a place inside the edition."""
    return f"{file}#{quote(anchor)}" if anchor else file


def place_of(heading: Heading, files: Mapping[str, str]) -> NavigationPlace:
    """Return a heading, and those below it, as places; `files` gives an anchor's file."""
    below = tuple(place_of(each, files) for each in heading.below)
    return NavigationPlace(
        heading.title, address(files[heading.anchor], heading.anchor), below=below
    )


def in_order(places: Iterable[NavigationPlace]) -> tuple[NavigationPlace, ...]:
    """Return the places numbered in reading order, from 1."""
    return tuple(_in_order(places, iter(range(1, 1 << 31))))


def _in_order(
    places: Iterable[NavigationPlace], numbers: Iterator[int]
) -> Iterator[NavigationPlace]:
    for place in places:
        number = next(numbers)
        yield NavigationPlace(
            place.title, place.href, number, tuple(_in_order(place.below, numbers))
        )


def _depth(places: Iterable[NavigationPlace]) -> int:
    return max((1 + _depth(place.below) for place in places), default=0)
