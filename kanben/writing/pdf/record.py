"""Record the pages of a laid-out book for the formats that cite them."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from kanben.characters import is_blank
from kanben.manuscript.blocks import Block
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages
from kanben.writing.book.calls import numeral
from kanben.writing.book.numbering import roman
from kanben.writing.pdf.locators import Occurrence, Stretches


def anchored(manuscript: Manuscript) -> Iterator[Block]:
    """Yield the blocks that are set and have an anchor."""
    for part in manuscript.parts:
        for block in part.printed_blocks:
            if block.anchor:
                yield block


class LaidMatter(Struct, frozen=True):
    """Hold where in a matter each anchor begins, by its pages from 0, and how many it has."""

    starts: Mapping[str, int]
    pages: int


def record(
    manuscript: Manuscript,
    matters: Sequence[LaidMatter],
    stretches: Mapping[str, Stretches],
    occurrences: Mapping[str, Sequence[Occurrence]],
) -> Pages:
    """Return the record.

    `matters` are front matter, text and back matter; `stretches` and `occurrences` the text's.
    """
    front, body, back = (matter.pages for matter in matters)
    anchors: dict[str, int] = {}
    for matter, first in zip(matters, (0, front, front + body), strict=True):
        anchors |= {anchor: first + page for anchor, page in matter.starts.items()}
    labels = [roman(number) for number in range(1, front + 1)]
    vertical = manuscript.script_variant.vertical
    labels += [numeral(number, vertical=vertical) for number in range(1, body + back + 1)]
    return Pages(
        labels=tuple(labels),
        anchors=anchors,
        runs={
            block.anchor: _runs(block.text, stretches[block.anchor], front)
            for block in anchored(manuscript)
            if len(stretches.get(block.anchor, ())) > 1
        },
        terms={
            term: tuple(front + occurrence.page for occurrence in found)
            for term, found in occurrences.items()
        },
    )


def _runs(text: str, found: Stretches, front: int) -> tuple[tuple[int, int], ...]:
    places = [place for place, char in enumerate(text) if not is_blank(char)]
    return tuple((places[offset], front + page) for offset, page in found[1:])
