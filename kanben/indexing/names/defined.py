"""Find terms that a text defines or glosses, eponyms, and names written in Latin letters."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kanben.characters import HAN_RANGES
from kanben.indexing.cutting.chunks import stops
from kanben.indexing.cutting.passages import Passage
from kanben.indexing.cutting.vocabulary import alternatives
from kanben.indexing.merging.sightings import Sighting
from kanben.manuscript.index import TermKind
from kanben.names import TRANSLITERATING

_HAN = f"[{HAN_RANGES}]"
_GLOSSED = re.compile(r"[”」》]?\s?[（(](?:英[语文][:：]\s*)?[A-Za-z][A-Za-z0-9 ,.;\-/'’]{1,60}[）)]")
_QUOTED = re.compile("[“「]([^“”「」。，、！？；]{2,12})[”」]")
_CALLED = re.compile(
    f"(?:称为|称作|称之为|叫做|叫作|名为|被称为|记作|简称|简称为|通称|统称|又称|亦称|即所谓|所谓的?|术语)[“「]?({_HAN}{{2,10}})(?=[”」，。；、：（(. ,;])"
)
_MEANT = re.compile(f"(?:^|[。；，])[“「]?({_HAN}{{2,8}})[”」]?(?:是指|指的是|意味着|定义为|的定义)")
_HEADS = alternatives("science", "heads")
_SOUND = "".join(sorted(TRANSLITERATING))
_EPONYM = re.compile(
    f"(?:[A-Z][A-Za-z]+(?:[-–—]+[A-Z][A-Za-z]+)*\\s?|[{_SOUND}]{{2,6}}(?:[-–—·][{_SOUND}]{{2,6}})*)"
    f"(?:{_HAN}{{0,3}}?(?:{_HEADS}))"
)
_LATIN = re.compile(
    r"(?<![A-Za-z0-9.\-])[A-Za-z][A-Za-z0-9]*(?:[-+.][A-Za-z0-9]+)*(?: [A-Z0-9][A-Za-z0-9]*){0,2}(?![A-Za-z])"
)
_SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z'’\-]*[ ,.;]+){3,}[A-Za-z]+")
_PLAIN_LATIN = frozenset("It Is The An In On Of To And KB MB GB TB KW MW GW km kg cm mm PM AM No Vol pp et al".split())
_GLOSS_CLASSES = frozenset(["n", "vn", "a", "v", "m", "f"])
_LONGEST = 12


def _phrase_before(passage: Passage, end: int) -> str:
    """Return the nouns that end at `end`, with the adjectives and verbs that lead to them."""
    ends = {start + len(word): place for place, (word, start) in enumerate(zip(passage.words, passage.starts, strict=True))}
    place = ends.get(end)
    if place is None:
        return ""
    start = end
    while place >= 0:
        word, sort = passage.words[place], passage.classes[place]
        single = len(word) < 2 and sort not in ("n", "vn", "a")
        if sort not in _GLOSS_CLASSES or stops(word) or single or end - passage.starts[place] > _LONGEST:
            break
        start = passage.starts[place]
        place -= 1
    return passage.text[start:end]


def find_defined(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield terms glossed in Latin letters, called so, quoted, or said to mean something."""
    for passage in passages:
        text = passage.text
        for found in _GLOSSED.finditer(text):
            term = _phrase_before(passage, found.start())
            if len(term) > 1:
                yield Sighting(term, TermKind.TERM, 1.0, "glossed")
        for found in _CALLED.finditer(text):
            term = _phrase_before(passage, found.end(1))
            if len(term) > 1 and found[1].endswith(term):
                yield Sighting(term, TermKind.TERM, 1.0, "called")
        for found in _MEANT.finditer(text):
            yield Sighting(found[1], TermKind.TERM, 1.0, "meant")
        for found in _QUOTED.finditer(text):
            yield Sighting(found[1], TermKind.TERM, 1.0, "quoted")


def find_eponyms(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield theorems, tests and their like that have a person's name: 图灵测试, Zorn 引理."""
    for passage in passages:
        starts = set(passage.starts)
        for found in _EPONYM.finditer(passage.text):
            if found.start() in starts:
                yield Sighting(found[0], TermKind.TERM, 1.0, "eponym")


def find_latin(passages: Sequence[Passage]) -> Iterator[Sighting]:
    """Yield names and abbreviations in Latin letters that stand in Chinese sentences."""
    counts: Counter[str] = Counter()
    glosses: Counter[str] = Counter()
    for passage in passages:
        inside = [found.span() for found in (*_SENTENCE.finditer(passage.text), *_GLOSSED.finditer(passage.text))]
        for found in _LATIN.finditer(passage.text):
            name = found[0].strip()
            if len(name) < 2 or name in _PLAIN_LATIN:
                continue
            glossed = any(start <= found.start() < end for start, end in inside)
            (glosses if glossed else counts)[name] += 1
    for name, count in counts.items():
        kind = TermKind.TERM if name.isupper() or name.islower() else TermKind.PROJECT
        yield Sighting(name, kind, min(1.0, 0.5 * count), "latin-often")
        rule = "latin-upper" if name.isupper() else "latin-lower" if name.islower() else "latin"
        yield Sighting(name, kind, 1.0, rule)
