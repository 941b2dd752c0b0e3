"""Read the signs that call notes: 1, [1], 〔一〕, ①, *."""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

_HAN = "一二三四五六七八九十"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-➓⓪"
_STARS = "*＊†‡§"
_SIGN = re.compile(
    rf"(?:注|註)?[〔［\[（(【]\s*(?:注|註)?\s*(?P<inside>\d{{1,3}}|[{_HAN}]{{1,3}}|[{_STARS}])\s*"
    rf"[〕］\]）)】]|(?P<circled>[{_CIRCLED}])|(?P<stars>[{_STARS}]{{1,3}})"
    r"|(?P<bare>(?<!\d)\d{1,3}(?!\d))"
)
_PLAIN = re.compile(rf"[〔［\[]\s*(?P<inside>\d{{1,3}})\s*[〕］\]]|(?P<circled>[{_CIRCLED}])")
"""Signs that need not be raised to be seen as such."""
_BETWEEN = re.compile(r"[\s,，、;；]*")
_BEHIND = re.compile(r"[.．、:：\s]*")


class NoteSign(Struct, frozen=True):
    """Hold a sign: where it begins and ends in its text, what it says, whether a bare number."""

    start: int
    end: int
    value: int | str
    bare: bool = False


def sign_before(text: str) -> NoteSign | None:
    """Return the sign with which a note begins, with the blank or stop behind it, if any."""
    start = len(text) - len(text.lstrip())
    found = _SIGN.match(text, start)
    if found is None:
        return None
    behind = _BEHIND.match(text, found.end())
    return _sign(found, behind.end() if behind else found.end())


def signs_in(text: str, start: int, end: int) -> list[NoteSign]:
    """Return the signs of which a raised run of a text is made; none if it is made of more."""
    signs = []
    place = start
    while place < end:
        found = _SIGN.match(text, place, end)
        if found is None:
            return []
        signs.append(_sign(found, found.end()))
        between = _BETWEEN.match(text, found.end(), end)
        place = between.end() if between else found.end()
    return signs


def plain_signs(text: str) -> Iterator[NoteSign]:
    """Yield the signs that are told by their form, wherever they stand."""
    for found in _PLAIN.finditer(text):
        yield _sign(found, found.end())


def _sign(found: re.Match[str], end: int) -> NoteSign:
    groups = found.groupdict()
    said = next(value for value in groups.values() if value)
    return NoteSign(found.start(), end, _value(said), bare=bool(groups.get("bare")))


def _value(said: str) -> int | str:
    if said[0] in _HAN:
        return _counted(said)
    if said.isdecimal():
        return int(said)
    if len(said) == 1 and (value := unicodedata.numeric(said, -1)) >= 0:
        return int(value)
    return unicodedata.normalize("NFKC", said)


def _counted(said: str) -> int:
    """Return what numerals up to 九十九 count."""
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return int("".join(str(_HAN.index(char) + 1) for char in said))
    high = _HAN.index(tens[-1]) + 1 if tens else 1
    return 10 * high + (_HAN.index(ones) + 1 if ones else 0)
