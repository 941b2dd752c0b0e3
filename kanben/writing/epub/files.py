"""Share a book out to files that small reading devices can open."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct, structs

from kanben.manuscript.blocks import BlockKind
from kanben.writing.book.flow import Chapter, Passage

LARGEST = 200_000
"""Bytes: above this size old devices turn pages slowly, and some refuse the file (Readium's and
Kindle's guidelines speak of 250 to 300 kB). Only headings part a chapter, so a file may be larger.
"""

_MARKUP = 60
"""Bytes of markup around a block: its element, its anchor."""


class File(Struct, frozen=True):
    """Hold a chapter, or a stretch of one, that is a file of its own.

    `chapter` has only the passages of the file; `first` tells whether it begins the chapter.
    """

    name: str
    chapter: Chapter
    first: bool = True

    @property
    def anchors(self) -> Iterator[str]:
        """Yield the anchors of all that stands in the file."""
        if self.first:
            yield self.chapter.anchor
        for passage in self.chapter.passages:
            yield from (line.anchor for line in passage.lines)


def share_out(chapters: tuple[Chapter, ...], largest: int = LARGEST) -> tuple[File, ...]:
    """Return the files of a book: one for each chapter, more for one that is too large.

    A chapter of more than `largest` bytes is parted before headings, the shallowest first.
    """
    files: list[File] = []
    for chapter in chapters:
        for number, stretch in enumerate(_parted(chapter.passages, largest)):
            part = structs.replace(chapter, passages=stretch, titled=chapter.titled or number > 0)
            files.append(File(f"part-{len(files) + 1}.xhtml", part, first=number == 0))
    return tuple(files)


def _parted(passages: tuple[Passage, ...], largest: int) -> Iterator[tuple[Passage, ...]]:
    """Yield stretches of passages; one that is small enough, or has no heading within, is whole."""
    size = sum(map(_size, passages))
    levels = {passage.lines[0].level for passage in passages[1:]} - {0}
    if size <= largest or not levels:
        yield passages
        return
    sections: list[list[Passage]] = [[]]
    for is_head, group in groupby(passages, _is_head):
        stretch = list(group)
        if is_head and sections[-1] and min(levels) in {each.lines[0].level for each in stretch}:
            sections.append([])
        sections[-1].extend(stretch)
    if len(sections) == 1:
        yield passages
        return
    yield from _joined(sections, largest)


def _joined(sections: list[list[Passage]], largest: int) -> Iterator[tuple[Passage, ...]]:
    """Yield neighbouring sections together as long as they fit into one file."""
    waiting: list[Passage] = []
    for section in sections:
        if waiting and sum(map(_size, (*waiting, *section))) > largest:
            yield from _parted_below(waiting, largest)
            waiting = []
        waiting.extend(section)
    yield from _parted_below(waiting, largest)


def _parted_below(passages: list[Passage], largest: int) -> Iterator[tuple[Passage, ...]]:
    """Yield a section, parted before its own deeper headings if it is still too large."""
    yield from _parted(tuple(passages), largest)


def _is_head(passage: Passage) -> bool:
    return passage.kind == BlockKind.KICKER or passage.lines[0].level > 0


def _size(passage: Passage) -> int:
    return sum(len(line.text.encode()) + _MARKUP for line in passage.lines)
