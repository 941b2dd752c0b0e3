"""Read title and author out of a name: 《渡口》作者：林一鸣.txt, 渡口 - 林一鸣."""

import re
import unicodedata

from kanben.characters import has_han
from kanben.credits import ROLES_BEHIND, alternatives
from kanben.names import surname_of
from kanben.reading.numbers.grammar import UNIT, label_of
from kanben.reading.outline.persons import is_person

_EDITION_WORDS = (
    r"\d+\s*[-—~～至到]\s*\d+\s*[章回集卷]全?|全集|全本|全文|全书|全書|全\d*[册卷集]|完结|完結|完本|完整|精校|精排|校对|校對|典藏|珍藏|"
    r"插图|未删|未刪|无删减|修订|修訂|增订|增訂|番外|更新|扫描|掃描|OCR|ocr|繁体|繁體|简体|簡體|"
    r"UTF-?8|utf-?8|GBK|gbk|Big5|TXT|txt|Txt|epub|电子书|電子書|下载|下載|连载|連載|文字版|高清|"
    r"小说|小說|书屋|書屋|论坛|論壇|书库|書庫|首发|出品|整理|分享|制作|网|網|版|站|"
    r"www|ｗｗｗ|\.com|\.net|\.cc|\.org|http|@"
)
_BRACKETED = re.compile(r"[【〔\[（(｛{「〖](?P<in>[^】〕\]）)｝}」〗]*)[】〕\]）)｝}」〗]")
_ADDRESS = re.compile(
    r"(?:https?[_:/]*)?(?:www[._])?[A-Za-z0-9\-]+[._](?:com|net|org|cc|cn|info|la|me|tw)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"[\s_\-—－+·,，]*(?:(?:{_EDITION_WORDS})(?:版|本)?|\d{{6,8}}|[vV]\d[\d.]*)+[\s_\-—]*$"
)
_ORDINAL = re.compile(r"^\s*(?:No\.?\s*)?\d{1,4}[\s._\-、]+(?=\S*[\u4e00-\u9fff])")
_AUTHOR = re.compile(
    r"[\s_\-—·,，.]*(?:作者|著者|作家|文)\s*[:：﹕_\s=\-.]\s*(?P<name>[^\s_\-—,，]+.*)$|\s+by\s+(?P<by>.+)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?P<name>[^\s_\-—]+)\s*(?:{alternatives(ROLES_BEHIND)})$")
_PARTED = re.compile(r"\s*(?:[\-—–－_＿~～@|｜:：]+|——)\s*|\s{1,}")
_SITE = re.compile(
    r"(?:小说|小說|文学|文學|读书|讀書|中文|书|書)[网網屋吧库庫阁閣院]$|论坛$|論壇$|下载$|下載$"
)
_FROM = re.compile(
    r"[\[［【(（〔](?P<period>[\u4e00-\u9fff]{1,3})[\]］】)）〕]\s*(?P<name>[^\s_\-—:：]+)"
    r"[\s_\-—:：]+(?P<title>.+)"
)
"""An author with dynasty or country before the title: [日]夏目漱石-心."""
_TITLED = re.compile(r"《(?P<title>[^》]+)》")
_NO_TITLE = re.compile(
    r"(?:新建|新增)?(?:文本|文档|文檔|文件)+\s*\d*|未命名.*|无标题.*|無標題.*|下载|下載|正文|全文|小说|小說|"
    r"电子书|電子書|书|書|第?\s*\d+\s*[页頁]?|扫描.*|掃描.*|副本.*|最终稿?|終稿|终稿|定稿|原稿|初稿|底本|测试|測試|样本"
)


class NameParts:
    """Hold what a file's name tells: a title, perhaps an author; empty where it tells nothing."""

    __slots__ = ("author", "title")

    def __init__(self, title: str = "", author: str = "") -> None:
        self.title = title
        self.author = author


