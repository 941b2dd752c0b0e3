"""Find persons of modern prose: by office, by byline, by what they say."""

import re
from collections.abc import Iterator, Sequence

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.credits import ROLES, alternatives
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.passages import CutText, words_and_pairs
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import listed
from kanben.manuscript.index import TermKind
from kanben.names import TITLES, surname_of

_HAN = f"[{HAN_RANGES}]"
_OFFICES = "|".join(
    sorted({*TITLES, *listed("person", "offices")}, key=lambda office: (-len(office), office))
)
_AFTER_OFFICE = re.compile(f"(?:{_OFFICES})[ 　:：]?(?={_HAN})")
_BEFORE_OFFICE = re.compile(f"(?:{_OFFICES})")
_BYLINE = re.compile(
    f'(?:^|[\\s（(。”"!！])(?:{alternatives(ROLES)})'
    f"[/／:：\\s　]+({_HAN}{{2,4}}(?:[ 　、]{_HAN}{{2,4}})*)"
)
_NO_ENDING = frozenset("说称谈问答等在是也就还将率的")
"""Before a mark they are no part of the name: 欧阳青|说，."""
_SPACE = re.compile("[ 　]+")
_OFFICE = re.compile(f"{_OFFICES}|政府|委员会|区委|市委|县委|省委")
_LONGEST_HEADLINE = 60
"""Characters of a line that only names who wrote or signed."""
_EVERYDAY = 1_500
"""Frequency in the dictionary from which a word is too common to be a given name."""
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


def _is_common_given(given: str) -> bool:
    """Tell whether what follows the surname is an everyday word: 和|其他, 国|成果."""
    kind = words.tag(given)
    common = len(given) > 1 and words.frequency(given) > _EVERYDAY
    return common and not kind.startswith(("nr", "ns", "a"))


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
        if given == 2 and name[-1] in _NO_ENDING and length == room:
            continue
        if given == 2 and surname in listed("person", "rare"):
            continue
        if length > room or _is_common(name) or _is_common_given(name[len(surname) :]):
            continue
        rest = text[start + length :]
        if _OFFICE.match(rest):
            continue
        if length == room or rest.startswith(listed("person", "sayings")) or length in ends:
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


def find_persons(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield persons named after or before an office, or in a byline."""
    for passage in passages:
        text = passage.text
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
        yield from _in_headlines(text)
        yield from _among_words(passage)


def _among_words(passage: CutText) -> Iterator[Sighting]:
    """Yield words in the shape of a name that speak, or follow a trade: 焊工魏长庚."""
    ends: dict[int, str] = {}
    for word, start in words_and_pairs(passage):
        before = ends.get(start, "")
        ends[start + len(word)] = word
        given = word[len(surname_of(word)) :]
        if word == given or len(given) not in (1, 2) or not _is_unknown_name(word, given):
            continue
        weight = 0.0
        if len(before) > 1 and before.endswith(listed("person", "trades")):
            noun = words.tag(before) in ("n", "nr", "") or before.endswith("工")
            weight += (0.6 if len(word) < 3 else 1.0) if noun else 0.0
        if passage.text.startswith(listed("person", "speaks"), start + len(word)):
            weight += 0.6
        if weight:
            yield Sighting(word, TermKind.PERSON, weight, "trade")


def _is_unknown_name(word: str, given: str) -> bool:
    rare = len(given) == 2 and word[0] in listed("person", "rare")
    plain = not rare and given.isalpha() and not stops(given)
    return plain and not words.tag(word) and not _is_common_given(given)


def _in_headlines(text: str) -> Iterator[Sighting]:
    """Yield names set apart by spaces in a line of offices: 宁海区委 周安平 区长 林远."""
    parts = _SPACE.split(text.strip())
    if len(parts) < 2 or len(text) > _LONGEST_HEADLINE or not _OFFICE.search(text):
        return
    for part in parts:
        surname = surname_of(part)
        fits = surname and 1 <= len(part) - len(surname) <= 2 and not _is_common(part)
        if fits and not _OFFICE.search(part):
            yield Sighting(part, TermKind.PERSON, 1.0, "headline")
