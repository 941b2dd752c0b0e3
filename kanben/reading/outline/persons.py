"""Tell what can be a person's name: by its surname, or by the characters of transliteration."""

import re

from kanben.characters import HAN_RANGES
from kanben.names import TRANSLITERATING, surname_of
from kanben.simplified import simplify

_HAN = re.compile(f"[{HAN_RANGES}]+")
_FOREIGN = re.compile(
    f"[{HAN_RANGES}]+(?:[·•．.‧・][{HAN_RANGES}A-Z]+\\.?)+|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)+"
)
_NO_PERSONS = frozenset(
    [
        "全集",
        "全本",
        "全文",
        "全书",
        "全書",
        "全卷",
        "文集",
        "文选",
        "文選",
        "文本",
        "文件",
        "文库",
        "文庫",
        "上卷",
        "上册",
        "后记",
        "後記",
    ]
)
"""Words of books that begin like a surname."""
_LONGEST_GIVEN = 2
"""Characters of the longest Chinese given name."""
_FOREIGN_SHARE = 0.5
"""The same where points part the names."""
_TRANSLITERATED = 0.75
"""Share of the characters of transliteration from which a name of three and more is foreign."""


def is_person(name: str) -> bool:
    """Tell whether a text can be a person's name and nothing more: 林一鸣, 欧阳青, 托马斯·曼."""
    name = name.strip()
    if _FOREIGN.fullmatch(name):
        return name.isascii() or _transliterated(simplify(name)) >= _FOREIGN_SHARE
    if not _HAN.fullmatch(name) or name in _NO_PERSONS:
        return False
    plain = simplify(name)
    given = len(plain) - len(surname_of(plain))
    if surname_of(plain) and 1 <= given <= _LONGEST_GIVEN:
        return True
    return 3 <= len(plain) <= 6 and _transliterated(plain) >= _TRANSLITERATED


def _transliterated(name: str) -> float:
    """Return the share of a name's characters that transliterations use."""
    han = "".join(_HAN.findall(name))
    return sum(char in TRANSLITERATING for char in han) / max(1, len(han))
