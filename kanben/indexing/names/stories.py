"""Find the persons of old novels: by introductions, speech, deeds and offices."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.cutting.passages import Passage, words_and_pairs
from kanben.indexing.cutting.vocabulary import MEMORY, alternatives, listed, members
from kanben.indexing.merging.sightings import Sighting
from kanben.manuscript.index import TermKind
from kanben.names import surname_of

_HAN = f"[{HAN_RANGES}]"
_CLAUSE = "(?:^|(?<=[。！？；：，、」』”\\s「『“]))"
_SPEECH = f"(?:{alternatives('story', 'speech')})"
_MANNER = f"(?:{alternatives('story', 'manner')})"
_SPEAKS = re.compile(f"{_CLAUSE}({_HAN}{{2,4}}?){_MANNER}{{0,5}}{_SPEECH}[：:，「“]")
_QUOTED_SPEECH = re.compile(f"{_SPEECH}[：:，]?[「『“]|{_SPEECH}[：:]")
_INTRODUCED = re.compile(
    f"姓({_HAN}{{1,2}})，?(?:双)?名({_HAN}{{1,2}})(?:，?(?:表)?字({_HAN}{{2}}))?"
)
_STYLED = re.compile(f"({_HAN}{{2,6}})，?(?:表)?字({_HAN}{{2}})(?=[，。、；])")
_RESTYLED = re.compile(f"字({_HAN}{{2}})，后?(?:改|更字)({_HAN}{{2}})")
_CALLED = re.compile(
    f"(?:唤做|唤作|叫做|叫作|名唤|名叫|姓名|乃是|便是)({_HAN}{{2,3}})([，。、；！])?"
)
_ORDAINED = re.compile(
    f"{_CLAUSE}({_HAN}{{2}})({alternatives('story', 'orders')})"
    f"(?={_MANNER}{{0,5}}{_SPEECH}|[，、。])"
)
_SPEECH_WEIGHT, _MENTION = 0.5, 0.1
_SPEECHES_PER_1000 = 0.5
"""Speeches in so many characters that make a text a story; news and reports have none."""
_SURE_SPEECHES = 3
"""Speeches that make a name of a word the dictionary knows (行者)."""


def tells_a_story(passages: Sequence[Passage]) -> bool:
    """Tell whether people speak in the manner of old novels: 某曰：「…」, 某道：「…」."""
    characters = sum(len(passage.text) for passage in passages)
    speeches = sum(len(_QUOTED_SPEECH.findall(passage.text)) for passage in passages)
    return speeches * 1000 > characters * _SPEECHES_PER_1000


@lru_cache(maxsize=MEMORY)
def is_full_name(name: str) -> bool:
    """Tell whether a word has the shape of a full name: surname, one or two characters of none."""
    surname = surname_of(name)
    given = name[len(surname) :]
    plain = (members("story", "no_name") - members("story", "may_name")).isdisjoint(given)
    if name in members("story", "common") or given in members("story", "offices"):
        return False
    if len(given) == 2 and surname in listed("person", "rare"):
        return False
    known = len(surname) < 2 and words.tag(name)[:2] not in ("", "nr")
    return bool(surname) and given.isalpha() and len(given) in (1, 2) and plain and not known


def _names_in(passage: Passage) -> Iterator[tuple[str, int]]:
    """Yield full names among the words of a passage, freed of what the cutting left on them."""
    for word, start in words_and_pairs(passage):
        if not 2 <= len(word) <= 4:
            continue
        for first, last in ((0, len(word)), (0, len(word) - 1), (1, len(word)), (2, len(word))):
            name = word[first:last]
            if len(name) > 1 and is_full_name(name):
                skip = _skipped(passage.text, start + first, name)
                yield name[skip:], start + first + skip
                break


def _skipped(text: str, start: int, name: str) -> int:
    """Return 1 if the first character belongs to the word before: 刺|史刘表, 汝|南陈翔."""
    joined = text[start - 1 : start + 1] if start else ""
    single = len(name) > 2 and len(surname_of(name)) == 1
    return int(single and bool(words.tag(joined)) and is_full_name(name[1:]))


def _evidence(passage: Passage, name: str, start: int) -> float:
    """Weigh one occurrence: an office before it, a deed after it, a deed done to it."""
    text, end = passage.text, start + len(name)
    before, after = text[max(0, start - 3) : start], text[end : end + 1]
    if before.endswith(listed("story", "offices")):
        return 1.0
    weight = 0.0
    opens = not before or not before[-1].isalnum()
    if after in members("story", "deeds"):
        weight += 0.5 if opens else 0.2
    if before.endswith(listed("story", "takes")):
        weight += 0.2
    if after == "、" or before.endswith("、"):
        weight += 0.3
    return weight


def _full_names(passages: Sequence[Passage]) -> Iterator[Sighting]:
    text = "\n".join(passage.text for passage in passages)
    whole: dict[str, str] = {}
    seen: set[str] = set()
    for passage in passages:
        for name, start in _names_in(passage):
            if name not in whole:
                whole[name] = _trimmed(name, text)
            weight = _evidence(passage, whole[name], start + name.index(whole[name]))
            if weight:
                seen.add(whole[name])
                yield Sighting(whole[name], TermKind.PERSON, weight, "deed")
    for name in seen:
        yield Sighting(name, TermKind.PERSON, _MENTION * text.count(name), "mention")


def _trimmed(name: str, text: str) -> str:
    """Return the part of a name of three characters that the text uses more: 龚景|牒."""
    if len(name) != len(surname_of(name)) + 2:
        return name
    return max(
        (name, *(part for part in (name[:-1], name[1:]) if is_full_name(part))), key=text.count
    )


def _servants(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield unknown words of two characters after an office or a kinship: 丫鬟翠墨."""
    for passage in passages:
        for before, word in pairwise(passage.words):
            unknown = len(word) == 2 and not words.tag(word)
            plain = members("story", "no_name").isdisjoint(word)
            if unknown and plain and before in members("story", "offices"):
                yield Sighting(word, TermKind.PERSON, 0.5, "office")


