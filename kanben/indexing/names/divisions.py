"""Find counties, towns and villages that no gazetteer lists."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.gazetteer import is_generic
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import MEMORY
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_UNITS = ("省", "市", "区", "县", "镇", "乡", "村", "岛")
_FEATURES = ("湖", "江", "河", "山", "岭", "峡", "岛", "湾")
_FEATURE = 3
"""Characters of such a name: with two before the kind of feature."""
_AGAIN = 0.35
"""Three sightings prove it."""
_BEHIND = re.compile(f"(?:{_HAN}{{2}}[省市县州]|[，。、；\\s在到])({_HAN}{{2,3}}?[市县区镇乡])")


def _ending(passage: CutText, ends: Collection[str]) -> Iterator[str]:
    """Yield words that end in one of `ends`, whether the cutting parted them from it or not."""
    for word, after in pairwise((*passage.words, "")):
        if after in ends:
            yield word + after
        elif word[-1] in ends:
            yield word


def find_unlisted_divisions(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield counties, towns and villages that no list has: an unknown word before 县, 镇, 村."""
    for passage in passages:
        for name in _ending(passage, _UNITS):
            if _may_be_division(name):
                yield Sighting(name, TermKind.PLACE, 0.5, "unlisted")


@lru_cache(maxsize=MEMORY)
def _may_be_division(name: str) -> bool:
    body = name[:-1]
    if not body.isalpha() or len(body) not in (2, 3) or words.tag(name)[:2] not in ("", "nr"):
        return False
    return _is_unknown(body) and not stops(name)


def _is_unknown(body: str) -> bool:
    return words.tag(body) in ("", "ns") and not is_generic(body) and not stops(body)


def find_features(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield lakes, rivers and hills that no list has, if they come up again and again: 白鹭湖."""
    for passage in passages:
        for name in _ending(passage, _FEATURES):
            if len(name) == _FEATURE and _may_be_feature(name):
                yield Sighting(name, TermKind.PLACE, _AGAIN, "feature")


@lru_cache(maxsize=MEMORY)
def _may_be_feature(name: str) -> bool:
    body = name[:-1]
    common = stops(body) or stops(name) or is_generic(body)
    return body.isalpha() and not words.tag(name) and not common


def find_sundered_divisions(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield divisions that no list has and that stand behind a larger one: 海州市|望潮区."""
    for passage in passages:
        for found in _BEHIND.finditer(passage.text):
            body = found[1][:-1]
            parts = words.cut(body)
            whole = parts == [body] or all(len(part) == 1 for part in parts)
            ends = found.end() == len(passage.text) or found.end() in passage.starts
            if whole and ends and _is_unknown(body):
                yield Sighting(found[1], TermKind.PLACE, 0.6, "unlisted")
