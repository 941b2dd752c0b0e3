"""Know places by name: China's divisions, the countries of the world, the dictionary's places."""

import re
from functools import cache, lru_cache

from kanben import words
from kanben.indexing.text.vocabulary import MEMORY, listed, members
from kanben.tables import read_text

_PROVINCE = re.compile("(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|省|市)$")
_PEOPLES = (
    "(?:(?:藏|彝|羌|白|傣|景颇|哈尼|傈僳|壮|苗|侗|土家|布依|回|朝鲜|柯尔克孜|哈萨克|瑶|仡佬|畲|黎|水|满|"
    "土|撒拉|东乡|保安|裕固|纳西|佤|拉祜|布朗|独龙|怒|普米|阿昌|德昂|基诺|毛南|仫佬|达斡尔|锡伯|塔吉克|"
    "鄂温克|鄂伦春|维吾尔|各)族|蒙古族?|哈萨克)*"
)
_CITY = re.compile(f"{_PEOPLES}自治州$|(?:市|地区|盟)$")
_COUNTY = re.compile(f"{_PEOPLES}自治[县旗]$|[市县区旗]$")
_LETTERS = frozenset("京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼黔滇")
"""One-character names of provinces, as in 沪宁高速."""
_SUFFIXES = {"provinces": _PROVINCE, "cities": _CITY, "areas": _COUNTY}
_COMMON_LETTERS = frozenset("江河湖海山岛洋湾港陆城镇市区县乡村深入沿大小高远近水流域岸滩岭峰")
"""Nothing but these makes no name: 河湖, 深海, 入海."""
_WATERS_AND_HILLS = tuple("江河湖山海岛峡湾港州")


@cache
def _levels() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in read_text("places.tsv").splitlines())
    return {level: tuple(names.split()) for level, names in rows}


def _is_plain(short: str) -> bool:
    """Tell whether a division's short name is no other word (朝阳, 和平 are)."""
    return len(short) > 1 and words.tag(short) in ("ns", "")


@cache
def divisions() -> dict[str, str]:
    """Give every name of a division or country, long or short, its common short form.

    重庆市 and 重庆 give 重庆; 朝阳区, whose short form is a common word, gives itself.
    """
    names: dict[str, str] = {}
    for level, suffix in _SUFFIXES.items():
        for name in _levels()[level]:
            short = suffix.sub("", name)
            sure = len(short) > 1 and (level != "areas" or _is_plain(short))
            names.setdefault(name, short if sure else name)
            if sure:
                names.setdefault(short, short)
    names.update((name, name) for name in _levels()["territories"])
    return names


@cache
def counties() -> frozenset[str]:
    """Return short names that need a context to be places: of counties (安宁), of some cities."""
    sure = {_PROVINCE.sub("", name) for name in _levels()["provinces"]}
    cities = {_CITY.sub("", name) for name in _levels()["cities"]}
    sure |= {city for city in cities if _is_plain(city)}
    names = cities | {_COUNTY.sub("", name) for name in _levels()["areas"]}
    return frozenset(names - sure - set(_levels()["areas"]))


@lru_cache(maxsize=MEMORY)
def is_place(word: str) -> bool:
    """Tell whether a word names a place: a division, a country, or a place of the dictionary."""
    if word in divisions():
        return True
    return words.tag(word) == "ns" and not is_generic(word)


@lru_cache(maxsize=MEMORY)
def is_place_letters(word: str) -> bool:
    """Tell whether a word strings together short names of provinces and cities: 沪宁, 京津."""
    if len(word) == 2 and words.tag(word) in ("nr", "j", ""):
        return any(char in _LETTERS for char in word)
    return all(char in _LETTERS for char in word)


def is_certain_place(word: str) -> bool:
    """Tell whether a word needs no context to be a place: a division, a river, an island."""
    if word in divisions():
        return True
    return words.tag(word) == "ns" and len(word) > 1 and word.endswith(_WATERS_AND_HILLS)


@lru_cache(maxsize=MEMORY)
def is_generic(word: str) -> bool:
    """Tell whether the dictionary's place is a mere region, a sort of place, or no place."""
    if all(char in _COMMON_LETTERS for char in word):
        return True
    return word in members("place", "generic") or word.endswith(listed("place", "no_ending"))
