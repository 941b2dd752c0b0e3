"""Find the spaces that recognition put between the characters of one word or phrase.

Spaces also say something: they part names, a speaker from the speech, the columns of a table. So
one goes only beside a mark that has its own room, within a word, and where characters are spread
evenly; all others stay.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from kanben.characters import HAN_RANGES, PAUSES, SENTENCE_END, is_han
from kanben.manuscript.blocks import BlockKind
from kanben.names import surname_of
from kanben.reading.mending.block_text import BlockText, Edit
from kanben.reading.mending.joints import read_words
from kanben.simplified import simplify

_BLANK = "[ \u00a0]{1,2}"
_GAP = re.compile(rf"(?<=\S){_BLANK}(?=\S)")
_SPREAD = re.compile(
    rf"(?<![{HAN_RANGES}])[{HAN_RANGES}]({_BLANK}|\u3000)[{HAN_RANGES}]"
    rf"(?:\1[{HAN_RANGES}])*(?![{HAN_RANGES}])"
)
_TOKEN = re.compile(r"\S+")
_HAN = re.compile(f"[{HAN_RANGES}]")
_STOPS = PAUSES | SENTENCE_END
_ROOMY_BEHIND = frozenset("“‘「『《〈（【〔，。、；：？！")
"""Marks behind which no space is set: they bring their own room."""
_ROOMY_BEFORE = frozenset("，。、；：？！”’」』》〉）】〕")
_UNTOUCHED = frozenset({BlockKind.BYLINE, BlockKind.VERSE, BlockKind.TABLE, BlockKind.CODE})
_TITLES = frozenset({BlockKind.HEADLINE, BlockKind.HEADING, BlockKind.KICKER})
"""Kinds whose spaces part two decks, unless the whole title is spread (前 言)."""
_SERIES = re.compile(
    "[甲乙丙丁戊己庚辛壬癸]+|[子丑寅卯辰巳午未申酉戌亥]+|[〇零一二三四五六七八九十百千]+"
    "|[东南西北中左右前后]+|[春夏秋冬]+|[日月水火木金土]+|[宫商角徵羽]+|[上中下]+|[男女老少]+|[是否对错有无]+"
)
"""Characters that are listed one by one."""
_IN_WORD, _IN_WORD_AT_FIRST, _BEHIND_LABEL = 4.5, 5.5, 8.0
"""Two sides are one word if reading them so is so many times as likely (natural logarithms):
ninety; more where the first character, or the first word, can be somebody who speaks. 他|们 5.8 and
重|庆 14.5 are words, 生|活着 5.2 at the beginning is not.
"""
_REACH = 6
"""Characters read on each side of a space: two words of usual length."""
_PHRASE = 5
"""Characters from which a phrase may have nearly as many words as characters."""
_LABEL = 5
"""Who speaks, or what is listed, is told in so many characters at most."""
_DENSE, _RUNNING = 0.25, 30
"""Running text of so many characters, with a space to every fourth, is spread throughout."""
_ROW, _CELL = 2, 12
"""A row has so many spaces at least, and so many characters at most between two of them."""


def find_spaces(passage: BlockText) -> Iterator[Edit]:
    """Find stray spaces, and those that want the width of a character: 问 请您谈谈."""
    if passage.kind in _UNTOUCHED or len(passage.text.split()) < 2:
        return
    spread = dict(_spread(passage))
    for start, end in spread.items():
        yield Edit(start, end, "", 0.9)
    listed = set(_listed(passage.text))
    title = passage.kind in _TITLES
    throughout = not title and _is_spread_throughout(passage.text)
    for gap in _GAP.finditer(passage.text):
        start, end = gap.span()
        before, behind = passage.text[start - 1], passage.text[end]
        if title or start in spread or start in listed:
            continue
        if before in _ROOMY_BEHIND or behind in _ROOMY_BEFORE:
            if is_han(behind) or is_han(before) or behind in _ROOMY_BEFORE | _ROOMY_BEHIND:
                yield Edit(start, end, "", 0.9)
        elif is_han(before) and (is_han(behind) or behind in "（(“「《"):
            row = _is_row(_line_around(passage, start))
            if (
                is_han(behind)
                and not row
                and (throughout or _is_in_a_word(passage.text, start, end))
            ):
                yield Edit(start, end, "", 0.9)
            elif row or _is_label(passage.text[:start]):
                yield Edit(start, end, "\u3000", 0.9)


def _spread(passage: BlockText) -> Iterator[tuple[int, int]]:
    """Yield the gaps within words and phrases whose characters are spread evenly."""
    for run in _SPREAD.finditer(passage.text):
        chars = simplify("".join(_HAN.findall(run[0])))
        whole = run[0] == passage.text
        if passage.kind in _TITLES and not whole:
            continue
        if _SERIES.fullmatch(chars) or not (_reads_as_words(chars) or _is_a_name(passage, run)):
            continue
        for gap in re.finditer(rf"{_BLANK}|\u3000", run[0]):
            yield run.start() + gap.start(), run.start() + gap.end()


def _listed(text: str) -> Iterator[int]:
    """Yield where the gaps begin between characters that are listed one by one."""
    for run in _SPREAD.finditer(text):
        if _SERIES.fullmatch(simplify("".join(_HAN.findall(run[0])))):
            for gap in re.finditer(_BLANK, run[0]):
                yield run.start() + gap.start()


def _reads_as_words(chars: str) -> bool:
    """Tell whether characters are no list of single ones; in a long run a word or two shows it."""
    cuts = read_words(chars)[1]
    words = len(cuts) - 1
    return 2 * words <= len(chars) + 1 or (len(chars) >= _PHRASE and 5 * words <= 4 * len(chars))


def _is_a_name(passage: BlockText, run: re.Match[str]) -> bool:
    """Tell whether two characters among names parted by marks are a spread name: 、李 红、."""
    text = passage.text
    before, behind = text[: run.start()][-1:], text[run.end() :][:1]
    return bool(
        len(run[0].split()) == 2
        and surname_of(simplify(run[0][0]))
        and "、" in before + behind
        and (before + behind).strip("、，：。；和") == ""
    )


def _is_spread_throughout(text: str) -> bool:
    han = len(_HAN.findall(text))
    return (
        han >= _RUNNING and not _STOPS.isdisjoint(text) and len(_GAP.findall(text)) >= _DENSE * han
    )


def _line_around(passage: BlockText, place: int) -> str:
    starts = passage.line_starts
    number = bisect_right(starts, place)
    end = starts[number] if number < len(starts) else len(passage.text)
    return passage.text[starts[number - 1] if number else 0 : end]


def _is_row(line: str) -> bool:
    """Tell whether a line is a row of names or cells: several short words and no mark."""
    cells = _TOKEN.findall(line)
    if not _STOPS.isdisjoint(line) or any(len(cell) > _CELL for cell in cells):
        return False
    several = len(cells) > _ROW and any(len(cell) > 1 for cell in cells)
    named = len(cells) == _ROW and _is_person(cells[1]) and _is_label(cells[0])
    return several or named


def _is_person(word: str) -> bool:
    return 2 <= len(word) <= 4 and surname_of(simplify(word)) != ""


def _is_label(text: str) -> bool:
    return 0 < len(text) <= _LABEL and all(map(is_han, text))


def _is_in_a_word(text: str, start: int, end: int) -> bool:
    """Tell whether a word lies across the gap: 重 庆市, 实验 室."""
    before, behind = _han_before(text, start), _han_behind(text, end)
    parted = read_words(before)[0] + read_words(behind)[0]
    joined = read_words(before + behind)[0]
    asked = _IN_WORD
    if _is_label(text[:start]):
        asked = _BEHIND_LABEL if start > 1 else _IN_WORD_AT_FIRST
    return joined - parted >= asked


def _han_before(text: str, end: int) -> str:
    found = re.search(f"[{HAN_RANGES}]{{1,{_REACH}}}$", text[max(0, end - _REACH) : end])
    return simplify(found[0]) if found else ""


def _han_behind(text: str, start: int) -> str:
    found = re.match(f"[{HAN_RANGES}]{{1,{_REACH}}}", text[start : start + _REACH])
    return simplify(found[0]) if found else ""
