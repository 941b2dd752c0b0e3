"""Find what sites add to the books they hand on: notices, advertisements, page turners.

Such a line speaks to the reader of the site, not to the book's: it names an address, asks to
come again, claims or disclaims rights. One sign is not enough where prose could say the same.
"""

import re

from kanben.characters import has_han
from kanben.reading.page.lines import Lines

_ADDRESS = re.compile(
    r"https?://|(?:www|ｗｗｗ|wap|m)\s*[.．。]\s*[\w\-]+\s*[.．。]"
    r"|[\w\-]{2,}\s*[.．]\s*(?:com|net|org|cc|cn|info|la|me|tw|co|top|xyz)(?![A-Za-z])",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"更多(?:精彩|好书|好看|小说|内容|资源|電子書|电子书).{0,14}(?:下载|下載|请|請|尽在|盡在|访问|訪問|登陆|登录|关注|欢迎)"
    r"|(?:欢迎|歡迎|请|請)(?:您|你)?(?:访问|訪問|光临|光臨|登录|登陆|收藏|关注|關注|加入书签|推荐)"
    r"|版权归(?:原)?作者|版權歸(?:原)?作者|(?:仅|只|僅)供.{0,8}(?:试读|試讀|预览|預覽|交流|学习|學習)"
    r"|下载后.{0,6}(?:小时|小時).{0,6}(?:删除|刪除)|(?:用户|用戶|网友|網友|书友|書友|会员)\S{0,4}(?:上传|上傳|整理|发布)"
    r"|手机(?:用户|阅读|站|版)|手機(?:用戶|閱讀)|加入书签|加入書籤|收藏本(?:站|书|页)|一秒记住|一秒記住"
    r"|最新章节|最新章節|全文(?:免费)?阅读|免费(?:全文)?阅读|(?:本章|本书)?未完[，,\s]*(?:请|請)?(?:点击|點擊|翻页|待续请)"
    r"|[（(]?(?:本章(?:完|完结|结束)|本章完結)[)）]?$|上一[章页頁].{0,12}下一[章页頁]|返回(?:目录|書頁|书页|列表)|本书由.{0,30}(?:整理|制作|下载|提供|收集|首发)"
    r"|本書由.{0,30}(?:整理|製作|下載|提供|收集|首發)|(?:电子书|電子書|小说|小說|[Tt][Xx][Tt]).{0,10}(?:下载|下載)"
    r"|(?:书友|书迷|读者|讀者)?(?:QQ|ＱＱ|Q|微信)群|(?:更新|发布|發布|上传)(?:时间|時間)[:：]?\s*\d|(?:本章)?字[数數][:：]\s*\d"
    r"|转载请|轉載請|(?:首发|首發)(?:于|网站|網站|站)|支持正版|求(?:推荐票|月票|收藏|订阅)|手打(?:更新|首发)|温馨提示[:：]|本站(?:所有|只提供|提供|内容|域名)"
)
_HINT = re.compile(
    "更多|访问|訪問|光临|光臨|登录|登陆|收藏|关注|關注|书签|書籤|推荐|版权归|版權歸|"
    "试读|試讀|预览|預覽|交流|学习|學習|下载|下載|上传|上傳|整理|发布|發布|手机|手機|"
    "一秒|最新章|本章完|本章结束|阅读|閱讀|未完|下一|返回|本书由|本書由|书友|QQ|ＱＱ|微信|Q群|时间|"
    "時間|字数|字數|转载|轉載|首发|首發|正版|月票|订阅|手打|温馨提示|本站"
)
"""Words of which every call has one: sooner found than the calls."""
_SITES = re.compile(
    r"(?:小说|书|文学|读书|中文|小說|書|文學)[网網站屋吧库庫阁閣]|论坛|論壇|存储空间|免责声明|聲明[:：]|声明[:：]"
)
_BRACKETED = re.compile(r"[（(【\[〔][^（()）【】\[\]]{4,60}[)）】\]〕]")
_TAIL = re.compile(r"(?<=[。！？!?…”』」])[^。！？”』」]{6,80}$")
_SITE_BEHIND = re.compile(
    r"[\s_\-—|/·（(【\[]+(?:[^\s_\-—|/·（(【\[]{0,12}"
    r"(?:小说|小說|文学|文學|读书|讀書|中文|书|書)[网網屋吧库庫阁閣]|(?:https?://)?(?:www\.)?[\w\-]+\."
    r"(?:com|net|org|cc|cn|info|la|me))[^\s（(【\[]{0,12}[)）】\]]?$"
)
"""A site's name or address behind a title: 第一章 过江_某某小说网."""
_LEAST_TITLE = 2
"""Characters that are left of a title when a site's name is taken off."""
_LONGEST = 160
"""Characters from which a line is a paragraph of the book, whatever it speaks of."""
_OPENING, _CLOSING = 12, 4
"""Lines at both ends of a text where sites set their notices."""
_SHORT = 40
"""Characters of a line that is all address and name."""
_FEW = 12
"""Han characters that may stand beside a site's address: its name, a word of praise."""
_MARKS = re.compile(r"[\W\d_A-Za-z]+")
_RULE = re.compile(r"[\-=—_*＊＝~～+.·…\s]{6,}")


