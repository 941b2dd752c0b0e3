"""Write the index of the search and the texts it leads to, as scripts that a browser loads.

Scripts, since a page that is opened from a disk may load nothing else: the search needs no
server.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct, structs

from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.variants import VARIANTS
from kanben.room.files import put, scripted, sweep
from kanben.room.search.folding import coarse, folds
from kanben.room.search.postings import Postings, written

if TYPE_CHECKING:
    from kanben.variants.passage import Converter

_CHUNK = 48_000
"""Bytes of text in a file, more or less: a few are loaded for a query, each in one go."""


class SearchedScript(Struct, frozen=True, omit_defaults=True):
    """Name a script variant of a publication, its title in it, and where it is read online.

    Text that is not published, only searched, `mirrors` that of another script by its number.
    """

    variant: str
    script: str
    title: str = ""
    href: str = ""
    mirrors: int | None = None


class SearchedText(Struct, frozen=True):
    """Hold some neighbouring blocks of a publication: anchor, text in each of its scripts.

    A text that is as in the script before is None.
    """

    scripts: tuple[SearchedScript, ...]
    blocks: tuple[tuple[str | None, ...], ...]


class _Directory(Struct, frozen=True):
    """Hold what a search begins with: where files begin, which characters are one."""

    starts: str
    bounds: tuple[str, ...]
    simple: tuple[str, str]
    light: tuple[str, str]
    simplified: str


class SearchIndex:
    """Take in publications one by one, then write what finds them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._postings = Postings()
        self._count = 0
        self._starts: list[int] = []
        self._written: set[Path] = set()

    def add(self, scripts: Sequence[SearchedScript], manuscripts: Sequence[Manuscript]) -> None:
        """Take in a publication: the same blocks in several scripts."""
        if not manuscripts:
            return
        mirrored = _other_script(scripts)
        if mirrored:
            scripts = [*scripts, SearchedScript(mirrored, mirrored.split("-")[1], mirrors=0)]
        blocks: list[tuple[str | None, ...]] = []
        size = 0
        self._starts.append(self._count)
        for anchor, texts in _blocks(manuscripts, mirrored):
            self._postings.add(self._count, {coarse(text) for text in texts})
            self._count += 1
            blocks.append((anchor, *_differing(texts)))
            size += sum(len(text or "") for text in blocks[-1]) * 3
            if size > _CHUNK:
                self._put_chunk(scripts, blocks)
                self._starts.append(self._count)
                blocks, size = [], 0
        self._put_chunk(scripts, blocks)

    def _put_chunk(
        self, scripts: Sequence[SearchedScript], blocks: Sequence[tuple[str | None, ...]]
    ) -> None:
        chunk = SearchedText(tuple(scripts), tuple(blocks))
        self._put(f"t{len(self._starts) - 1}", chunk)

    def _put(self, name: str, content: object) -> None:
        path = self.folder / f"{name}.js"
        put(path, scripted(name, content))
        self._written.add(path)

    def write(self) -> None:
        """Write the index; files of an earlier one that are no longer meant go."""
        bounds: list[str] = []
        shelf: dict[str, str] = {}
        size = 0
        for pair, blocks in self._postings.sorted():
            if not shelf:
                bounds.append(pair)
            shelf[pair] = blocks
            size += len(blocks) + len(pair.encode("utf-8", "replace")) + 6
            if size > _CHUNK:
                self._put(f"p{len(bounds) - 1}", shelf)
                shelf, size = {}, 0
        if shelf:
            self._put(f"p{len(bounds) - 1}", shelf)
        starts, _ = written(np.diff(np.array(self._starts, dtype=np.int64), prepend=0))
        table = structs.asdict(folds())
        self._put("directory", _Directory(starts.decode("ascii"), tuple(bounds), **table))
        sweep(self.folder, self._written)


def _other_script(scripts: Sequence[SearchedScript]) -> str:
    """Return the variant in which a publication must be searched too; empty if it has both."""
    known = {each.script for each in scripts}
    return next((each.language for each in VARIANTS.values() if each.script not in known), "")


def _blocks(
    manuscripts: Sequence[Manuscript], mirrored: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the anchor of every block that editions set, with its text in each script."""
    mirror = _mirror_of(manuscripts[0], mirrored) if mirrored else None
    texts = [
        {block.anchor: block.text for part in each.parts for block in part.printed_blocks}
        for each in manuscripts
    ]
    for anchor, text in texts[0].items():
        if text.strip():
            found = (text, *(other.get(anchor, "") for other in texts[1:]))
            yield anchor, (*found, mirror(text)) if mirror else found


def _mirror_of(manuscript: Manuscript, variant: str) -> Callable[[str], str]:
    """Return what writes a manuscript's texts in the other script, a character for each of theirs.

    People are known by their names wherever these stand, as in an edition of that script.
    """
    from kanben.variants.convert import names_in

    converter, names = _converter(manuscript.script, variant), names_in(manuscript)

    def mirror(text: str) -> str:
        cells = zip(converter.passage(text, names=names).cells, text, strict=True)
        return "".join(cell if len(cell) == 1 else char for cell, char in cells)

    return mirror


@cache
def _converter(script: str, variant: str) -> "Converter":
    from kanben.variants.house import House, check_house
    from kanben.variants.passage import Converter

    return Converter(script, variant, check_house(House(), variant))


def _differing(texts: Sequence[str]) -> Iterator[str | None]:
    yield texts[0]
    for before, text in pairwise(texts):
        yield None if text == before else text