def _speakers(passages: Sequence[Passage]) -> Iterator[Sighting]:
    text = "\n".join(passage.text for passage in passages)
    counts: Counter[str] = Counter()
    for passage in passages:
        counts.update(found[1] for found in _SPEAKS.finditer(passage.text))
    for name, count in counts.items():
        if _is_speaker(name, count):
            weight = _SPEECH_WEIGHT * count + _MENTION * text.count(name)
            yield Sighting(name, TermKind.PERSON, weight, "speech")


def _is_speaker(name: str, count: int) -> bool:
    if name in listed("story", "common") or len(name) > 3:
        return False
    kind = words.tag(name)
    if kind and not kind.startswith("nr"):
        return count >= _SURE_SPEECHES
    if not members("story", "no_name").isdisjoint(name[1:]):
        return False
    return name[0] not in members("story", "no_name") or is_full_name(name)


def _last_name(text: str) -> str:
    """Return the full name that a text ends with: 刺史|刘表; empty if it ends with none."""
    for length in (4, 3, 2):
        name = text[-length:]
        if len(name) == length and is_full_name(name):
            return name[_skipped(text, len(text) - length, name) :]
    return ""


def _first_name(text: str) -> str:
    return next((text[:length] for length in (3, 2) if is_full_name(text[:length])), "")


def introductions(passages: Sequence[Passage]) -> dict[str, str]:
    """Return courtesy names with the full names they stand for: 玄德 → 刘备."""
    styles: dict[str, str] = {}
    for passage in passages:
        for found in _INTRODUCED.finditer(passage.text):
            if found[3]:
                styles[found[3]] = found[1] + found[2]
        for found in _STYLED.finditer(passage.text):
            name = _last_name(found[1])
            if name and not found[1].startswith("名"):
                styles.setdefault(found[2], name)
        for found in _RESTYLED.finditer(passage.text):
            if found[1] in styles:
                styles[found[2]] = styles[found[1]]
    return styles


def _introduced(passages: Sequence[Passage]) -> Iterator[Sighting]:
    for passage in passages:
        for found in _INTRODUCED.finditer(passage.text):
            yield Sighting(found[1] + found[2], TermKind.PERSON, 1.0, "introduction")
        for found in _CALLED.finditer(passage.text):
            name = found[1] if found[2] else _first_name(found[1])
            if surname_of(name):
                yield Sighting(name, TermKind.PERSON, 1.0, "introduction")
        for found in _ORDAINED.finditer(passage.text):
            if not any(char in listed("story", "no_name") for char in found[1]):
                yield Sighting(found[1] + found[2], TermKind.PERSON, 1.0, "order")
    for style, name in introductions(passages).items():
        yield Sighting(name, TermKind.PERSON, 1.0, "introduction")
        yield Sighting(style, TermKind.PERSON, 1.0, "introduction")


def _surnames_with_styles(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield 关公, 何太后, 薛姨妈: a surname before a style of address."""
    styles = listed("story", "styles")
    for passage in passages:
        for word in passage.words:
            surname = surname_of(word)
            if surname and word[len(surname) :] in styles and words.tag(word)[:2] in ("", "nr"):
                yield Sighting(word, TermKind.PERSON, 0.5, "style")


def find_story_persons(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield the persons of a text that tells a story in the old manner."""
    yield from _introduced(passages)
    yield from _full_names(passages)
    yield from _servants(passages)
    yield from _speakers(passages)
    yield from _surnames_with_styles(passages)
