"""Find the lines of a newspaper's masthead 報頭: its name, date, page, numbers, editors.

They stand together at the head of a page. A headline among them stays what it is.
"""

import re

from kanben.reading.numbers.grammar import HAN_NUMBER
from kanben.reading.page.lines import Lines

_WEEKDAY = r"星期[一二三四五六日天]"
_SMALL = rf"(?:\d{{1,2}}|{HAN_NUMBER})"
_YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})"
_DATE = rf"{_YEAR}\s*年\s*{_SMALL}\s*月(?:\s*{_SMALL}\s*日)?"
_PAGE = rf"(?:第?\s*(?:\d{{1,3}}|{HAN_NUMBER}|[A-Z]\d{{1,2}})\s*版|[A-D]\d{{1,2}}\s*版?)"
_LUNAR = (
    r"(?:农历|農曆|夏历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)[\u4e00-\u9fff]{0,10}"
)
_NUMBER = (
    r"国内统一(?:连续出版物|刊)号|國內統一刊號|CN\s*\d{2}|邮发代号|郵發代號|代号\s*\d|总第\s*\d+\s*期|"
    r"總第\s*\d+\s*期|第\s*\d{1,6}\s*[期号號]|今日\s*\d+\s*版|(?:零售|定价)[每:：]|新闻热线|新聞熱線|"
    r"(?:传真|广告)电话|国外代号"
)
_EDITORS = re.compile(
    r"(?:责任?编辑?|責任?編輯?|版式(?:设计)?|美编|美編|校对|校對|组版|视觉|编辑|編輯|审读|主编)"
    r"[:：/／\s]\s*[\u4e00-\u9fff·、]{2,8}"
)
_PARTS = re.compile(
    rf"{_DATE}|{_WEEKDAY}|{_PAGE}|{_LUNAR}|(?:{_NUMBER})[\w\s:：\-—.．/]*|"
    r"要闻|要聞|综合|綜合|副刊|广告|專版|专版|时政|社会|国际|本版"
)
_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,6}"
    r"(?:日报|日報|晚报|晚報|时报|時報|晨报|晨報|都市报|商报|周报|週報|周刊|導報|导报|报|報)"
)
_LATIN_NAME = re.compile(r"[A-Z][A-Z\s'’.·]{4,40}")
_HINT = re.compile("[版号號期年编編校代]")
"""One of these stands in every masthead; most lines have none, or are sentences."""
_LONGEST = 70
"""Characters of the longest line of a masthead, with all its editors."""
_TURNED = re.compile(r"[（(]\s*(?:下转|下轉|上接|紧接|緊接)第")
"""What shows that a text is a newspaper's, whose pages are numbered by themselves."""
_REACH = 3
"""Lines of a masthead stand together: at most so many apart."""


def find_mastheads(lines: Lines) -> tuple[int, ...]:
    """Return the rows of mastheads: lines made of date, page, numbers; the names beside them."""
    found = {row for row, text in enumerate(lines.texts) if is_masthead(text)}
    named = {row for row in found if not _is_weak(lines.texts[row])}
    alone = re.compile(_PAGE)
    turned = any(_TURNED.search(text) for text in lines.texts)
    if named or turned:
        found |= {row for row, text in enumerate(lines.texts) if alone.fullmatch(text)}
    sure = {
        row
        for row in found
        if any(abs(row - other) <= _REACH for other in named)
        or alone.fullmatch(lines.texts[row])
        or (named and _EDITORS.search(lines.texts[row]))
    }
    if not sure:
        return ()
    names = {
        row
        for row, text in enumerate(lines.texts)
        if (
            _NAME.fullmatch(text.replace(" ", "").replace("\u3000", ""))
            or _LATIN_NAME.fullmatch(text)
        )
        and any(row + step in sure for step in range(-_REACH, _REACH + 1))
    }
    return tuple(sorted(sure | names))


def _is_weak(text: str) -> bool:
    """Tell whether a line holds a date alone, as a diary's headings do, or editors alone."""
    return not re.search(f"{_NUMBER}|{_PAGE}", text) and not _NAME.search(text)


def is_masthead(text: str) -> bool:
    """Tell whether a line holds nothing but what a masthead does: two such parts and more."""
    if len(text) > _LONGEST or "，" in text or "。" in text or not _HINT.search(text):
        return False
    parts = [found[0] for found in _PARTS.finditer(text)]
    numbers = len(re.findall(_NUMBER, text))
    editors = _EDITORS.findall(text)
    rest = _EDITORS.sub("", _PARTS.sub("", _NAME.sub("", text, count=1)))
    bare = re.sub(r"[\W_]+", "", rest)
    told = max(len(parts), numbers) + len(editors) + (1 if _NAME.search(text) else 0)
    certain = any(re.search(rf"{_WEEKDAY}|{_NUMBER}|{_PAGE}", part) for part in parts)
    return told >= 2 and (certain or len(editors) > 1) and len(bare) <= 2
