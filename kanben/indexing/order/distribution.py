"""Count the leading terms of an index along the publication."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kanben.manuscript.blocks import HEADINGS, Block, Part
from kanben.manuscript.distribution import Distribution, TermRow
from kanben.manuscript.index import Entry
from kanben.manuscript.manuscript import Manuscript

_ROWS = 12
"""Rows that a figure on one page can show."""
_MOST_COLUMNS = 16
"""Columns that can be read side by side on a page."""
_STRETCHES = 10
"""Columns that a text of one part is divided into, so that the figure fits a page."""

TermColumn = tuple[str, tuple[str, ...]]
"""A title with the anchors of the blocks under it."""


def _sections(part: Part) -> list[TermColumn]:
    columns: list[TermColumn] = []
    for block in part.printed_blocks:
        if block.kind in HEADINGS or not columns:
            title = block.text if block.kind in HEADINGS else part.title
            columns.append((title, ()))
        title, anchors = columns[-1]
        columns[-1] = (title, (*anchors, block.anchor))
    return [column for column in columns if len(column[1]) > 1]


def _stretches(blocks: Sequence[Block]) -> Iterator[TermColumn]:
    step = max(1, -(-len(blocks) // _STRETCHES))
    for first in range(0, len(blocks), step):
        stretch = blocks[first : first + step]
        yield f"{first + 1}–{first + len(stretch)}", tuple(block.anchor for block in stretch)


def _columns(manuscript: Manuscript) -> list[TermColumn]:
    """Return the parts; of a single part its sections, or ten stretches of paragraphs."""
    parts = manuscript.parts
    if 1 < len(parts) <= _MOST_COLUMNS:
        return [
            (part.title, tuple(block.anchor for block in part.printed_blocks)) for part in parts
        ]
    if len(parts) == 1:
        sections = _sections(parts[0])
        if 1 < len(sections) <= _MOST_COLUMNS:
            return sections
    return list(_stretches([block for part in parts for block in part.printed_blocks]))


def _leading(manuscript: Manuscript) -> list[Entry]:
    entries = [
        each for group in manuscript.index for entry in group.entries for each in entry.headings
    ]
    return sorted(entries, key=lambda entry: -len(entry.places))[:_ROWS]


def distribute(manuscript: Manuscript) -> Distribution:
    """Count the dozen terms with the most occurrences over the publication's parts.

    The manuscript's index must be ordered. A publication of one part is divided into its
    sections, a text without headings into ten stretches.
    """
    columns = _columns(manuscript)
    place = {anchor: number for number, (_, anchors) in enumerate(columns) for anchor in anchors}
    rows = []
    for entry in _leading(manuscript):
        counts = Counter(place[anchor] for anchor in entry.places if anchor in place)
        row = tuple(counts[number] for number in range(len(columns)))
        rows.append(TermRow(entry.heading, entry.kind, row))
    return Distribution(tuple(title for title, _ in columns), tuple(rows))
