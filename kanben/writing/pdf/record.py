"""Record the pages of a laid-out book for the formats that cite them."""

from collections.abc import Iterator, Mapping, Sequence

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


def record(
    manuscript: Manuscript,
    starts: Sequence[Mapping[str, int]],
    counts: Sequence[int],
    stretches: Mapping[str, Stretches],
    occurrences: Mapping[str, Sequence[Occurrence]],
) -> Pages:
    """Return the record.

    `starts` and `counts` hold, for front matter, text, back matter in turn, the page where each
    anchor begins, counted from 0 within the matter, and the number of pages. `stretches` and
    `occurrences` are the text's.
    """
    front, body, back = counts
    anchors: dict[str, int] = {}
    for found, first in zip(starts, (0, front, front + body), strict=True):
        anchors |= {anchor: first + page for anchor, page in found.items()}
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
