"""Lengthen halves of names to the names that they are nearly always part of: 五庄|观, 林雨|生."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from kanben import words
from kanben.characters import is_han
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Candidate, summed
from kanben.indexing.text.standing import Stand, stands_of
from kanben.indexing.text.vocabulary import members
from kanben.manuscript.index import TermKind
from kanben.names import surname_of

_NAMED = (TermKind.PERSON, TermKind.PLACE)
_FEWEST = 3
"""Places from which neighbours tell a half: two may have the same one by chance."""
_STICKY = 0.75
"""Share of a form's places that have the same character beside it: it belongs to the name then."""
_TORN = 0.5
"""Share of them at which no word begins between the two."""
_ENDS = frozenset(
    "观寺庙庵祠院宫殿阁楼亭台塔堂园陵墓山岭峰岩洞谷关江河湖海溪洲岛港湾桥路街巷门镇村庄寨城州县府国"
)
"""What ends the name of a place, wherever the cutting parts it."""
_HOUSES = frozenset("观寺庙庵祠院宫殿阁楼")
"""What ends the name of a house, and of nobody who has no surname."""
_NO_GIVEN = ("v", "d", "p", "c", "u", "r", "m", "y")
_TURNS = 2
"""Characters that a half lacks at most."""
_SPEAKS = frozenset("道曰云问答笑说叫听见")


def lengthen(candidates: Iterable[Candidate], passages: Sequence[CutText]) -> list[Candidate]:
    """Return the candidates with persons and places whole, joined where they come to be one."""
    table = {each.heading: each for each in candidates}
    asked = [each.heading for each in table.values() if each.kind in _NAMED and each.proved]
    for _ in range(_TURNS):
        stands = stands_of(asked, passages)
        longer = {form: _longer(form, stands[form]) for form in asked if form in stands}
        asked = []
        for form, whole in longer.items():
            if whole != form:
                _put(table, form, whole)
                asked.append(whole)
    return list(table.values())


def _put(table: dict[str, Candidate], form: str, whole: str) -> None:
    half = table.pop(form)
    if whole[-1] in _HOUSES and form[-1] != whole[-1] and not surname_of(whole):
        half = structs.replace(half, kind=TermKind.PLACE)
    other = table.get(whole)
    if other:
        weights = summed(other.weights, half.weights)
        whole_one = structs.replace(other, score=other.score + half.score, weights=weights)
    else:
        whole_one = structs.replace(half, heading=whole, forms=(whole,))
    table[whole] = whole_one


def _longer(form: str, stand: Stand) -> str:
    """Return a form with the character that belongs to it; itself if none does."""
    if stand.count < _FEWEST:
        return form
    char, most = stand.after.most_common(1)[0]
    torn = stand.ends <= (1 - _TORN) * stand.count
    if _belongs(char, most, stand.count) and (torn or _ends_name(form, char)):
        return form + char
    char, most = stand.before.most_common(1)[0]
    if _belongs(char, most, stand.count) and stand.begins <= (1 - _TORN) * stand.count:
        return char + form
    return form


def _ends_name(form: str, char: str) -> bool:
    """Tell whether a character ends a place, or is the second one of a given name."""
    if char in _ENDS:
        return True
    surname = surname_of(form)
    given = len(surname) > 0 and len(form) == len(surname) + 1
    return given and not words.tag(char).startswith(_NO_GIVEN)


def _belongs(char: str, most: int, count: int) -> bool:
    plain = char not in _SPEAKS and char not in members("person", "particles")
    return bool(char) and is_han(char) and plain and most >= _STICKY * count
