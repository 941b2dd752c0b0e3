"""Record on which page of a PDF everything stands, for the formats that cite its pages."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.errors import ArchiveError
from kanben.manuscript.archive import whole_file
from kanben.manuscript.records import note_read


class Pages(Struct, frozen=True):
    """Hold the pages of a laid-out edition; numbers are indices into `labels`.

    `labels` are the page labels in order (``i``, ``ii``, ``1``). `anchors` gives the page where
    a block, a part, or the matter of that name (``contents``, ``index``, ``colophon``) begins.
    `runs` gives, for a block that runs over several pages, the offset in its text and the page
    of every later page's beginning. `terms` gives the page of every occurrence of a term, by
    its id, in the text's order.
    """

    labels: tuple[str, ...]
    anchors: dict[str, int]
    runs: dict[str, tuple[tuple[int, int], ...]]
    terms: dict[str, tuple[int, ...]]


def save_pages(pages: Pages, path: Path) -> None:
    """Write the pages as JSON."""
    with whole_file(path) as draft:
        draft.write_bytes(msgspec.json.encode(pages))


def cited_pages(path: Path | None) -> Pages | None:
    """Read the pages that an edition cites; None if no PDF is made, or none could be.

    The record of a PDF that could not be made is empty.
    """
    return load_pages(path) if path and path.stat().st_size else None


def load_pages(path: Path) -> Pages:
    """Read pages back; raises ArchiveError for a file that holds none."""
    try:
        content = path.read_bytes()
        pages = msgspec.json.decode(content, type=Pages)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveError("archive.no_pages", file=path, problem=str(error)) from error
    note_read(path, content)
    if not all(0 <= number < len(pages.labels) for number in _numbers(pages)):
        raise ArchiveError("archive.no_pages", file=path, problem=f"{len(pages.labels)} labels")
    return pages


def _numbers(pages: Pages) -> Iterator[int]:
    """Yield every page that something stands on."""
    yield from pages.anchors.values()
    yield from (page for runs in pages.runs.values() for _, page in runs)
    yield from (page for places in pages.terms.values() for page in places)