def parts_of(name: str) -> NameParts:
    """Return title and author by a file's name, without site marks and words on the edition."""
    name = unicodedata.normalize("NFC", name).strip()
    titled = _TITLED.search(name)
    if titled:
        rest = name[: titled.start()] + " " + name[titled.end() :]
        return NameParts(titled["title"].strip(), _author_in(rest))
    native = _FROM.fullmatch(name)
    if native and not is_person(native["period"]):
        period, title = f"［{native['period']}］", _tidy(native["title"])
        return NameParts(title, period + native["name"])
    author, bare = _without_brackets(_ADDRESS.sub(" ", name))
    found = _AUTHOR.search(bare)
    if found:
        author = (found["name"] or found["by"]).strip()
        bare = bare[: found.start()]
    bare = _tidy(bare)
    if not author:
        bare, author = _part(bare)
    title = _tidy(bare)
    if not has_han(title) or _NO_TITLE.fullmatch(title) or _is_label(title):
        return NameParts("", _tidy(author))
    return NameParts(title, _tidy(author))


def _without_brackets(name: str) -> tuple[str, str]:
    """Take brackets out; return the author that one of them held, and the rest."""
    author = ""
    for found in _BRACKETED.finditer(name):
        inner = found["in"].strip()
        told = _AUTHOR.search(inner)
        if told:
            author = (told["name"] or told["by"]).strip()
        elif is_person(inner) and not re.search(_EDITION_WORDS, inner):
            author = author or inner
    kept = _BRACKETED.sub(lambda found: " " if _goes(found["in"], author) else found[0], name)
    return author, kept


def _goes(inner: str, author: str) -> bool:
    return bool(
        not inner.strip()
        or (author and author in inner)
        or re.search(_EDITION_WORDS, inner)
        or inner.strip().isascii()
    )


def _author_in(rest: str) -> str:
    """Return the author that stands beside a title in 《》."""
    found = _AUTHOR.search(rest)
    if found:
        return _tidy((found["name"] or found["by"]).strip())
    author, bare = _without_brackets(_ADDRESS.sub(" ", rest))
    bare = _tidy(bare)
    behind = _BEHIND.fullmatch(bare)
    if behind and is_person(behind["name"]):
        return behind["name"]
    return author or (bare if is_person(bare) else "")


def _tidy(name: str) -> str:
    """Take ordinals, words on the edition and stray marks off both ends."""
    name = _ORDINAL.sub("", name)
    before = None
    while before != name:
        before = name
        shorter = _TAIL.sub("", name)
        name = (shorter if has_han(shorter) else name).strip(" \u3000_-—－·.,，+~:：《》")
    return name


def _part(name: str) -> tuple[str, str]:
    """Part a name into title and author, whichever comes first."""
    behind = _BEHIND.fullmatch(name)
    parts = [part for part in _PARTED.split(name) if part]
    if len(parts) > 1 and any(map(_SITE.search, parts)):
        parts = [part for part in parts if not _SITE.search(part)]
        name = " ".join(parts)
    if len(parts) < 2:
        return name, ""
    last, first = parts[-1], parts[0]
    role = _BEHIND.fullmatch(last)
    if role and is_person(role["name"]):
        return _tidy(name[: name.rindex(last)]), role["name"]
    colon = re.search(r"[:：]", name)
    if colon and is_person(first) and surname_of(first):
        return _tidy(name[colon.end() :]), first
    if behind is None and is_person(last) and (len(parts) == 2 or len(last) <= 4):
        return _tidy(name[: name.rindex(last)]), last
    if is_person(first) and len(parts) == 2 and surname_of(first):
        return _tidy(name[name.index(first) + len(first) :]), first
    return name, ""


def _is_label(title: str) -> bool:
    """Tell whether a name is but a chapter's: 第一章, 第三卷."""
    label = label_of(title)
    return label is not None and (
        label.end == len(title) or re.match(rf"第.*{UNIT}", title) is not None
    )
