"""Read headings aloud: toned pinyin, character by character, in the word they stand in."""

import re
from functools import cache
from struct import iter_unpack
from typing import TYPE_CHECKING

from msgspec import Struct

from kanben.characters import HAN_RANGES, is_han
from kanben.manuscript.index import TermKind
from kanben.names import surname_of
from kanben.simplified import simplify
from kanben.tables import path_of, read_text

if TYPE_CHECKING:
    from marisa_trie import BytesTrie

_HAN_RUN = re.compile(f"[{HAN_RANGES}]+")
_SYLLABLE = re.compile(r"[a-zü]+[1-5]?")
_WITHOUT_SANDHI = {"一": "yi1", "不": "bu4"}


@cache
def _table(kind: str) -> dict[str, str]:
    rows = (line.split("\t") for line in read_text("readings.tsv").splitlines() if line[0] != "#")
    return {word: reading for row, word, reading in rows if row == kind}


class _Syllables(Struct, frozen=True):
    """Hold the syllables that characters are read by, and each with the mark of its tone."""

    plain: list[str]
    toned: dict[str, str]


@cache
def _syllables() -> _Syllables:
    rows = [line.split("\t") for line in read_text("syllables.tsv").splitlines()]
    return _Syllables([plain for plain, _ in rows], dict(rows))


@cache
def _readings() -> "BytesTrie":
    """Open pypinyin's dictionaries as tools/make_readings.py compiled them."""
    from marisa_trie import BytesTrie

    return BytesTrie().mmap(str(path_of("readings.trie")))


@cache
def _own_phrases() -> dict[str, str]:
    """Return the place names and words that pypinyin misreads."""
    return {**_table("place"), **_table("word")}


def _dictionary_reading(text: str) -> list[str]:
    """Read the longest phrases of a text from its beginning on, the rest by characters."""
    syllables: list[str] = []
    while len(syllables) < len(text):
        rest = text[len(syllables) :]
        syllables += _phrase_reading(rest[: _phrase_length(rest)])
    return [
        _WITHOUT_SANDHI.get(char, syllable) for char, syllable in zip(text, syllables, strict=True)
    ]


def _phrase_length(text: str) -> int:
    """Return the length of the longest phrase that the text begins with; 1 if there is none."""
    own = _own_phrases()
    phrases = [phrase for phrase in _readings().prefixes(text) if len(phrase) > 1]
    phrases += [text[:end] for end in range(2, len(text) + 1) if text[:end] in own]
    return max(map(len, phrases), default=1)


def _phrase_reading(phrase: str) -> list[str]:
    own = _own_phrases().get(phrase)
    if own:
        return [_plain(syllable) for syllable in own.split()]
    found = _readings().get(phrase)
    if found is None:
        return list(phrase)
    plain = _syllables().plain
    return [plain[number] for (number,) in iter_unpack("<H", found[0])]


def _plain(syllable: str) -> str:
    """Write a syllable of the package's own table with its tone as a digit, whatever it is."""
    return syllable if syllable[-1].isdigit() else f"{syllable}5"


def read_heading(heading: str, kind: TermKind) -> tuple[str, ...]:
    """Return the reading of every Han character of `heading`: ``("zeng1", "gong3")``.

    Words give their characters' readings (重庆 chóngqìng, 银行 yínháng); in a person's name the
    surname has its own (曾 Zēng, 单 Shàn, 华 Huà). Tones are digits, 5 the neutral tone; ü is
    written ü; 一 and 不 keep their own tones. Characters that no dictionary reads stand for
    themselves.
    """
    simple = simplify(heading)
    syllables = [part for run in _HAN_RUN.findall(simple) for part in _dictionary_reading(run)]
    if kind is TermKind.PERSON:
        name = "".join(filter(is_han, simple))
        surname = surname_of(name)
        special = _table("surname").get(surname)
        if special and len(name) > len(surname):
            syllables[: len(surname)] = special.split()
    return tuple(syllables)


def has_own_reading(word: str) -> bool:
    """Tell whether the reading dictionary lists `word` as a whole."""
    return len(word) > 1 and word in _readings()


def parse_reading(reading: str) -> tuple[str, ...]:
    """Split an editor's reading, with tone marks or digits, into syllables with digits.

    ``"Zēng Gǒng"`` and ``"zeng1 gong3"`` both give ``("zeng1", "gong3")``.
    """
    from pypinyin.contrib.tone_convert import to_tone3

    return tuple(
        part if part[-1:].isdigit() else to_tone3(part, neutral_tone_with_five=True, v_to_u=True)
        for part in reading.lower().replace("v", "ü").split()
    )


def toned(syllables: tuple[str, ...]) -> str:
    """Write a reading with tone marks: ``zēng gǒng``."""
    return " ".join(map(_with_mark, syllables))


def _with_mark(syllable: str) -> str:
    known = _syllables().toned.get(syllable)
    if known or not _SYLLABLE.fullmatch(syllable):
        return known or syllable
    from pypinyin.contrib.tone_convert import to_tone

    marked: str = to_tone(syllable)
    return marked
