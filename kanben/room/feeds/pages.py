"""Part what is listed among pages, and say where everything lies from a page's folder."""

from collections.abc import Iterator, Sequence
from typing import TypeVar
from urllib.parse import quote

from msgspec import Struct

T = TypeVar("T")


class FeedPage(Struct, frozen=True):
    """Hold one page of a list: its number from 1, how many there are, what stands on it."""

    number: int
    count: int
    rows: tuple[object, ...]

    def file(self, number: int, suffix: str) -> str:
        """Return the name of the page's file; the first is the index."""
        return f"{'index' if number == 1 else number}.{suffix}"

    def turns(self) -> Iterator[tuple[str, int]]:
        """Yield the relations of the other pages to this one, with their numbers."""
        yield "first", 1
        if self.number > 1:
            yield "previous", self.number - 1
        if self.number < self.count:
            yield "next", self.number + 1
        yield "last", self.count


def leaves(rows: Sequence[object], size: int) -> Iterator[FeedPage]:
    """Part rows among pages of `size`; without rows there is one empty page."""
    count = max(1, -(-len(rows) // size))
    for number in range(1, count + 1):
        yield FeedPage(number, count, tuple(rows[(number - 1) * size : number * size]))


def place_of(href: str, address: str, above: str) -> str:
    """Return an address for `href`, a path below the build folder.

    It begins with the site's `address` if that is known, and leads up by `above` otherwise.
    """
    return (address or above) + quote(href)
