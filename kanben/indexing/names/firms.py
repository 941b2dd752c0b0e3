"""Find firms by their short names: 远望科技, and those named in one list with them."""

import re
from collections.abc import Iterator, Sequence

from kanben import words
from kanben.characters import HAN_RANGES, is_han
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.gazetteer import is_place
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import alternatives
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_TRADES = re.compile(alternatives("suffix", "trade"))
_ENDS = re.compile(
    f"$|[^{HAN_RANGES}]|等|和|与|及|是|在|已|为|将|于|的|董事|总经理|负责人|相关负责人"
)
_LIST = re.compile(f"({_HAN}{{2,14}}(?:、{_HAN}{{2,14}}?)+)(?=等|和|为代表|[，。；,;]|$)")
_CALLED_FIRMS = re.compile(
    f"({_HAN}{{2,14}}(?:、{_HAN}{{2,14}}?)+)等"
    f"(?:[多余]?[0-9一二三四五六七八九十百]*余?家)?(?:{_HAN}{{2}})?(?:企业|公司|品牌)"
)
_INTRODUCES = re.compile(
    "^.*?(?:以|引进|引进了|落户|入驻|包括|吸引|支持|培育|扶持|集聚|涌现出|如|及|和|与|由)(?=..)"
)
_LONGEST = 9
"""Characters of the longest short name: four of the firm's own, and its trade."""


def _brand_before(passage: CutText, start: int) -> str:
    """Return the unknown word that ends at `start`; empty if the dictionary knows it."""
    for word, first in zip(passage.words, passage.starts, strict=True):
        if first + len(word) == start:
            unknown = not words.tag(word) and 2 <= len(word) <= 3 and all(map(is_han, word))
            return word if unknown and not stops(word) else ""
        if first >= start:
            break
    return ""


def find_firms(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield an unknown word before a trade, and what shares a list with such a name."""
    names: set[str] = set()
    for passage in passages:
        for found in _TRADES.finditer(passage.text):
            brand = _brand_before(passage, found.start())
            if brand and _ENDS.match(passage.text, found.end()):
                names.add(brand + found[0])
                yield Sighting(brand + found[0], TermKind.ORGANISATION, 1.0, "trade")
    for passage in passages:
        for found in _LIST.finditer(passage.text):
            items = [_INTRODUCES.sub("", item) for item in found[1].split("、")]
            if names.intersection(items):
                yield from map(_listed, filter(_fits, items))


def find_named_firms(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield what a list calls firms: 引进蓝鲸动漫、远帆科技等企业46家."""
    for passage in passages:
        for found in _CALLED_FIRMS.finditer(passage.text):
            items = [_INTRODUCES.sub("", item) for item in found[1].split("、")]
            yield from map(_listed, filter(_fits, items))


def _fits(item: str) -> bool:
    known = words.tag(item)
    return 2 <= len(item) <= _LONGEST and not known and not is_place(item)


def _listed(item: str) -> Sighting:
    return Sighting(item, TermKind.ORGANISATION, 1.0, "list")
