"""Fold text for the search: one form for what readers take for the same.

``templates/room/search.js`` does the same to queries and texts; the tables that it does it with
come from here.
"""

import re
import unicodedata
from functools import cache

from msgspec import Struct

from kanben.characters import is_blank
from kanben.tables import read_text

_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\uff00-\uffef\U0002f800-\U0002fa1f]")
"""What Unicode keeps beside its unified forms: radicals, compatibility ideographs, wide Latin."""
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’"}
"""Quotation marks of the regions: the variants of a text differ in them."""
_LETTER = "[0-9A-Za-z\u00c0-\u024f]"
_GAP = re.compile(rf"(?<={_LETTER})\s+(?={_LETTER})")
_KEPT = "\x1f"
"""Stands for a blank between two letters while all others are dropped."""


class Folds(Struct, frozen=True):
    """Hold which characters are taken for one.

    `simple` are traditional characters with their simplified forms, `light` those that are
    written for each other in traditional print, `simplified` those that only simplified print
    has. The strings of a pair are as long as each other.
    """

    simple: tuple[str, str]
    light: tuple[str, str]
    simplified: str


@cache
def folds() -> Folds:
    """Return the tables."""
    traditional, simple = read_text("simplified.tsv").splitlines()
    variants, first, simplified = read_text("folds.tsv").splitlines()
    return Folds((traditional, simple), (variants, first), simplified)


class _Normal(dict[int, str]):
    """Give every character its normal form, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = form = "" if is_blank(char) else _normal_form(char)
        return form


_normal = _Normal({ord(_KEPT): " "})


def _normal_form(char: str) -> str:
    if _COMPATIBLE.match(char):
        unified = unicodedata.normalize("NFKC", char)
        char = unified if len(unified) == 1 else char
    low = char.lower()
    return _QUOTES.get(char, low if len(low) == 1 else char)


def normal(text: str) -> str:
    """Return a text without blanks but those between letters, in small letters, unified.

    ``ＡＩ 基站`` and ``ai基站`` are one.
    """
    return _GAP.sub(_KEPT, text).translate(_normal)


@cache
def _kinds() -> dict[int, str]:
    """Return for every character that may stand for another the least one of its kind."""
    known: dict[str, set[str]] = {}
    for ones, others in (folds().simple, folds().light):
        for one, other in zip(ones, others, strict=True):
            kind = known.get(one, {one}) | known.get(other, {other})
            known.update(dict.fromkeys(kind, kind))
    return {ord(char): min(kind) for char, kind in known.items()}


def coarse(text: str) -> str:
    """Return a text in which all forms of a character, of either script, are one."""
    return normal(text).translate(_kinds())
