"""State how sections are numbered and named in print: all patterns of numbers come from here.

A label is 第 + number + unit (第十二章), a unit and a number (卷三), a foreign word and a number
(Chapter 4), a number in one of its dresses (三、 （三） 3. 3.1 ③), or a word that names what stands
before or behind the chapters (楔子, 后记).
"""

import re
from enum import IntEnum

from msgspec import Struct

from kanben.reading.numbers.numerals import CHINESE, number_of, roman_number

ARABIC = r"\d{1,4}"
HAN_NUMBER = rf"[{CHINESE}]{{1,9}}"
SPACED_NUMBER = rf"[{CHINESE}](?:\s?[{CHINESE}]){{0,8}}"
"""A Chinese number, be it set with a space between its characters."""
ROMAN = "[ivxlcIVXLC]{1,7}|[Ⅰ-Ⅻ]"
LEAVES = "页頁版葉叶"
"""Units that count pages, not sections."""

SUBDIVISIONS = "分[编編卷册冊部]"
DIVISIONS = "部编編卷册冊集辑輯篇本"
CHAPTERS = "章回折齣出幕课課讲講话話夜"
SECTIONS = "节節场場"
ARTICLES = "条條款则則"
UNIT = f"(?:{SUBDIVISIONS}|[{DIVISIONS}{CHAPTERS}{SECTIONS}{ARTICLES}])"
_WORDS_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
NUMBER_WORDS = tuple(_WORDS_TO_TWENTY.split())
FOREIGN_DIVISIONS = "part|book|volume|vol\\.|act"
FOREIGN_CHAPTERS = "chapter|chap\\.|appendix|附[录錄]|no\\.|№|lesson|lecture|episode"
FOREIGN_SECTIONS = "section|sec\\.|scene"
FOREIGN = f"{FOREIGN_DIVISIONS}|{FOREIGN_CHAPTERS}|{FOREIGN_SECTIONS}"
NUMBERED_UNIT = rf"第\s*(?:{ARABIC}|{SPACED_NUMBER})\s*{UNIT}"
"""第 with a number and a unit, as a pattern without groups."""
FOREIGN_LABEL = rf"(?i:{FOREIGN})\s*(?:\d{{1,3}}|[A-Za-z]\b|(?:{ROMAN})\b|{HAN_NUMBER})"
DOTTED = r"[A-Z\d]\d?(?:\.\d{1,2}){1,3}(?!\d)"
BRACKETED = rf"[（(](?:{HAN_NUMBER}|\d{{1,3}})[)）]"
LEAF = rf"第?\s*{ARABIC}\s*[{LEAVES}]?"
"""A folio in figures: 17, 第17页."""

_BEFORE = (
    "序|序言|序章|序幕|序曲|前言|自序|代序|原序|总序|總序|译序|譯序|译者序|譯者序|再版序|引子|引言|"
    "导言|導言|导论|導論|导读|導讀|绪论|緒論|绪言|緒言|弁言|凡例|例言|题记|題記|题辞|題辭|献辞|獻辭|"
    "卷首语|卷首語|缘起|緣起|开篇|開篇|出版说明|出版說明|编者按|編者按|编者的话|編者的話|内容提要|內容提要|"
    "内容简介|內容簡介|作者简介|作者簡介|作品相关|文案|总则|總則"
)
_BESIDE = "楔子|尾声|尾聲|番外|番外篇|外传|外傳|大结局|大結局|终章|終章|终曲|終曲|插曲|间章|間章"
_BEHIND = (
    "后记|後記|跋|跋语|跋語|结语|結語|结论|結論|余论|餘論|结束语|結束語|编后记|編後記|译后记|譯後記|"
    "再版后记|再版後記|附录|附錄|附则|附則|参考文献|參考文獻|参考书目|參考書目|索引|致谢|致謝|鸣谢|鳴謝|"
    "年表|大事年表|完本感言|作者后记|作者後記"
)
_FOREIGN_BEFORE = "Preface|PREFACE|Foreword|FOREWORD|Introduction|INTRODUCTION"
_FOREIGN_BESIDE = "Prologue|PROLOGUE|Epilogue|EPILOGUE|Interlude|INTERLUDE"
_FOREIGN_BEHIND = "Afterword|AFTERWORD|Appendix|APPENDIX|References|REFERENCES|Bibliography"
_WORDS = "|".join(
    sorted(
        "|".join(
            (_BEFORE, _BESIDE, _BEHIND, _FOREIGN_BEFORE, _FOREIGN_BESIDE, _FOREIGN_BEHIND)
        ).split("|"),
        key=lambda word: (-len(word), word),
    )
)
_END = r"(?=$|[\s:：.．、，,·—–\-【《「『（(])"
_ASIDE = (
    rf"\s?(?:[{CHINESE}]{{1,3}}|\d{{1,3}}|[A-Z](?![A-Za-z])|[（(](?:{HAN_NUMBER}|\d{{1,3}})[)）])"
)


class Rank(IntEnum):
    """Order the forms of labels from the top of a book's outline down."""

    DIVISION = 0
    SUBDIVISION = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    COMMA = 5
    BRACKETED = 6
    POINT = 7
    BARE = 8
    DOTTED = 9
    DEEPER = 10
    DIGITS = 11
    CIRCLED = 12
    WORD = 13
    """A word without a place of its own among the numbers: 楔子, 后记."""


