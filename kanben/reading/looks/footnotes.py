"""Find footnotes by their marks: what a line begins with is called in the text above it.

舆论为之一变①。⏎────⏎①见《民报》第三号。
"""

import re

from kanben.characters import CLOSING, PAUSES, SENTENCE_END
from kanben.manuscript.blocks import BlockKind
from kanben.reading.looks.shapes import Shapes
from kanben.reading.page.lines import Lines

_SIGN = r"[①-⑳]|[\[［〔](?:\d{1,3}|[一二三四五六七八九十]{1,3})[\]］〕]"
_MARK = re.compile(rf"({_SIGN})\s*\S")
_BEHIND = re.escape("".join(SENTENCE_END | PAUSES | CLOSING))
_CALL = re.compile(rf"(?<=\S)({_SIGN})(?=[{_BEHIND}]|$)")
_DRAWN = re.compile(r"[─━—_－-]{4,}")
"""The rule that parts notes from the text."""
_REACH = 80
"""Lines above a note in which its call is looked for: two pages of print."""


def find_footnotes(lines: Lines) -> Shapes:
    """Return where footnotes begin, and that the rule above them is none of the text."""
    begun = [row for row in range(1, len(lines)) if _is_called(lines, row)]
    kinds = dict.fromkeys(begun, BlockKind.FOOTNOTE)
    ruled = [row - 1 for row in begun if _DRAWN.fullmatch(lines.texts[row - 1])]
    ends = {end: False for row in (*begun, *ruled) for end in (row - 1,) if end >= 0}
    kinds |= dict.fromkeys(ruled, BlockKind.FURNITURE)
    return Shapes(ends, kinds, dict.fromkeys(ends, "evidence.footnote"))


def _is_called(lines: Lines, row: int) -> bool:
    """Tell whether a line begins with a mark that stands behind a word above."""
    found = _MARK.match(lines.texts[row])
    if found is None:
        return False
    above = lines.texts[max(0, row - _REACH) : row]
    return any(found[1] in text and found[1] in _CALL.findall(text) for text in above)
