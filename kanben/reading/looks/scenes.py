"""Find scene breaks: lines of ornaments between two scenes of a chapter."""

import re

from kanben.characters import has_han, is_han
from kanben.manuscript.blocks import BlockKind
from kanben.reading.looks.shapes import Shapes, standing_alone
from kanben.reading.page.lines import Lines

_ORNAMENT = re.compile(
    r"(?:([※＊◇◆☆★○●□■△▲▽▼❖✦✽❀＃♦♢◎§〓❈❉])[ \u3000\xa0]*(?:\1[ \u3000\xa0]*)*"
    r"|[*＊](?:[ \u3000\xa0]*[*＊])*|(?:[×xX～~·•][ \u3000\xa0]*){3,}"
    r"|—{2,}|－{2,}|─{2,}|━{2,}|(?:—[ \u3000]+)+—|[-–]{3,}|_{3,}|={3,}|＝{2,}|#{3,}|\+{3,})"
)
"""One kind of ornament, once or more; of dashes and of marks that say something, several."""
_LONGEST = 100
"""Characters of the longest line of ornaments."""
_ASCII = re.compile(r"[-*_=#+~xX ]+")


def find_scene_breaks(lines: Lines) -> Shapes:
    """Return the lines of ornaments; rules and comments within listings are none of them."""
    rows = [
        row
        for row, text in enumerate(lines.texts)
        if len(text) < _LONGEST
        and not is_han(text[0])
        and _ORNAMENT.fullmatch(text)
        and not _is_in_a_listing(lines, row, text)
    ]
    return standing_alone(rows, BlockKind.SCENE_BREAK, "evidence.scene", len(lines))


def _is_in_a_listing(lines: Lines, row: int, text: str) -> bool:
    if not _ASCII.fullmatch(text):
        return False
    around = [lines.texts[other] for other in (row - 1, row + 1) if 0 <= other < len(lines)]
    return bool(around) and not all(map(has_han, around))
