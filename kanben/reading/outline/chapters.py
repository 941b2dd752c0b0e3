"""Find the marks of chapters 章回: numbers and names that stand alone above the text they head.

A mark stands apart: on a short line, below a sentence's end, above the beginning of a paragraph.
A number alone is a chapter's only in a row that begins at one; folios interrupt sentences.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from kanben.characters import CLOSING, SENTENCE_END
from kanben.reading.numbers.grammar import Label, Rank
from kanben.reading.outline.affixes import common_prefix, common_suffix
from kanben.reading.outline.dress import ChapterMark, mark_of
from kanben.reading.page.lines import Lines

WIDEST = 26.0
"""Cells of the widest title: two clauses of a classical novel's heading are sixteen to twenty."""
_PART = 0.75
"""Part of the usual measure that a title fills at most; beyond it a line may be running text."""
_USUAL = 85
"""The percentile of the lines' widths that stands for the measure."""
_NEVER_INSIDE = "。；"
_TIGHT_UNITS = frozenset("章回节節卷幕折齣篇集")
"""Units that a title may follow without a space; 第一部分, 第三条路 are words of a sentence."""
_ORNAMENTED = re.compile(r"([☆★◆◇■□●○◎※▲△♠♣♥♦])\s*[、，.·\s]?\s*(?=[\w《“「])")
_CONTINUES = ("合", "答", "头", "頭", "程", "团", "團", "体", "體", "中", "文", "首", "目", "课")
"""What makes another word of a unit: 回合, 章程, 集团."""
_NUMBERED = (Rank.BARE, Rank.POINT, Rank.COMMA, Rank.BRACKETED, Rank.DIGITS)
_FEWEST_LINES = 3.0
"""Lines from one number to the next, on average, from which they are no items of a list."""
_FEWEST_TITLES = 3
"""Chapters from which titles that only follow one another are believed."""
_ENDED = 0.85
"""Share of chapter numbers that must stand below a sentence's end: of folios half do by chance."""
_APART = 0.8
"""Share of chapters that must begin as chapters do, and keep their distance."""
_LONGEST_LAST = 4
"""The last chapter is at most so many times as long as the longest before it."""
_PROSE_BEFORE = 4
"""Lines of prose that may stand before chapter one: a motto, a notice."""


class ChapterMarks(Struct, frozen=True):
    """Hold the marks of chapters by their rows, and what the text sets before all of them.

    `doubtful` are those whose number comes again right behind them, as running heads have it;
    `ornament` is the sign that alone marks a chapter, `suffix` what stands behind most titles.
    """

    by_row: dict[int, ChapterMark]
    doubtful: frozenset[int] = frozenset()
    ornament: str = ""
    suffix: str = ""
    prefix: str = ""


def find_marks(lines: Lines) -> ChapterMarks:
    """Find the marks of all chapters that can be told without judging the page."""
    page = _Page(lines)
    prefix = common_prefix(lines.texts)
    found = {
        row: mark
        for row in page.short_rows
        if (mark := mark_of(lines.texts[row], prefix)) is not None
    }
    named = {row: mark for row, mark in found.items() if _is_named(mark) and page.is_title(row)}
    named, doubtful = _without_heads(_agreed(named, page))
    numbers = {row: mark for row, mark in found.items() if mark.label.rank in _NUMBERED}
    counted = _chapters_in_figures(numbers, page, frozenset(named))
    ornament, ornamented = _ornamented(page, frozenset(named))
    suffix = common_suffix([lines.texts[row] for row in named])
    return ChapterMarks(ornamented | counted | named, doubtful, ornament, suffix, prefix)


