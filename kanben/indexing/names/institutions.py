"""Find organisations, places and projects by the word that ends their names."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache

from kanben import words
from kanben.characters import HAN_RANGES, is_han
from kanben.indexing.text.chunks import Chunk, chunk_before
from kanben.indexing.text.gazetteer import divisions, is_generic, is_place, is_place_letters
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import alternatives, listed, members
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_SUFFIX = re.compile(alternatives("suffix", "company", "organisation", "place", "project"))
_DEPARTMENT = re.compile(
    f"(?P<unit>[省市县区州])(?P<name>(?:{alternatives('suffix', 'department')})(?:局|厅|委员会|委))"
)
_BRANCH = re.compile(
    f"[（(]{_HAN}{{2,8}}[）)](?:{_HAN}{{2,4}}部)?"
    f"|{_HAN}{{2,3}}?(?:{alternatives('suffix', 'branch')})"
)
_BY_FREQUENCY = 0.3
"""Weight of a name without a proper word in it: four sightings prove it."""
_NATIONAL = 3
"""Words with which 国家…基地 is the name of one thing."""
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

    Where the suffix says little (基地, 项目), a place or a label has to come first.
    """
    inside = chunk.words[:-1]
    if "国家" in inside and (chunk.words[-1] == "实验室" or len(inside) > _NATIONAL):
        return True
    if chunk.words[-1] in listed("suffix", "weak"):
        if any(word.endswith(_named()) for word in inside[1:]):
            return False
        return _is_placed(inside[0]) or (inside[0].isascii() and inside[0].isalpha())
    abroad = inside[0] == "中" and inside[1:2] and inside[1] in listed("chunk", "countries")
    return bool(abroad) or any(map(_is_proper, inside))


@cache
def _named() -> tuple[str, ...]:
    """Return the ends of projects' names that need no other: …海底光缆|东部枢纽."""
    weak = listed("suffix", "weak")
    return tuple(suffix for suffix in listed("suffix", "project") if suffix not in weak)


def _is_placed(word: str) -> bool:
    if word == "中国" or word in listed("organisation", "known"):
        return True
    return (is_place(word) and not is_generic(word)) or is_place_letters(word)


def _is_proper(word: str) -> bool:
    if not is_han(word[0]):
        return (word[0].isalnum() and not word.isdigit()) or word in "·—"
    if word in listed("suffix", "common"):
        return False
    kind = words.tag(word)
    return _is_placed(word) or (len(word) > 1 and (not kind or kind in ("nt", "nz")))


def _is_company(chunk: Chunk) -> bool:
    """Tell whether a firm's name has a name: 远望集团, not 上市公司 or 科技公司."""
    if chunk.words[-2] in listed("suffix", "no_firm"):
        return False
    plain = listed("suffix", "business") + listed("suffix", "plain_firm")
    return any(word not in plain for word in chunk.words[:-1])


def _is_plain(chunk: Chunk) -> bool:
    """Tell whether a firm's name is made of common nouns alone: 利益集团."""
    company = chunk.words[-1] in listed("suffix", "company")
    return company and all(
        words.tag(word) in ("n", "vn", "v") and not is_place(word) for word in chunk.words[:-1]
    )


def _is_new_word(chunk: Chunk) -> bool:
    """Tell whether only a word no dictionary has makes a zone one: 绿电产业园."""
    if chunk.words[-1] not in members("suffix", "zone"):
        return False
    proper = [word for word in chunk.words[:-1] if _is_proper(word)]
    return all(is_han(word[0]) and not words.tag(word) and not _is_placed(word) for word in proper)


def _names_one(chunk: Chunk) -> bool:
    if chunk.words[-1] in listed("suffix", "company"):
        return _is_company(chunk)
    return is_specific(chunk)


def _may_name_one(chunk: Chunk) -> bool:
    """Tell whether a chunk without a proper word names one thing if it comes up again and again.

    南部湖区, 东部沿海公路
    """
    suffix = chunk.words[-1]
    vague = listed("chunk", "leading") + listed("subject", "vague") + listed("suffix", "plain_firm")
    few = suffix in listed("suffix", "weak") or suffix in listed("suffix", "company")
    return not few and len(chunk.text) > 4 and not any(word in vague for word in chunk.words[:-2])


def _is_whole(passage: CutText, start: int, end: int) -> bool:
    """Tell whether a suffix is made of whole words: 高中|学校 has no 中学."""
    first = bisect(passage.starts, start) - 1
    begun = passage.starts[first] < start and words.tag(passage.words[first])
    if begun and passage.starts[first] + len(passage.words[first]) < end:
        return False
    last = bisect(passage.starts, end - 1) - 1
    crosses = passage.starts[last] + len(passage.words[last]) > end
    return not crosses or passage.starts[last] <= start


def _with_branch(passage: CutText, end: int, chunk: Chunk) -> str:
    """Add what follows as a part of the institution: …学院（宁海校区）, …实验室南方分部."""
    found = _BRANCH.match(passage.text, end)
    if not found:
        return chunk.text
    inner = re.sub("[（()）]|" + alternatives("suffix", "branch"), "", found[0])
    of_place = is_place(inner) or inner in _REGIONS or inner[:2] in divisions()
    return chunk.text + found[0] if of_place else chunk.text


def find_departments(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield departments of a government: 云岭县交通运输局, 市发展改革委."""
    for passage in passages:
        for found in _DEPARTMENT.finditer(passage.text):
            chunk = chunk_before(passage, found.start("unit") + 1, found["unit"])
            whole = chunk and len(chunk.text) > 2 and is_specific(chunk)
            place = chunk.text if chunk and whole else found["unit"]
            yield Sighting(place + found["name"], TermKind.ORGANISATION, 1.0, "department")


def find_institutions(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield names that end in 公司, 学院, 产业园, 项目, … and say which one."""
    for passage in passages:
        for found in _SUFFIX.finditer(passage.text):
            if not _is_whole(passage, *found.span()):
                continue
            chunk = chunk_before(passage, found.end(), found[0])
            if chunk is None:
                continue
            kind = _kind_of(found[0])
            if not _names_one(chunk):
                if _may_name_one(chunk):
                    yield Sighting(chunk.text, kind, _BY_FREQUENCY, "suffix")
                continue
            doubtful = chunk.doubtful or _is_plain(chunk) or _is_new_word(chunk)
            yield Sighting(chunk.text, kind, 0.5 if doubtful else 1.0, "suffix")
            if kind is TermKind.ORGANISATION:
                whole = _with_branch(passage, found.end(), chunk)
                if whole != chunk.text:
                    yield Sighting(whole, kind, 1.0, "branch")
