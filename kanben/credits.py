"""Read credits: who wrote, drew, photographed, edited or translated, as print names them.

A role stands before a name with a mark between (``文/林一鸣``, ``摄影：周敏``), before it with a
space or nothing (``记者 周敏``), or behind it (``林一鸣 著``, ``（周敏 摄）``).
"""

import re
from collections.abc import Iterator

from kanben.characters import HAN_RANGES

_SHORT = "文 图 圖 摄 攝 撰 编 編 译 譯 绘 繪"
_OFFICES = (
    "记者 記者 本报记者 本報記者 特约记者 特約記者 见习记者 見習記者 通讯员 通訊員 "
    "本报通讯员 本報通訊員"
)
_WORKS = (
    "作者 原作者 原著 著者 编者 編者 译者 譯者 撰文 撰稿 图文 圖文 文图 文圖 图片 圖片 文字 "
    "摄影 攝影 供图 供圖 编辑 編輯 责编 責編 责任编辑 責任編輯 美编 美編 编译 編譯 翻译 翻譯 "
    "校对 校對 审核 審核 整理 口述 执笔 執筆 编剧 編劇 插图 插圖 绘图 繪圖 制图 製圖"
)
_BEHIND = (
    "著 续 續 疏 撰 "
    "编 編 译 譯 注 註 辑 輯 述 校 摄 攝 绘 繪 编著 編著 主编 主編 选编 選編 编译 編譯 "
    "译注 譯註 校注 校註 点校 點校 编撰 編撰 合著 等著 口述 整理 摄影 攝影 作品 评点 評點 "
    "校点 校點 选注 選註 改编 改編 编剧 編劇"
)
ROLES = tuple(f"{_SHORT} {_OFFICES} {_WORKS}".split())
"""The words that may stand before a name."""
ROLES_BEHIND = tuple(_BEHIND.split())
"""The words that may stand behind a name."""


def alternatives(words: tuple[str, ...]) -> str:
    """Return words as the inside of a regular expression, longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_ROLE = f"(?:{alternatives(ROLES)})"
_MARK = r"\s*[/／:：]\s*"
_NAMES = rf"[{HAN_RANGES}·、\s]{{2,24}}"
RUN_IN = re.compile(
    rf"(?<=[。！？!?”」])\s*[（(]?({_ROLE}{_MARK}{_NAMES}(?:\s*{_ROLE}[/／:：]?\s*{_NAMES})*)[)）]?$"
)
"""Credits at the end of a paragraph that they were run into; group 1 holds them."""
_BEFORE = re.compile(
    rf"({_ROLE})(?:[/／:：]|(?<=..)\s|(?<=[记記讯訊][者员員])(?=[{HAN_RANGES}]{{2,3}}(?:$|\s)))\s*"
    rf"([{HAN_RANGES}·]{{2,12}}?)(?:提供)?(?=$|[\s/／、，,；;）)]|{_ROLE}[/／])"
)
_SIGN = re.compile(
    rf"[（(]?[摄攝图圖][）)]?\s*$|{alternatives(tuple(_OFFICES.split()))}"
    r"|作者|撰文|责编|責編|责任编辑|責任編輯|本报讯|本報訊|译者|譯者"
    rf"|^{_ROLE}{_MARK}"
)
_NAME = rf"[{HAN_RANGES}]{{2,4}}"
_OFFICE = f"(?:{alternatives(tuple(_OFFICES.split()))})"
_SIGNATURE = re.compile(
    rf"[（(]?(?:{_OFFICE}|{_ROLE}{_MARK})\s*{_NAME}(?:[\s、]+{_NAME})*"
    rf"(?:\s+(?:{_OFFICE}\s*|{_ROLE}{_MARK}){_NAME}(?:[\s、]+{_NAME})*)*"
    r"(?:\s*(?:摄影?|攝影?|[文图圖](?:/[文图圖])?|报道|報道|供图|供圖|撰文))?[)）]?"
)
_LONGEST = 40
"""Characters of a line that only names who made something."""


def credits_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each role with its name: ``文/林一鸣 图/周敏`` holds two."""
    for found in _BEFORE.finditer(text):
        yield found[1], found[2]


def is_credit(text: str) -> bool:
    """Tell whether a line looks like a credit: short, with a role that stands for a person."""
    return len(text) <= _LONGEST and _SIGN.search(text) is not None


def opens_with_credit(text: str) -> bool:
    """Tell whether a line is short and begins with a role and a name."""
    return len(text) <= _LONGEST and _BEFORE.match(text) is not None


def is_signature(text: str) -> bool:
    """Tell whether a line does nothing but sign: 本报记者 周敏 摄, 记者 周敏 通讯员 吴岸."""
    return len(text) <= _LONGEST and _SIGNATURE.fullmatch(text) is not None