class _Page:
    """Answer how a line stands among its neighbours."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        widths = lines.widths
        usual = float(np.percentile(widths, _USUAL)) if len(lines) else 0.0
        self.usual = min(usual, 45.0)
        self.widest = min(WIDEST, max(_PART * usual, 6.0))
        self.short_rows: list[int] = np.flatnonzero(widths <= self.widest).tolist()

    def is_title(self, row: int) -> bool:
        """Tell whether a line could be a title by what it holds and what it follows."""
        text = self.lines.texts[row]
        return not any(char in text for char in _NEVER_INSIDE) and self.is_below_end(row)

    def is_below_end(self, row: int) -> bool:
        """Tell whether what stands above the line has come to an end."""
        if row == 0 or self.lines.blanks[row] or self.lines.page[row]:
            return True
        above = self.lines.texts[row - 1]
        return ends_sentence(above) or self.lines.widths[row - 1] <= self.widest

    def follows_sentence(self, row: int) -> bool:
        """Tell whether a sentence, or nothing, ended above the line: blank lines do not count."""
        return row == 0 or ends_sentence(self.lines.texts[row - 1]) or self.is_short(row - 1)

    def is_short(self, row: int) -> bool:
        """Tell whether a line is short enough for a title or a name."""
        return bool(self.lines.widths[row] <= self.widest)

    def is_above_beginning(self, row: int) -> bool:
        """Tell whether a paragraph, or another title, begins below the line."""
        if row + 1 >= len(self.lines):
            return False
        lines = self.lines
        deeper = lines.indent[row + 1] >= 1 and lines.widths[row + 1] > 1
        return bool(deeper or lines.blanks[row + 1])


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends a sentence, closing marks not counted."""
    bare = text.rstrip("".join(CLOSING) + "\"'")
    return bare[-1:] in SENTENCE_END


def _is_named(mark: ChapterMark) -> bool:
    return mark.label.rank <= Rank.SECTION or (
        mark.label.rank is Rank.WORD and not mark.label.tight
    )


def _agreed(named: dict[int, ChapterMark], page: _Page) -> dict[int, ChapterMark]:
    """Keep the titles set tight behind their label only where others are set so too."""
    tight: dict[str, list[int]] = defaultdict(list)
    agreed = {}
    for row, mark in named.items():
        if mark.label.tight and mark.label.rank is not Rank.WORD:
            title = mark.title[mark.label.end :]
            if mark.label.unit in _TIGHT_UNITS and not title.startswith(_CONTINUES):
                tight[mark.label.unit].append(row)
        else:
            agreed[row] = mark
    for rows in tight.values():
        spaced = sum(bool(page.lines.blanks[row]) for row in rows) > len(rows) / 2
        if len(rows) > 1 or spaced:
            agreed |= {row: named[row] for row in rows}
    return dict(sorted(agreed.items()))


def _without_heads(marks: dict[int, ChapterMark]) -> tuple[dict[int, ChapterMark], frozenset[int]]:
    """Leave out what has the number of the mark before it, as a running head has.

    Returns the others, and which of them were followed by such a head.
    """
    kept: dict[int, ChapterMark] = {}
    doubtful: set[int] = set()
    latest: dict[str, tuple[tuple[int, ...], int]] = {}
    for row, mark in marks.items():
        unit, parts = mark.label.unit, mark.label.parts
        before, first = latest.get(unit, ((), -1))
        if parts and before == parts:
            doubtful.add(first)
        else:
            kept[row] = mark
            latest[unit] = (parts, row)
    return kept, frozenset(doubtful)


def _ornamented(page: _Page, named: frozenset[int]) -> tuple[str, dict[int, ChapterMark]]:
    """Return the sign that marks chapters without a number, and what it marks: ☆、渡口."""
    texts = page.lines.texts
    rows: dict[str, list[int]] = defaultdict(list)
    for row in page.short_rows:
        found = _ORNAMENTED.match(texts[row])
        if found and row not in named and page.is_title(row):
            rows[found[1]].append(row)
    for ornament, own in rows.items():
        apart = np.diff([*own, len(texts)]) - 1
        if len(own) > 1 and float(np.mean(apart)) >= _FEWEST_LINES and apart.min() > 0:
            return ornament, {row: ornamented_mark(texts[row], ornament) for row in own}
    return "", {}


def ornamented_mark(text: str, ornament: str) -> ChapterMark:
    """Return the mark of a title that an ornament heads."""
    found = _ORNAMENTED.match(text)
    at = found.end() if found else 0
    return ChapterMark(
        Label(Rank.CHAPTER, ornament, (), 0), at, text[at:].rstrip(), is_dressed=True
    )


