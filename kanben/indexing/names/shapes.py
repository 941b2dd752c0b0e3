"""Find names by their shape alone: fairs 广交会, unions 东盟, foreigners 乔治·奥威尔."""

import re
from collections.abc import Iterator, Sequence

from kanben.characters import HAN_RANGES
from kanben.indexing.text.gazetteer import is_place
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import alternatives
from kanben.manuscript.index import TermKind
from kanben.names import TRANSLITERATING

_FAIR = re.compile(f"[{HAN_RANGES}](?:博|交|洽|贸)会(?![{HAN_RANGES}]?[员议面])")
_NO_FAIR = ("社交会", "外交会", "成交会", "提交会")
_FOREIGN = re.compile(f"[{HAN_RANGES}]{{1,6}}(?:[·•‧・∙][{HAN_RANGES}]{{1,8}})+")
_DOTS = re.compile("[·•‧・∙]")
_SOUNDED = 0.6
"""Share of characters that write sounds from which a part is foreign: lists of them are short."""
_BODY = re.compile(alternatives("organisation", "known"))


def find_events(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield fairs named by three characters."""
    for passage in passages:
        for found in _FAIR.finditer(passage.text):
            if found[0] not in _NO_FAIR:
                yield Sighting(found[0], TermKind.PROJECT, 1.0, "fair")


def find_foreigners(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield foreign persons whose names are written with a middle dot: 乔治·奥威尔."""
    for passage in passages:
        for found in _FOREIGN.finditer(passage.text):
            parts = _DOTS.split(found[0])
            if all(_sounds(part) and not is_place(part) for part in parts):
                yield Sighting(found[0], TermKind.PERSON, 1.0, "foreign")


def _sounds(part: str) -> bool:
    return sum(char in TRANSLITERATING for char in part) >= _SOUNDED * len(part)


def find_bodies(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield unions of states and high bodies by their usual short names."""
    for passage in passages:
        for found in _BODY.finditer(passage.text):
            yield Sighting(found[0], TermKind.ORGANISATION, 1.0, "known")
