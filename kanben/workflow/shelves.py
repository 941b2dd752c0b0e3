"""Put a collection on shelves 书架: many publications for one job.

A job a file is clear and cheap for ten books; for ten thousand, deciding what to make would cost
more than making it. Which shelf a publication stands on follows from its name alone. The job of a
shelf makes what has changed on it, and keeps a list of what it made.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.manuscript.archive import whole_file
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.manuscript.records import Stamp, stamp_of
from kanben.workflow.digests import digest_of, verb_digest
from kanben.workflow.orders import Order, named_places

_READABLE = 1_000_000
"""Bytes of sources on a shelf that is as large as it likes: a minute or two of work, so that a
job that is lost costs little, and starting one costs little beside it."""
_MOST = 1_000
"""Publications on such a shelf, however short they are."""


class ShelvedBook(Struct, frozen=True):
    """Say how a publication was when its shelf was built: what it was made of, what was made.

    `failure` tells why something could not be made; empty for a publication that is whole.
    """

    digest: str
    made: dict[str, Stamp]
    failure: str = ""

    def is_whole(self, digest: str) -> bool:
        """Tell whether the book is made of just this, and all that was made is as it was."""
        return (
            self.digest == digest and not self.failure and all(map(_is_as_made, self.made.items()))
        )


class CollectionShelf(Struct, frozen=True):
    """Hold a shelf: its number, how many there are, and what stands on it, by name."""

    number: int
    count: int
    places: dict[str, Path]


def shelf_at(config: Config, number: int, count: int) -> CollectionShelf:
    """Return one shelf of a collection by its number."""
    places, _ = named_places(Path(config.seeds))
    here = {name: at for name, at in places.items() if shelf_number(name, count) == number}
    return CollectionShelf(number, count, here)


def shelves(config: Config) -> list[CollectionShelf]:
    """Return the shelves of a collection.

    Raises PublicationError if there is no such folder, or nothing in it.
    """
    places, _ = named_places(Path(config.seeds))
    count = _count(places.values(), config.shelf)
    found: list[dict[str, Path]] = [{} for _ in range(count)]
    for name, place in places.items():
        found[shelf_number(name, count)][name] = place
    return [CollectionShelf(number, count, named) for number, named in enumerate(found)]


def _count(places: Iterable[Path], shelf: int | str) -> int:
    """Return how many shelves there are: a power of two, so that few books move as more come."""
    listed = list(places)
    if isinstance(shelf, int):
        wanted = -(-len(listed) // max(shelf, 1))
    else:
        size = sum(stamp.size for place in listed for stamp in _sources(place).values())
        wanted = max(-(-size // _READABLE), -(-len(listed) // _MOST))
    return 1 << max(wanted - 1, 0).bit_length()


def shelf_number(name: str, count: int) -> int:
    """Return the number of the shelf that a publication stands on."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big") % count


def shelf_digest(shelf: CollectionShelf, config: Config, asked: Asked) -> str:
    """Return the digest of all that the job of a shelf looks at: stamps stand for contents."""
    books = [
        (name, [(os.fsencode(path), stamp) for path, stamp in _sources(place).items()])
        for name, place in shelf.places.items()
    ]
    return digest_of(verb_digest("shelf"), config, asked, shelf.number, shelf.count, books)


def book_digest(order: Order) -> str:
    """Return the digest of all that is made of a publication."""
    return digest_of(order.manuscript, order.review, order.release)


def files_of(order: Order, layout: Layout) -> list[Path]:
    """List all that is made of a publication and stays."""
    name, editions = order.name, list(order.editions)
    return [
        layout.manuscript(name),
        layout.apparatus(name),
        layout.chart(name),
        layout.review(name),
        layout.release(name),
        *order.variants(layout),
        *(layout.edition(name, *edition) for edition in editions),
        *(layout.proof(name, *edition) for edition in editions),
    ]


def shelf_list(layout: Layout, number: int) -> Path:
    """Return the place of the list of what a shelf holds, failures and all."""
    return layout.folder / "records" / "shelves" / f"{number}.json"


def load_list(place: Path) -> dict[str, ShelvedBook]:
    """Read the list of a shelf; what is not there, or cut off, lists nothing."""
    try:
        return msgspec.json.decode(place.read_bytes(), type=dict[str, ShelvedBook])
    except (OSError, msgspec.DecodeError):
        return {}


def save_list(books: dict[str, ShelvedBook], place: Path) -> None:
    """Write the list of a shelf."""
    with whole_file(place) as draft:
        draft.write_bytes(msgspec.json.encode(books))


def stamps(paths: Iterable[Path]) -> dict[str, Stamp]:
    """Return the stamps of files that are there."""
    return {str(path): stamp_of(path) for path in paths if path.is_file()}


def is_untouched(layout: Layout, shelf: CollectionShelf) -> bool:
    """Tell whether all that was made for a shelf is as it was made."""
    listed = load_list(shelf_list(layout, shelf.number))
    return all(_is_as_made(each) for book in listed.values() for each in book.made.items())


def _is_as_made(made: tuple[str, Stamp]) -> bool:
    path, stamp = made
    try:
        found = os.stat(path)  # noqa: PTH116 - a third of the time for 100,000 files
    except OSError:
        return False
    return stamp == Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _sources(place: Path) -> dict[str, Stamp]:
    return dict(_stamped(str(place)))


def _stamped(path: str) -> Iterator[tuple[str, Stamp]]:
    """Yield the files at or below a path with their stamps, in the order of their names."""
    if not os.path.isdir(path):  # noqa: PTH112
        yield path, stamp_of(Path(path))
        return
    with os.scandir(path) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                yield from _stamped(entry.path)
            else:
                found = entry.stat()
                yield (
                    entry.path,
                    Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino),
                )
