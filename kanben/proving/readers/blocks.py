"""Gather the content of a tagged PDF into blocks, and tell which matter each belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kanben.messages import word
from kanben.proving.matter import Fault, Guide, Region
from kanben.proving.normal import ink
from kanben.proving.readers.content import DrawnRun, ShownPage
from kanben.proving.readers.structure import ElementKey, TaggedLeaf, leaves

_BLOCKS = frozenset(
    {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TD", "TH", "TOCI", "Caption"}
)
_AT_FOOT = ("Document", "NonStruct", "Note")
"""The tags of a note at the foot of its page."""
_GROUPS = frozenset({"Sect", "Div", "Part", "Art", "Document"})


class TaggedRun(Struct):
    """Hold text of a block: its box, the tags between the block and it."""

    box: DrawnRun
    tags: tuple[str, ...]


class TaggedBlock(Struct):
    """Gather what one element of the structure holds; `tags` are those above it and its own."""

    key: ElementKey
    tags: tuple[str, ...]
    page: int
    parts: list[TaggedRun] = []
    annotations: list[Any] = []
    alt: str | None = None

    @property
    def tag(self) -> str:
        """Return the element's own tag."""
        return self.tags[-1]

    @property
    def size(self) -> float:
        """Return the size of its type."""
        return max((part.box.size for part in self.parts), default=0.0)

    @property
    def text(self) -> str:
        """Return all its text."""
        return "".join(part.box.text for part in self.parts)


def blocks_of(
    root: Any, pages: Mapping[ElementKey, int], shown: Sequence[ShownPage], faults: list[Fault]
) -> list[TaggedBlock]:
    """Return the blocks in reading order.

    Content that the tree reaches twice or not at all, and pages that stand in another order than
    the tree has them, are faults.
    """
    waiting = {(number, mcid) for number, page in enumerate(shown) for mcid in page.marked}
    found: list[TaggedBlock] = []
    last = 0
    for leaf in leaves(root):
        page = pages.get(leaf.page, -1)
        if page < last and leaf.mcid >= 0:
            faults.append(Fault("page-order", found=str(page + 1), expected=str(last + 1)))
        last = max(last, page)
        block = _block_for(leaf, page, found)
        if leaf.alt is not None:
            block.alt = leaf.alt
        elif leaf.annotation is not None:
            block.annotations.append(leaf.annotation)
        elif (page, leaf.mcid) in waiting:
            waiting.remove((page, leaf.mcid))
            depth = len(block.tags)
            tags = tuple([name for name, _ in leaf.tags[depth:]])
            block.parts += [TaggedRun(box, tags) for box in shown[page].marked[leaf.mcid]]
        elif page < 0:
            faults.append(Fault("page-missing", found=block.text[:40]))
    for page, mcid in sorted(waiting):
        text = "".join(box.text for box in shown[page].marked[mcid])
        if text.strip():
            faults.append(Fault("foreign", found=text))
    return found


def _block_for(leaf: TaggedLeaf, page: int, found: list[TaggedBlock]) -> TaggedBlock:
    """Return the block of a leaf: the last one, if it is that, or a new one."""
    depth = _depth(leaf)
    tags = tuple([name for name, _ in leaf.tags[:depth]])
    key = leaf.tags[depth - 1][1]
    if found and found[-1].key == key and found[-1].page == page:
        return found[-1]
    found.append(TaggedBlock(key, tags, page, [], []))
    return found[-1]


def _depth(leaf: TaggedLeaf) -> int:
    """Return how many of a leaf's tags lead to its block, the innermost that is one.

    A note is one of those at the foot of its page. What else lies in none is the outermost that
    only groups nothing.
    """
    names = [name for name, _ in leaf.tags]
    if tuple(names[: len(_AT_FOOT)]) == _AT_FOOT:
        return len(_AT_FOOT)
    if leaf.alt is not None:
        return len(names)
    for depth in range(len(names), 0, -1):
        if names[depth - 1] in _BLOCKS:
            return depth
    for depth, name in enumerate(names, 1):
        if name not in _GROUPS:
            return depth
    return len(names)


def regions_of(blocks: Sequence[TaggedBlock], guide: Guide, front: int) -> Iterator[Region]:
    """Yield the matter of each block; `front` is the number of pages before the text."""
    titles = {
        ink(word(name, guide.language)): region
        for name, region in (
            ("colophon", Region.COLOPHON),
            ("contents", Region.CONTENTS),
            ("apparatus", Region.NOTES),
            ("index", Region.INDEX),
        )
    }
    first = next((place for place, block in enumerate(blocks) if block.page >= front), 0)
    back = _back(blocks[first:], titles, guide, colophon=front == 0)
    region = Region.TITLE
    for place, block in enumerate(blocks):
        if place < first:
            region = titles.get(ink(block.text), region) if block.tag == "H1" else region
        elif place - first in back:
            region = back[place - first]
        elif region not in back.values() and (region != Region.TITLE or "Sect" in block.tags):
            region = Region.BODY
        foot = region == Region.BODY and block.tags == _AT_FOOT
        yield Region.NOTES if foot else region


def _back(
    blocks: Sequence[TaggedBlock], titles: Mapping[str, Region], guide: Guide, *, colophon: bool
) -> dict[int, Region]:
    """Return where the matters after the text begin, by the last heading of each name."""
    wanted = {Region.NOTES} if guide.notes else set()
    wanted |= {Region.INDEX} if guide.index else set()
    wanted |= {Region.COLOPHON} if colophon else set()
    found: dict[Region, int] = {}
    for place, block in enumerate(blocks):
        region = titles.get(ink(block.text)) if block.tag == "H1" else None
        if region in wanted:
            found[region] = place
    return {place: region for region, place in found.items()}
