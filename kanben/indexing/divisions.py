"""Find counties, towns and villages that no gazetteer lists."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.chunks import stops
from kanben.indexing.gazetteer import is_generic
from kanben.indexing.passages import Passage
from kanben.indexing.sightings import Sighting
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_UNITS = ("省", "市", "区", "县", "镇", "乡", "村", "岛")
_FEATURES = ("湖", "江", "河", "山", "岭", "峡", "岛", "湾")
_FEATURE = 3
"""Characters of such a name: with two before the kind of feature."""
_AGAIN = 0.35
"""Three sightings prove it."""
_BEHIND = re.compile(f"(?:{_HAN}{{2}}[省市县州]|[，。、；\\s在到])({_HAN}{{2,3}}?[市县区镇乡])")


def find_unlisted_divisions(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield counties, towns and villages that no list has: an unknown word before 县, 镇, 村."""
    for passage in passages:
        row = (*passage.words, "")
        for word, after in pairwise(row):
            name = word + after if after in _UNITS else word
            body = name[:-1]
            known = words.tag(body) not in ("", "ns") or is_generic(body)
            if name[-1:] not in _UNITS or words.tag(name)[:2] not in ("", "nr") or known:
                continue
            if body.isalpha() and 2 <= len(body) <= 3 and not stops(body) and not stops(name):
                yield Sighting(name, TermKind.PLACE, 0.5, "division")


def find_features(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield lakes, rivers and hills that no list has, if they come up again and again: 白鹭湖."""
    for passage in passages:
        row = (*passage.words, "")
        for word, after in pairwise(row):
            name = word + after if after in _FEATURES else word
            body = name[:-1]
            if len(name) != _FEATURE or name[-1] not in _FEATURES or words.tag(name):
                continue
            if body.isalpha() and not (stops(body) or stops(name) or is_generic(body)):
                yield Sighting(name, TermKind.PLACE, _AGAIN, "feature")


def find_sundered_divisions(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield divisions that no list has and that stand behind a larger one: 海州市|望潮区."""
    for passage in passages:
        for found in _BEHIND.finditer(passage.text):
            body = found[1][:-1]
            parts = words.cut(body)
            whole = parts == [body] or all(len(part) == 1 for part in parts)
            if whole and words.tag(body) in ("", "ns") and not stops(body):
                yield Sighting(found[1], TermKind.PLACE, 0.6, "division")
