"""Find fairs and bodies that go by a short name: 广交会, 东盟."""

import re
from collections.abc import Iterator, Sequence

from kanben.characters import HAN_RANGES
from kanben.indexing.passages import Passage
from kanben.indexing.sightings import Sighting
from kanben.indexing.vocabulary import alternatives
from kanben.manuscript.index import TermKind

_FAIR = re.compile(f"[{HAN_RANGES}](?:博|交|洽|贸)会(?![{HAN_RANGES}]?[员议面])")
_NO_FAIR = ("社交会", "外交会", "成交会", "提交会")
_BODY = re.compile(alternatives("organisation", "known"))


def find_events(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield fairs named by three characters."""
    for passage in passages:
        for found in _FAIR.finditer(passage.text):
            if found[0] not in _NO_FAIR:
                yield Sighting(found[0], TermKind.PROJECT, 1.0, "fair")


def find_bodies(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield unions of states and high bodies by their usual short names."""
    for passage in passages:
        for found in _BODY.finditer(passage.text):
            yield Sighting(found[0], TermKind.ORGANISATION, 1.0, "known")
