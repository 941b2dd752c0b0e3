"""Find the places of old novels: by the character that ends their names, by where people go."""

import re
from collections.abc import Iterator, Sequence

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.gazetteer import is_generic, is_place
from kanben.indexing.passages import Passage
from kanben.indexing.sightings import Sighting
from kanben.indexing.stories import tells_a_story
from kanben.indexing.vocabulary import alternatives, listed
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_GOES = re.compile(
    f"(?:^|[。！？；：，、」』”\\s]|{alternatives('story', 'to')})"
    f"({_HAN}{{1,3}}?(?:{alternatives('story', 'places')}))(?!{_HAN}?[人氏])"
)
_NATIVE = re.compile(f"({_HAN}{{2}})({_HAN}{{2}})?人(?:也|氏|，姓)")


def _is_place_name(name: str) -> bool:
    if any(char in listed("story", "no_place") for char in name[:-1]):
        return False
    kind = words.tag(name)
    if kind:
        return kind == "ns" and not is_generic(name)
    body = name[:-1]
    if name[-1] in listed("story", "weak_places"):
        return len(body) > 1 and not words.tag(body)
    return len(body) > 1 or not words.tag(name)


def find_story_places(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield the places of a text that tells a story in the old manner; of others, none."""
    if not tells_a_story(passages):
        return
    for passage in passages:
        for found in _GOES.finditer(passage.text):
            if _is_place_name(found[1]):
                yield Sighting(found[1], TermKind.PLACE, 0.5, "journey")
        for found in _NATIVE.finditer(passage.text):
            for place in filter(None, found.groups()):
                known = words.tag(place)
                odd = any(char in listed("story", "no_place") for char in place)
                if is_place(place) or not (known or odd):
                    yield Sighting(place, TermKind.PLACE, 0.6, "native")
