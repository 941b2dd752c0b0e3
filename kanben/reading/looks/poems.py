"""Find verse by its even lines, with its author's line, and the fields of a page about a poem."""

import re
from itertools import groupby

from kanben.characters import HAN_RANGES, is_han
from kanben.manuscript.blocks import BlockKind
from kanben.reading.looks.shapes import Shapes, standing_alone
from kanben.reading.page.lines import Lines

_FIELD = re.compile(r"(作者|朝代|译者|譯者|诗人|詩人|词人|詞人|体裁|體裁)\s*[：:]\s*\S")
_SECTION = re.compile(
    r"(译文|譯文|注释|注釋|註釋|注解|註解|赏析|賞析|鉴赏|鑑賞|简析|簡析|创作背景|創作背景|作者简介|韵译|翻译|译文及注释)"
    r"[一二三1-3]?[：:]?"
)
_GLOSS = re.compile(
    rf"[（(\[①-⑳\d.、）)\]]*[{HAN_RANGES}“”《》·]{{1,10}}(?:[（(][^）)]{{1,12}}[）)])?[：:]"
)
_AUTHOR = re.compile(r"——\s*[^，。！？]{2,24}$|[（(][^，。！？]{2,24}[）)]$")
_CLAUSE = f"[{HAN_RANGES}]{{4,7}}"
_EVEN = re.compile(
    rf"{_CLAUSE}(?:[，、；]{_CLAUSE}(?:[，。；！？]{_CLAUSE}[，、；]{_CLAUSE})?)?[，。；！？、]?"
)
"""A clause, a couplet, or two couplets."""
_PAUSES = re.compile("[，、；。！？]")
_ANNOUNCED = re.compile(
    "(?:正是|但[见見]|怎[见見]得|[诗詩词詞歌赞讚贊偈联聯](?:[曰云]|道是?)|[为為][证證])[：:，？]?$"
)
"""How old novels announce verse: 正是, 但见, 诗曰, 有诗为证."""
_LONGEST = 33
"""Four clauses of seven characters with their marks, and one to spare."""
_COUPLETS, _LINES = 2, 4
"""Verse is two lines of couplets at least, or four single lines; deeper than prose, two of them."""


def find_poems(lines: Lines) -> Shapes:
    """Return the lines of poems within prose, and what a page about a poem says of it."""
    shapes = Shapes()
    verse = _verse(lines)
    shapes = standing_alone(verse, BlockKind.VERSE, "evidence.even", len(lines)).over(shapes)
    below = [row + 1 for row in verse if row + 1 not in verse and row + 1 < len(lines)]
    authors = [row for row in below if _AUTHOR.match(lines.texts[row])]
    shapes = standing_alone(authors, BlockKind.BYLINE, "evidence.even", len(lines)).over(shapes)
    return _page_of_a_poem(lines).over(shapes)


def _verse(lines: Lines) -> list[int]:
    metres = [_metre(text) for text in lines.texts]
    rows: list[int] = []
    for (length, clauses), group in groupby(range(len(lines)), metres.__getitem__):
        run = list(group)
        if not length:
            continue
        deep = min(lines.indent[run]) >= _prose_indent(lines, run) + 1
        least = _COUPLETS if clauses > 1 or deep else _LINES
        if len(run) >= least + (length in (4, 6) and not deep) or _is_announced(lines, run[0]):
            rows += run
    return rows


def _metre(text: str) -> tuple[int, int]:
    """Return how many characters an even line's clauses have, and how many there are, else 0."""
    if len(text) > _LONGEST or _EVEN.fullmatch(text) is None:
        return 0, 0
    clauses = [clause for clause in _PAUSES.split(text) if clause]
    lengths = set(map(len, clauses))
    return (lengths.pop(), len(clauses)) if len(lengths) == 1 else (0, 0)


def _is_announced(lines: Lines, row: int) -> bool:
    """Tell whether the line above says that verse follows, and the line is a couplet at least."""
    couplet = _metre(lines.texts[row])[1] > 1
    return couplet and row > 0 and _ANNOUNCED.search(lines.texts[row - 1]) is not None


def _prose_indent(lines: Lines, run: list[int]) -> float:
    """Return the indent of the lines right before and behind, the deeper of the two."""
    beside = [row for row in (run[0] - 1, run[-1] + 1) if 0 <= row < len(lines)]
    prose = [float(lines.indent[row]) for row in beside if not _AUTHOR.match(lines.texts[row])]
    return max(prose, default=99.0)


def _page_of_a_poem(lines: Lines) -> Shapes:
    fields = [row for row, text in enumerate(lines.texts) if _FIELD.match(text)]
    sections = [row for row, text in enumerate(lines.texts) if _SECTION.fullmatch(text)]
    if not fields or not sections or fields[0] > sections[0]:
        return Shapes()
    count = len(lines)
    shapes = standing_alone(fields, BlockKind.BYLINE, "evidence.field", count)
    shapes = standing_alone(sections, BlockKind.HEADING, "evidence.field", count).over(shapes)
    last = max(row for row in fields if row < sections[0])
    poem = [row for row in range(last + 1, sections[0]) if any(map(is_han, lines.texts[row]))]
    shapes = standing_alone(poem, BlockKind.VERSE, "evidence.field", count).over(shapes)
    for start, end in zip(sections, [*sections[1:], count], strict=True):
        if lines.texts[start][0] in "注註":
            glosses = [row for row in range(start + 1, end) if _GLOSS.match(lines.texts[row])]
            ends = {row - 1: False for row in glosses if row}
            kinds = dict.fromkeys(glosses, BlockKind.LIST)
            shapes = Shapes(ends, kinds, dict.fromkeys(ends, "evidence.field")).over(shapes)
    return shapes
