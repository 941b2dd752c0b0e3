"""Tell kinds of books apart by the words that each is full of."""

import re
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from kanben.manuscript.index import TermKind


class BookKind(StrEnum):
    """Sort texts by the index that they want."""

    REPORT = "report"
    NEWS = "news"
    NOVEL = "novel"
    STORY = "story"
    MEMOIR = "memoir"
    CLASSICAL = "classical"
    TECHNICAL = "technical"


class _Signs(Struct, frozen=True):
    """Hold how often in a thousand Chinese characters a text has the signs of each kind."""

    modern: float
    classical: float
    speech: float
    narration: float
    persons: float
    policy: float
    latin: float
    science: float


_HAN = re.compile("[\u3400-\u9fff]")
_PATTERNS = {
    "modern": "[的了们这]",
    "classical": "[之也矣乎焉哉曰]",
    "speech": "[曰道云说][：:，]?[“「『]",
    "narration": "话说|且说|却说|只见|只听|正是：|下回",
    "persons": "[他她]",
    "policy": "推进|建设|加强|发展|实施|完善|改革",
    "latin": "[（(][A-Za-z]{3,}|[A-Za-z]{3,}",
    "science": "定[义理律]|算法|公式|函数|证明|称[为作]|叫[做作]|[原引]理|模型|概念|命题|方程|"
    "又[称名叫]|[亦也]称|是指|指的是|性质|规律|学说|理论|"
    "[，；](?:这|这就|就|这便|便)?叫[\u3400-\u9fff]{2,8}(?=[，。；])",
}
_COMPILED = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
_ENOUGH = 200_000
"""Characters by which any text shows what it is."""


def _signs(text: str) -> _Signs:
    count = 1 + len(_HAN.findall(text))
    found = {name: len(each.findall(text)) * 1000 / count for name, each in _COMPILED.items()}
    return _Signs(**found)


def kind_of_book(texts: Iterable[str]) -> BookKind:
    """Return the kind of a text in simplified script.

    The bounds lie midway between what 13 books, 26 reports of provinces, a textbook on algebra
    and the first chapter of one on deep learning have: 的, 了, 们, 这 in a thousand characters 4
    to 17 where the language is that of old books, 33 to 80 in the vernacular; 之, 也, 曰 and their
    like 25 to 90 in classical prose, below 17 in all else; 建设, 推进 and their like 13 to 28 in
    reports, below 1.1 in books; words of science and of explanation 13 and 27 in the two
    textbooks, 1.7 at most in all others; 他 and 她 9 at most in old novels (20 in some pages), 33
    in modern stories.
    """
    signs = _signs("\n".join(texts)[:_ENOUGH])
    explains = signs.science > 3.5 or (signs.science > 2 and signs.latin > 3)
    if explains and signs.speech < 5:
        return BookKind.TECHNICAL
    if signs.policy > 5 and signs.persons < 2:
        return BookKind.REPORT
    told = signs.narration > 0.25 or (signs.classical < 25 and signs.persons < 22)
    if signs.speech > 2.5 and told:
        return BookKind.NOVEL
    if signs.modern < 25 and signs.classical > 20:
        return BookKind.CLASSICAL
    if signs.modern < 25 and signs.classical > 5 * max(signs.policy, 1):
        return BookKind.NOVEL
    return _modern(signs)


def _modern(signs: _Signs) -> BookKind:
    """Tell stories, memoirs and newspapers apart by who is spoken of."""
    if signs.persons > 18:
        return BookKind.STORY
    if signs.classical > 4 or signs.persons > 4:
        return BookKind.MEMOIR
    return BookKind.NEWS


_NAMES = frozenset({TermKind.PERSON, TermKind.PLACE, TermKind.ORGANISATION, TermKind.WORK})
_LISTED = {
    BookKind.NOVEL: frozenset(
        {TermKind.PERSON, TermKind.PLACE, TermKind.WORK, TermKind.ORGANISATION}
    ),
    BookKind.STORY: _NAMES,
    BookKind.CLASSICAL: _NAMES,
}


def lists(book: BookKind, kind: TermKind) -> bool:
    """Tell whether the index of a kind of book lists entries of a kind: novels have no subjects."""
    return kind in _LISTED.get(book, frozenset(TermKind))
