"""Find persons of modern prose: by office, by byline, by what they say."""

import re
from collections.abc import Iterable, Iterator

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.sightings import Sighting
from kanben.manuscript.index import TermKind
from kanben.names import TITLES, surname_of

_HAN = f"[{HAN_RANGES}]"
_OFFICES = "|".join(sorted((*TITLES, "总书记", "代表", "书记员"), key=len, reverse=True))
_AFTER_OFFICE = re.compile(f"(?:{_OFFICES})[ 　:：]?(?={_HAN})")
_BEFORE_OFFICE = re.compile(f"(?:{_OFFICES})(?!{_HAN}{{0,2}}(?:会议|大会))")
_SAYING = (
    "介绍 表示 告诉 指出 强调 认为 坦言 回忆 解释 透露 感慨 感叹 补充 总结 说 称 谈 问 答 道 "
    "及其 和 与 在 对 是 为 等 也 就 还 向 将 带 率 出席 主持 致辞 讲话 宣布 参加 陪同 的 一行"
)
_SAYERS = tuple(_SAYING.split())
_BYLINE = re.compile(
    "(?:^|[\\s（(。”\"!！])(?:文|图|摄影|摄|撰文|供图|记者|通讯员|本报记者|编辑|责编|责任编辑|作者|译者|校对)"
    f"[/／:：\\s　]+({_HAN}{{2,4}}(?:[ 　、]{_HAN}{{2,4}})*)"
)
_NAMES = re.compile(f"{_HAN}+")


def _boundaries(text: str) -> set[int]:
    ends, offset = {0}, 0
    for word in words.cut(text):
        offset += len(word)
        ends.add(offset)
    return ends


def _is_common(word: str) -> bool:
    """Tell whether the dictionary knows `word` as something else than a name."""
    kind = words.tag(word)
    return bool(kind) and not kind.startswith("nr")


def name_at(text: str, start: int) -> str:
    """Return the full name that begins at `start`; empty if none does.

    A surname and one or two characters more, ending where a word ends, or before a word that
    follows names (介绍, 及其, 、).
    """
    surname = surname_of(text[start : start + 2])
    if not surname:
        return ""
    run = _NAMES.match(text, start)
    room = (run.end() if run else start) - start
    window = text[start : start + 12]
    ends = _boundaries(window)
    for given in (2, 1):
        length = len(surname) + given
        name = text[start : start + length]
        if length > room or _is_common(name):
            continue
        rest = text[start + length :]
        if length == room or rest.startswith(_SAYERS) or length in ends:
            return name
    return ""


def _named_before(text: str, end: int) -> str:
    """Return the name that ends at `end`, right before an office."""
    for length in (3, 2, 4):
        name = text[max(0, end - length) : end]
        surname = surname_of(name)
        fits = len(name) == length and surname and len(name) - len(surname) in (1, 2)
        if fits and not _is_common(name) and words.tag(name).startswith("nr"):
            return name
    return ""


def find_persons(texts: Iterable[str]) -> Iterator[Sighting]:
    """Yield persons named after or before an office, or in a byline."""
    for text in texts:
        for found in _AFTER_OFFICE.finditer(text):
            name = name_at(text, found.end())
            if name:
                yield Sighting(name, TermKind.PERSON, 1.0, "office")
        for found in _BEFORE_OFFICE.finditer(text):
            name = _named_before(text, found.start())
            if name:
                yield Sighting(name, TermKind.PERSON, 1.0, "office")
        for found in _BYLINE.finditer(text):
            for name in _NAMES.findall(found[1]):
                if surname_of(name) and len(name) <= 4:
                    yield Sighting(name, TermKind.PERSON, 1.0, "byline")