def _chapters_in_figures(
    numbers: dict[int, ChapterMark], page: _Page, named: frozenset[int]
) -> dict[int, ChapterMark]:
    """Return the numbers that count chapters, alone on their lines or before a title."""
    forms: dict[tuple[Rank, str, bool], list[int]] = defaultdict(list)
    for row, mark in numbers.items():
        alone = not mark.title[mark.label.end :].strip()
        script = "figures" if mark.title.strip("（([")[:1].isdecimal() else "words"
        forms[mark.label.rank, script, alone].append(row)
    chapters: dict[int, ChapterMark] = {}
    for (_, _, alone), rows in forms.items():
        for run in _runs(rows, numbers):
            of_chapters = _are_chapters(run, page, named) if alone else _are_titles(run, page)
            if of_chapters and _are_apart(run, page, named):
                chapters |= {row: numbers[row] for row in run}
    return chapters


def _runs(rows: Sequence[int], numbers: dict[int, ChapterMark]) -> Iterator[list[int]]:
    """Yield the runs of numbers that begin at one and count on by one."""
    run: list[int] = []
    for row in rows:
        value = numbers[row].label.parts[0]
        if run and value == numbers[run[-1]].label.parts[0] + 1:
            run.append(row)
        elif value == 1:
            if len(run) > 1:
                yield run
            run = [row]
    if len(run) > 1:
        yield run


def _are_apart(run: list[int], page: _Page, named: frozenset[int]) -> bool:
    """Tell whether a run of numbers stands apart as chapters do, below what has ended."""
    lines = page.lines
    apart = np.diff([*run, len(lines)]) - 1
    near = float(np.mean(apart[:-1])) < _FEWEST_LINES and not _between_blanks(run, page)
    if near or apart[-1] < 1:
        return False
    if apart[-1] > _LONGEST_LAST * apart[:-1].max() or _crosses(run, named, page):
        return False
    return bool(np.mean([page.follows_sentence(row) for row in run]) >= _ENDED)


def _between_blanks(run: list[int], page: _Page) -> bool:
    """Tell whether blank lines stand above and below every number, as no list has them."""
    blanks = [1, *page.lines.blanks[1:].tolist(), 0]
    return all(bool(blanks[row] and blanks[row + 1]) for row in run)


def _are_chapters(run: list[int], page: _Page, named: frozenset[int]) -> bool:
    """Tell whether numbers alone on their lines count chapters."""
    beginning = np.mean([page.is_above_beginning(row) for row in run])
    if beginning < _APART:
        return False
    if len(run) == 2:
        return _spaced(run, page) == 1 and _opens(run[0], page, named)
    return _spaced(run, page) >= _APART or _opens(run[0], page, named)


def _are_titles(run: list[int], page: _Page) -> bool:
    """Tell whether numbers with titles behind them head chapters."""
    texts = page.lines.texts
    titled = all(page.is_title(row) and not ends_sentence(texts[row]) for row in run)
    if not titled or len(run) < _FEWEST_TITLES:
        return False
    below = all(page.follows_sentence(row) for row in run)
    above = all(page.is_above_beginning(row) for row in run)
    return _spaced(run, page) >= _APART or (below and above and _opens(run[0], page, frozenset()))


def _spaced(run: list[int], page: _Page) -> float:
    """Return which share of the numbers behind the first stands below a blank line."""
    return float(np.mean([bool(page.lines.blanks[row]) for row in run[1:]]))


def _crosses(run: list[int], named: frozenset[int], page: _Page) -> bool:
    """Tell whether numbers count on over chapters that have names, or from page to page."""
    over = any(run[0] < row < run[-1] for row in named)
    starts = page.lines.page
    turns = sum(bool(starts[row] or starts[min(row + 1, len(starts) - 1)]) for row in run[1:])
    return over or 2 * turns > len(run)


def _opens(row: int, page: _Page, named: frozenset[int]) -> bool:
    """Tell whether no more than a few lines of prose stand before chapter one."""
    since = max((other for other in named if other < row), default=-1)
    prose = sum(not page.is_short(other) for other in range(since + 1, row))
    return prose <= _PROSE_BEFORE
