"""Read headings aloud: toned pinyin, character by character, in the word they stand in."""

import re
from functools import cache

from kanben.characters import HAN_RANGES, is_han
from kanben.manuscript.index import TermKind
from kanben.names import surname_of
from kanben.simplified import simplify
from kanben.tables import read_text

_HAN_RUN = re.compile(f"[{HAN_RANGES}]+")
_SYLLABLE = re.compile(r"[a-zü]+[1-5]?")
_WITHOUT_SANDHI = {"一": "yi1", "不": "bu4"}


@cache
def _table(kind: str) -> dict[str, str]:
    rows = (line.split("\t") for line in read_text("readings.tsv").splitlines() if line[0] != "#")
    return {word: reading for row, word, reading in rows if row == kind}


@cache
def _load_places() -> None:
    """Teach pypinyin the place names and words it misreads."""
    from pypinyin import load_phrases_dict
    from pypinyin.contrib.tone_convert import to_tone

    phrases = {**_table("place"), **_table("word")}
    load_phrases_dict(
        {
            word: [[to_tone(syllable)] for syllable in reading.split()]
            for word, reading in phrases.items()
        }
    )


def _dictionary_reading(text: str) -> list[str]:
    from pypinyin import Style, pinyin

    _load_places()
    rows = pinyin(text, Style.TONE3, neutral_tone_with_five=True, v_to_u=True)
    syllables = [row[0] for row in rows]
    if len(syllables) != len(text):
        syllables = [_single_reading(char) for char in text]
    return [
        _WITHOUT_SANDHI.get(char, syllable) for char, syllable in zip(text, syllables, strict=True)
    ]


def _single_reading(char: str) -> str:
    """Read a character alone; pypinyin runs those it cannot read together."""
    from pypinyin import Style, pinyin

    return pinyin(char, Style.TONE3, neutral_tone_with_five=True, v_to_u=True)[0][0]


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
    from pypinyin.phrases_dict import phrases_dict

    return word in phrases_dict


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
    from pypinyin.contrib.tone_convert import to_tone

    return " ".join(
        to_tone(syllable) if _SYLLABLE.fullmatch(syllable) else syllable for syllable in syllables
    )