def find_notices(lines: Lines) -> tuple[int, ...]:
    """Return the rows of notices, with their further lines and the rules drawn around them."""
    found = {row for row, text in enumerate(lines.texts) if is_notice(text)}
    edges = (*range(_OPENING), *range(len(lines) - _CLOSING, len(lines)))
    found |= {row for row in edges if 0 <= row < len(lines) and _calls(lines.texts[row])}
    sites = {site for row in found for site in _sites_in(lines.texts[row])}
    if sites:
        found |= {row for row, text in enumerate(lines.texts) if _is_of_site(text, sites)}
    for row in sorted(found):
        found |= _rest(lines, row)
    found |= {
        row
        for row, text in enumerate(lines.texts)
        if is_rule(text) and (row - 1 in found or row + 1 in found)
    }
    return tuple(sorted(found))


def is_notice(text: str) -> bool:
    """Tell whether a line is a site's and no part of the book.

    It calls its readers, and names a site or an address; or it does nothing but call them.
    """
    if len(text) > _LONGEST or not (_may_call(text) or _may_address(text)):
        return False
    if not has_han(text) or _is_run_in(text):
        return False
    calls = _CALLS.search(text)
    address, site = _ADDRESS.search(text), _SITES.search(text)
    if calls is None:
        return bool(address and site and len(text) <= _SHORT)
    rest = _CALLS.sub("", _ADDRESS.sub("", text))
    return bool(address or site) or len(_MARKS.sub("", rest)) <= len(text) / 3


def _calls(text: str) -> bool:
    """Tell whether a line speaks as a site does: enough where books open and close."""
    may = len(text) <= _LONGEST and _may_call(text) and _CALLS.search(text) is not None
    return may and not _is_run_in(text)


def _may_call(text: str) -> bool:
    """Tell whether a line has a word that calls have: sooner asked than the calls themselves."""
    return _HINT.search(text) is not None


def _may_address(text: str) -> bool:
    return "." in text or "．" in text or "。c" in text or "://" in text


def _is_run_in(text: str) -> bool:
    """Tell whether a line is the book's but for what a site wrote into it."""
    own = text
    for start, end in reversed(spans_run_in(text)):
        own = own[:start] + own[end:]
    signs = _CALLS.search(own) or _ADDRESS.search(own) or _SITES.search(own)
    return own != text and bool(has_han(own)) and not signs


def _sites_in(text: str) -> list[str]:
    return [found[0].lower().strip() for found in _ADDRESS.finditer(text)]


def _is_of_site(text: str, sites: set[str]) -> bool:
    """Tell whether a short line holds little but the address of a site that gave notice."""
    if len(text) > _SHORT or not sites.intersection(_sites_in(text)):
        return False
    return len(re.findall(r"[\u4e00-\u9fff]", text)) <= _FEW


def is_rule(text: str) -> bool:
    """Tell whether a line is drawn and not written: -----, =====."""
    return _RULE.fullmatch(text) is not None


def _rest(lines: Lines, row: int) -> set[int]:
    """Return the lines on which a long notice goes on, up to its sentence's end."""
    rows: set[int] = set()
    full = lines.widths[row] * 0.9
    while (
        row + 1 < len(lines)
        and len(rows) < 3
        and lines.texts[row][-1] not in "。！？.!?）)"
        and not lines.blanks[row + 1]
        and lines.widths[row] >= full
        and lines.widths[row] > 24
        and not _CALLS.match(lines.texts[row + 1])
    ):
        row += 1
        rows.add(row)
    return rows


def spans_run_in(text: str) -> list[tuple[int, int]]:
    """Return where a site wrote into a paragraph: in brackets, or behind a sentence's end."""
    if not (_may_call(text) or _may_address(text)):
        return []
    spans = [
        found.span()
        for found in _BRACKETED.finditer(text)
        if _CALLS.search(found[0]) or _is_address(found[0])
    ]
    tail = _TAIL.search(text)
    if tail and _CALLS.search(tail[0]) and (_ADDRESS.search(tail[0]) or _SITES.search(tail[0])):
        spans.append(tail.span())
    return spans


def _is_address(bracketed: str) -> bool:
    return _SITES.search(bracketed) is not None and _ADDRESS.search(bracketed) is not None


def site_behind(title: str) -> int:
    """Return where behind a title a site's name begins; 0 if none does."""
    found = _SITE_BEHIND.search(title)
    if found is None or found.start() < _LEAST_TITLE:
        return 0
    return found.start()
