"""Set characters to the form that Chinese print gives them: widths, dashes, radicals."""

import re
import unicodedata
from collections.abc import Iterator

from kanben.characters import HAN_RANGES
from kanben.manuscript.blocks import BlockKind
from kanben.reading.mending.block_text import BlockText, Edit

_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_MARKS = "，。、；：？！“”‘’「」『』《》〈〉（）【】〔〕…—"
_CHINESE = f"{HAN_RANGES}{_MARKS}"
_STOPS = re.compile(
    rf"(?<=[{_CHINESE}])[,;:?!][ \u00a0]*"
    rf"|(?<=[0-9A-Za-z%％°℃+])[,;?!:][ \u00a0]*(?=[{_CHINESE}])"
    rf"|(?<=[)\]])[,;:?!][ \u00a0]*(?=[{_CHINESE}])"
)
_FULL_STOP = re.compile(rf"(?<=[{HAN_RANGES}”’）])\.(?=$|[{_CHINESE}])")
_BRACKETS = re.compile(r"[(（]([^()（）\n]{1,200})[)）]")
_ANGLES = re.compile(rf"(?<![0-9A-Za-z])<([^<>/=\n]*[{HAN_RANGES}][^<>/=\n]*)>")
_STRAIGHT_QUOTES = re.compile(rf'"([^"\n]*[{HAN_RANGES}][^"\n]*)"')
_HAN = re.compile(f"[{HAN_RANGES}]")
_WIDE_LATIN = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_DOTS = re.compile(r"\.{3,}|。{3,}|·{3,}|．{3,}")
_HYPHENS = re.compile(rf"(?<=[{_CHINESE}])(?:--+|－－+)|(?<![-－])(?:--++|－－++)(?=[{_CHINESE}])")
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_RADICALS = dict(
    zip(
        "⺁⺄⺅⺆⺇⺈⺉⺊⺋⺌⺎⺒⺓⺔⺕⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺹⺺⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙亻冂几刀刂卜㔾小兀巳幺彑彐忄扌攵旡日月歺母民氵氺灬爫丬牛犭王疋目示礻竹糹纟罓罒网羊耂肀聿月臼艹虎衤覀西见角讠贝足车辶阝钅長镸长门雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""The radicals of U+2E80–2EF3 as the unified characters they stand for in running text."""


def find_punctuation(passage: BlockText) -> Iterator[Edit]:
    """Find half-width punctuation among Chinese; numbers, times and Latin text keep theirs."""
    for found in _STOPS.finditer(passage.text):
        yield Edit(found.start(), found.end(), found[0][0].translate(_FULL), 0.99)
    for found in _FULL_STOP.finditer(passage.text):
        yield Edit(found.start(), found.end(), "。", 0.95)
    yield from _brackets(passage.text)


def _brackets(text: str) -> Iterator[Edit]:
    for found in _BRACKETS.finditer(text):
        outside = text[max(0, found.start() - 1) : found.start()]
        if _HAN.search(found[1]) or _HAN.match(outside):
            if found[0][0] == "(":
                yield Edit(found.start(), found.start() + 1, "（", 0.97)
            if found[0][-1] == ")":
                yield Edit(found.end() - 1, found.end(), "）", 0.97)
    for found in _ANGLES.finditer(text):
        yield Edit(found.start(), found.start() + 1, "〈", 0.9)
        yield Edit(found.end() - 1, found.end(), "〉", 0.9)


def find_quotes(passage: BlockText) -> Iterator[Edit]:
    """Find pairs of straight quotation marks around Chinese."""
    if passage.text.count('"') % 2 == 0:
        for found in _STRAIGHT_QUOTES.finditer(passage.text):
            yield Edit(found.start(), found.start() + 1, "“", 0.95)
            yield Edit(found.end() - 1, found.end(), "”", 0.95)


def find_radicals(passage: BlockText) -> Iterator[Edit]:
    """Find Kangxi radicals and compatibility ideographs, which only look like characters."""
    for found in _RADICAL.finditer(passage.text):
        unified = _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
        if unified != found[0] and len(unified) == 1:
            yield Edit(found.start(), found.end(), unified)


def find_wide_latin(passage: BlockText) -> Iterator[Edit]:
    """Find full-width Latin letters and digits."""
    for found in _WIDE_LATIN.finditer(passage.text):
        yield Edit(found.start(), found.end(), unicodedata.normalize("NFKC", found[0]), 0.98)


def find_invisible(passage: BlockText) -> Iterator[Edit]:
    """Find soft hyphens and characters of no width."""
    for found in _INVISIBLE.finditer(passage.text):
        yield Edit(found.start(), found.end(), "")


def find_dashes(passage: BlockText) -> Iterator[Edit]:
    """Find rows of dots and hyphens that stand for …… and ——."""
    if passage.kind in (BlockKind.CODE, BlockKind.TABLE) or not _HAN.search(passage.text):
        return
    for found in _DOTS.finditer(passage.text):
        yield Edit(found.start(), found.end(), "……", 0.97)
    for found in _HYPHENS.finditer(passage.text):
        yield Edit(found.start(), found.end(), "——", 0.95)
