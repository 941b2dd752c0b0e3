"""Find organisations, places and projects by the word that ends their names."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kanben import words
from kanben.characters import HAN_RANGES, is_han
from kanben.indexing.chunks import Chunk, chunk_before
from kanben.indexing.gazetteer import divisions, is_place, is_place_letters
from kanben.indexing.passages import Passage
from kanben.indexing.sightings import Sighting
from kanben.indexing.vocabulary import alternatives, listed
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_SUFFIX = re.compile(alternatives("suffix", "company", "organisation", "place", "project"))
_BRANCH = re.compile(
    f"[（(]{_HAN}{{2,8}}[）)](?:{_HAN}{{2,4}}部)?"
    f"|{_HAN}{{2,3}}?(?:{alternatives('suffix', 'branch')})"
)
_REGIONS = ("东部", "西部", "南部", "北部", "中部", "华东", "华南", "华北", "华中", "西南", "西北")


@cache
def _kind_of(suffix: str) -> TermKind:
    if suffix in listed("suffix", "place"):
        return TermKind.PLACE
    if suffix in listed("suffix", "project"):
        return TermKind.PROJECT
    return TermKind.ORGANISATION


def is_specific(chunk: Chunk) -> bool:
    """Tell whether a chunk names one thing: a place, an unknown word or a label is in it.

    Where the suffix says little (基地, 项目), that word has to come first.
    """
    inside = chunk.words[:-1]
    if "国家" in inside and chunk.words[-1] == "实验室":
        return True
    if chunk.words[-1] in listed("suffix", "weak"):
        return _is_proper(inside[0])
    return any(map(_is_proper, inside))


def _is_proper(word: str) -> bool:
    if not is_han(word[0]):
        return (word[0].isalnum() and not word.isdigit()) or word in "·—"
    kind = words.tag(word)
    known = is_place(word) or is_place_letters(word)
    return known or (len(word) > 1 and (not kind or kind in ("nt", "nz")))


def _is_company(chunk: Chunk) -> bool:
    """Tell whether a firm's name has a name: 正大集团, not 上市公司 or 科技公司."""
    inside = chunk.words[:-1]
    return chunk.words[-1] in listed("suffix", "company") and any(
        word not in listed("suffix", "trade") and word not in listed("suffix", "plain_firm")
        for word in inside
    )


def _with_branch(passage: Passage, end: int, chunk: Chunk) -> str:
    """Add what follows as a part of the institution: …学院（綦江校区）, …实验室重庆分部."""
    found = _BRANCH.match(passage.text, end)
    if not found:
        return chunk.text
    inner = re.sub("[（()）]|" + alternatives("suffix", "branch"), "", found[0])
    of_place = is_place(inner) or inner in _REGIONS or inner[:2] in divisions()
    return chunk.text + found[0] if of_place else chunk.text


def find_institutions(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield names that end in 公司, 学院, 产业园, 项目, … and say which one."""
    for passage in passages:
        for found in _SUFFIX.finditer(passage.text):
            chunk = chunk_before(passage.text, found.end(), found[0])
            if chunk is None:
                continue
            kind = _kind_of(found[0])
            if is_specific(chunk) or _is_company(chunk):
                yield Sighting(chunk.text, kind, 1.0, "suffix")
                if kind is TermKind.ORGANISATION:
                    whole = _with_branch(passage, found.end(), chunk)
                    if whole != chunk.text:
                        yield Sighting(whole, kind, 1.0, "branch")