class Label(Struct, frozen=True):
    """Hold the label that a line begins with.

    `unit` is 章, `chapter`, or the word itself; empty for a bare number. `parts` are the numbers
    of its levels: 4.2.5 is (4, 2, 5), 第十二章 (12,); empty for a word without a number. `end` is
    where the label ends, `tight` tells that the title follows it without a space.
    """

    rank: Rank
    unit: str
    parts: tuple[int, ...]
    end: int
    tight: bool = False


_FORMS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (
        Rank.CHAPTER,
        re.compile(rf"第\s*(?P<n>{ARABIC}|{SPACED_NUMBER})\s*(?P<unit>{UNIT})"),
    ),
    (
        Rank.DIVISION,
        re.compile(rf"(?P<unit>[卷部])\s*之?(?P<n>{ARABIC}|{HAN_NUMBER}|[上中下首末]){_END}"),
    ),
    (
        Rank.DIVISION,
        re.compile(rf"(?P<n>[上中下前后後])(?P<unit>[{DIVISIONS}])(?!{UNIT}){_END}"),
    ),
    (
        Rank.CHAPTER,
        re.compile(
            rf"(?P<unit>(?i:{FOREIGN}))\s*(?P<n>\d{{1,3}}|{HAN_NUMBER}|[A-Z](?!\w)"
            rf"|(?i:{'|'.join(NUMBER_WORDS)})"
            rf"|(?:{ROMAN})(?!\w))(?!\w|[.．]\d)"
        ),
    ),
    (
        Rank.DOTTED,
        re.compile(
            r"§?\s?(?P<n>[1-9]\d?|[A-Z])(?P<more>(?:[.．]\d{1,2}){1,3})[.．]?"
            r"(?=[\s　一-龥（“「《]|$)"
        ),
    ),
    (Rank.COMMA, re.compile(rf"(?P<n>{HAN_NUMBER})、")),
    (Rank.BRACKETED, re.compile(rf"[（(](?P<n>{HAN_NUMBER})[)）]")),
    (Rank.DIGITS, re.compile(r"[（(](?P<n>\d{1,3})[)）]")),
    (Rank.POINT, re.compile(r"(?P<n>\d{1,3})[.、．)](?!\d)")),
    (Rank.CIRCLED, re.compile(r"(?P<n>[①-⑳])")),
    (Rank.WORD, re.compile(rf"(?P<unit>{_WORDS})(?P<aside>{_ASIDE})?{_END}")),
    (Rank.BARE, re.compile(rf"(?P<n>\d{{1,3}}|{HAN_NUMBER}|{ROMAN})(?=\s+\S|$)")),
)
_PLACES = str.maketrans("上前首中下后後末", "11123333")
_UNIT_RANKS = (
    (Rank.SUBDIVISION, re.compile(SUBDIVISIONS)),
    (Rank.DIVISION, re.compile(rf"[{DIVISIONS}]|(?i:{FOREIGN_DIVISIONS})$")),
    (Rank.CHAPTER, re.compile(rf"[{CHAPTERS}]|(?i:{FOREIGN_CHAPTERS})$")),
    (Rank.SECTION, re.compile(rf"[{SECTIONS}]|(?i:{FOREIGN_SECTIONS})$")),
    (Rank.ARTICLE, re.compile(f"[{ARTICLES}]")),
)
_BEGINS = frozenset(
    f"第卷部上中下前后後§①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳（(№ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ{CHINESE}"
    + "".join(word[0] for word in _WORDS.split("|"))
)


def label_of(text: str) -> Label | None:
    """Return the label that a line begins with, None without one.

    第十二章 渡口 is (12,) 章; B.1 is (102, 1); 后记 has no number.
    """
    first = text[:1]
    if not (first in _BEGINS or first.isdecimal() or (first.isascii() and first.isalpha())):
        return None
    for rank, pattern in _FORMS:
        found = pattern.match(text)
        if found:
            return _label(rank, found, text)
    return None


def rank_of(unit: str) -> Rank:
    """Return the rank of a unit: 章, 分编, chapter."""
    return next((rank for rank, units in _UNIT_RANKS if units.match(unit)), Rank.WORD)


def _label(rank: Rank, found: re.Match[str], text: str) -> Label:
    groups = found.groupdict()
    unit, end = (groups.get("unit") or "").lower(), found.end()
    if rank is Rank.WORD:
        aside = re.sub(r"[\s（）()]", "", groups["aside"] or "")
        parts: tuple[int, ...] = (number_of(aside),) if aside else ()
    else:
        number = groups["n"].translate(_PLACES) if unit else groups["n"]
        if number.lower() in NUMBER_WORDS:
            number = str(NUMBER_WORDS.index(number.lower()) + 1)
        deeper = [int(part) for part in re.split("[.．]", groups.get("more") or "")[1:]]
        bare = rank is Rank.BARE and number[0].isascii() and number[0].isalpha()
        parts = ((roman_number if bare else number_of)(number), *deeper)
        if unit:
            rank = rank_of(unit)
        elif len(parts) > 2:
            rank = Rank.DEEPER
    tight = end < len(text) and not text[end].isspace() and text[end] not in "：:、.．·—-"
    return Label(rank, unit, parts, end, tight)


def is_beside(word: str) -> bool:
    """Tell whether a word names what stands among the chapters: 楔子, 番外."""
    return word in f"{_BESIDE}|{_FOREIGN_BESIDE.lower()}".split("|")
