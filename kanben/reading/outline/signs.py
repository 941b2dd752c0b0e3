"""Gather what the page states of itself: contents, chapter marks, opening, what sites add.

These lines need no judging: whatever stands around them, they are what they say.
"""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from kanben.credits import is_signature
from kanben.manuscript.blocks import BlockKind
from kanben.memory import remembered
from kanben.reading.furniture.mastheads import find_mastheads
from kanben.reading.furniture.notices import find_notices, is_rule
from kanben.reading.furniture.turns import TURNED
from kanben.reading.numbers.grammar import Label
from kanben.reading.outline.chapters import WIDEST, ends_sentence, find_marks, ornamented_mark
from kanben.reading.outline.contents import Contents, find_contents
from kanben.reading.outline.counted import find_counted
from kanben.reading.outline.dress import counted_title, mark_of, volume_of
from kanben.reading.outline.fields import find_fields
from kanben.reading.outline.opening import Opening, read_opening
from kanben.reading.page.lines import Lines, select


class Signs(Struct, frozen=True):
    """Hold the kinds of the lines that state them, by row, and what was read on the way.

    `titles` are rows of headings that may be running heads; `prefix` and
    `ornament` are what the text sets before every chapter, `suffix` behind it. `labels` are
    rows of titles that hold a label alone, with a short line below that may be the title's words;
    `turned` are rows that end where the text goes on elsewhere.
    """

    kinds: dict[int, BlockKind] = {}
    titles: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()
    turned: frozenset[int] = frozenset()
    prefix: str = ""
    ornament: str = ""
    suffix: str = ""
    contents: Contents = Contents()
    opening: Opening = Opening()

    def label(self, text: str) -> Label | None:
        """Return the label of a title, whatever its dress."""
        if self.ornament and text.startswith(self.ornament):
            return ornamented_mark(text, self.ornament).label
        mark = mark_of(text, self.prefix)
        return mark.label if mark else volume_of(text) or counted_title(text)


NO_SIGNS = Signs()
"""What a text without any sign states."""


@remembered
def read_signs(lines: Lines) -> Signs:
    """Read all signs of a part's lines."""
    contents = find_contents(lines)
    notices = [*find_notices(lines), *find_mastheads(lines)]
    kinds = dict.fromkeys(notices, BlockKind.FURNITURE)
    kinds |= dict.fromkeys(contents.rows, BlockKind.CONTENTS)
    rest = np.array([row for row in range(len(lines)) if row not in kinds], np.int64)
    marks = find_marks(select(lines, rest))
    marked = {int(rest[row]) for row in (*marks.by_row, *find_counted(select(lines, rest)))}
    headed = {row for row in (*marked, *contents.named) if row not in kinds}
    opening = read_opening(lines, frozenset(kinds), min(headed, default=len(lines)))
    first = min(headed, default=0)
    beside = {row + step for row in headed for step in (-1, 1)}
    kinds |= {
        row: BlockKind.FURNITURE
        for row, text in enumerate(lines.texts)
        if (row < first or row in beside) and is_rule(text)
    }
    kinds |= {row: kind for row, kind in opening.kinds.items() if row not in kinds}
    turned = frozenset(row for row, text in enumerate(lines.texts) if TURNED.search(text))
    fields, going_on = find_fields(lines)
    kinds |= {row: BlockKind.LIST for row in fields if row not in kinds}
    kinds |= {
        row: BlockKind.BYLINE
        for row, text in enumerate(lines.texts)
        if row not in kinds and is_signature(text)
    }
    doubtful = {int(rest[row]) for row in marks.doubtful} - contents.named.keys()
    certain = headed - doubtful
    kinds |= dict.fromkeys(certain, BlockKind.HEADING)
    labels = _open_labels(lines, headed) | going_on
    return Signs(
        kinds=kinds,
        titles=frozenset(doubtful | _volumes(lines, kinds)),
        labels=labels,
        turned=turned,
        prefix=marks.prefix,
        ornament=marks.ornament,
        suffix=marks.suffix,
        contents=contents,
        opening=opening,
    )


def _volumes(lines: Lines, kinds: Mapping[int, BlockKind]) -> set[int]:
    """Return the rows that name the book with its volume, as old prints do at both ends of one."""
    return {
        row
        for row, text in enumerate(lines.texts)
        if row not in kinds and lines.widths[row] <= WIDEST and volume_of(text) is not None
    }


def _open_labels(lines: Lines, titles: set[int]) -> frozenset[int]:
    """Return the rows whose label may have its words on the next line."""
    return frozenset(
        row
        for row in titles
        if row + 1 < len(lines)
        and lines.widths[row + 1] <= WIDEST
        and not ends_sentence(lines.texts[row + 1])
        and mark_of(lines.texts[row + 1]) is None
        and (mark := mark_of(lines.texts[row])) is not None
        and mark.label.unit
        and not mark.title[mark.label.end :].strip()
    )
