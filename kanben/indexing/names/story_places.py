"""Find the places of old novels: by the character that ends their names, by where people go."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.cutting.gazetteer import is_generic, is_place
from kanben.indexing.cutting.passages import Passage
from kanben.indexing.cutting.vocabulary import alternatives, listed, members
from kanben.indexing.merging.sightings import Sighting
from kanben.indexing.names.stories import is_full_name
from kanben.manuscript.index import TermKind
from kanben.names import COMPOUND_SURNAMES

_HAN = f"[{HAN_RANGES}]"
_ENDS = f"(?:{alternatives('story', 'places')})"
_GOES = re.compile(
    f"(?:(?P<to>{alternatives('story', 'to')})|^|[。！？；：，、」』”\\s])"
    f"(?=(?P<name>{_HAN}{{1,3}}?{_ENDS}{{1,2}})(?!{_HAN}?[人氏]))"
)
_NATIVE = re.compile(f"({_HAN}{{2}})({_HAN}{{2}})?人(?:也|氏|，姓)")
_JOURNEY, _MENTION = 0.6, 0.2
"""Weight of a name where somebody goes to it, and of every other mention of it."""
_STAYS = ("于", "至", "投", "到", "往", "赴", "屯", "守", "奔")
_LEAVES = ("，", "。", "；", "、", "来", "去", "而", "安")


def _is_odd(name: str) -> bool:
    return not members("story", "no_place").isdisjoint(name)


def _is_place_name(name: str) -> bool:
    if _is_odd(name[:-1]):
        return False
    kind = words.tag(name)
    if kind:
        return kind == "ns" and not is_generic(name)
    body = name[:-1]
    if name[-1] in listed("story", "weak_places"):
        return len(body) > 1 and not words.tag(body) and not is_full_name(body)
    return True


def _journeys(passage: Passage) -> Iterator[Sighting]:
    """Yield what ends like a place after a verb of going: 投虎牢关."""
    for found in _GOES.finditer(passage.text):
        if found["to"] and _is_place_name(found["name"]):
            yield Sighting(found["name"], TermKind.PLACE, _JOURNEY, "journey")


def _natives(passage: Passage) -> Iterator[Sighting]:
    """Yield where people are from: 琅琊阳都人也."""
    for found in _NATIVE.finditer(passage.text):
        for place in filter(None, found.groups()):
            if is_place(place) or not (words.tag(place) or _is_odd(place)):
                sure = is_place(place) or place.endswith(("州", "郡", "县"))
                yield Sighting(place, TermKind.PLACE, 1.0 if sure else 0.6, "native")


def _is_unknown(word: str) -> bool:
    return len(word) == 2 and not words.tag(word) and not _is_odd(word)


def _known(passage: Passage) -> Iterator[Sighting]:
    """Yield places of the dictionary, and unknown words where armies go: 屯于广宗."""
    row = ("", *passage.words, "")
    for before, word, after in zip(row, row[1:], row[2:], strict=False):
        common = is_generic(word) or word in members("story", "common")
        if len(word) < 2 or word[:2] in COMPOUND_SURNAMES or common:
            continue
        goes = before.endswith(listed("story", "to"))
        if words.tag(word) == "ns" and len(after) == 1 and after in listed("story", "places"):
            yield Sighting(word + after, TermKind.PLACE, 0.5 if goes else 0.2, "dictionary")
            continue
        if words.tag(word) == "ns" and (
            word[-1] not in listed("story", "places") or _is_place_name(word)
        ):
            yield Sighting(word, TermKind.PLACE, 0.6 if goes else 0.4, "dictionary")
        elif before in _STAYS and after in _LEAVES and _is_unknown(word):
            yield Sighting(word, TermKind.PLACE, 0.5, "stay")


def find_story_places(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield the places of a text that tells a story in the old manner.

    A name that was once seen where people go gains from every other place it stands in.
    """
    text = "\n".join(passage.text for passage in passages)
    journeys: Counter[str] = Counter()
    for passage in passages:
        journeys.update(sighting.form for sighting in _journeys(passage))
        yield from _natives(passage)
        yield from _known(passage)
    for name, count in journeys.items():
        others = text.count(name) - count
        yield Sighting(name, TermKind.PLACE, _JOURNEY * count + _MENTION * others, "journey")
