"""Find terms that a text defines or glosses, eponyms, and names written in Latin letters."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import alternatives, members
from kanben.manuscript.index import TermKind
from kanben.names import TRANSLITERATING

_HAN = f"[{HAN_RANGES}]"
_GLOSSED = re.compile(
    r"[”」》]?\s?[（(](?:英[语文][:：]\s*)?[A-Za-z][A-Za-z0-9 ,.;\-/'’]{1,60}[）)]"
)
_QUOTED = re.compile("[“「]([^“”「」。，、！？；]{2,12})[”」]")
_CALLED = re.compile(
    f"(?:{alternatives('science', 'called')})[“「]?({_HAN}{{2,10}})(?=[”」，。；、：（(. ,;])"
)
_MEANT = re.compile(
    f"(?:^|[。；，])[“「]?({_HAN}{{2,8}})[”」]?(?:是指|指的是|意味着|定义为|的定义)"
)
_HEADS = alternatives("science", "heads")
_SOUND = "".join(sorted(TRANSLITERATING))
_EPONYM = re.compile(
    f"([A-Z][A-Za-z]+(?:[-–—]+[A-Z][A-Za-z]+)*|[{_SOUND}]{{2,6}}(?:[-–—·][{_SOUND}]{{2,6}})*)"
    f"\\s?{_HAN}{{0,3}}?(?:{_HEADS})"
)
_CALLING = re.compile("(?:就是|称为|称作|叫做|叫作|即|是|用|为|由)(?=.)")
_NO_TERM = frozenset("的了是在有我他它这那么呢吗，。和与上进")
_ACTIONS = ("v", "vn")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9.\-])[A-Za-z][A-Za-z0-9]*(?:[-+.][A-Za-z0-9]+)*"
    r"(?: [A-Z0-9][A-Za-z0-9]*){0,2}(?![A-Za-z])"
)
_SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z'’\-]*[ ,.;]+){3,}[A-Za-z]+")
_GLOSS_CLASSES = frozenset(["n", "vn", "a", "v", "m", "f"])
_LONGEST = 12
"""Characters of the longest term: what is defined at more length is a clause."""
_NUMBERS = frozenset("一二三四五六七八九十两双千万百")
"""“三项改革”, “双高”: what a government counts, it has named."""
_QUOTED_NAME = 7
"""Longer quotations are sentences more often than names."""


def _phrase_before(passage: CutText, end: int, whole: str) -> str:
    """Return the nouns that end at `end`, with the adjectives and verbs that lead to them.

    A verb in front is left out if the text has what follows it more often alone: 讨论|熵 (entropy).
    """
    ends = {
        start + len(word): place
        for place, (word, start) in enumerate(zip(passage.words, passage.starts, strict=True))
    }
    place = ends.get(end)
    if place is None:
        return ""
    start = end
    while place >= 0:
        word, sort = passage.words[place], passage.classes[place]
        single = len(word) < 2 and sort not in ("n", "vn", "a")
        if (
            sort not in _GLOSS_CLASSES
            or stops(word)
            or single
            or end - passage.starts[place] > _LONGEST
        ):
            break
        rest = passage.text[start:end]
        leads = rest and sort == "v" and words.tag(rest) not in _ACTIONS
        if leads and whole.count(rest) > 1 + whole.count(word + rest):
            break
        start = passage.starts[place]
        place -= 1
    term = passage.text[start:end]
    called = _CALLING.match(term)
    return term[called.end() :] if called else term


def find_defined(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield terms glossed in Latin letters, called so, quoted, or said to mean something."""
    whole = "\n".join(passage.text for passage in passages)
    for passage in passages:
        text = passage.text
        for found in _GLOSSED.finditer(text):
            term = _phrase_before(passage, found.start(), whole)
            if term:
                yield Sighting(term, TermKind.TERM, 1.0, "glossed")
        for found in _CALLED.finditer(text):
            if not any(char in _NO_TERM for char in found[1]):
                yield Sighting(found[1], TermKind.TERM, 1.0, "called")
        for found in _MEANT.finditer(text):
            yield Sighting(found[1], TermKind.TERM, 1.0, "meant")
        for found in _QUOTED.finditer(text):
            rule = "quoted-number" if found[1][0] in _NUMBERS else "quoted"
            yield Sighting(found[1], TermKind.TERM, 1.0, rule)
            if len(found[1]) > _QUOTED_NAME:
                yield Sighting(found[1], TermKind.TERM, 1.0, "quoted-long")


def find_eponyms(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield theorems, tests and their like that have a person's name: 图灵测试, Zorn 引理."""
    for passage in passages:
        starts = set(passage.starts)
        for found in _EPONYM.finditer(passage.text):
            name = found[1]
            known = words.tag(name)[:2] not in ("", "nr") or stops(name)
            plain = _NO_TERM.isdisjoint(found[0][len(name) :])
            if found.start() in starts and plain and not known:
                yield Sighting(found[0], TermKind.TERM, 1.0, "eponym")


def find_latin(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield names and abbreviations in Latin letters that stand in Chinese sentences."""
    counts: Counter[str] = Counter()
    glosses: Counter[str] = Counter()
    for passage in passages:
        inside = [
            found.span()
            for found in (*_SENTENCE.finditer(passage.text), *_GLOSSED.finditer(passage.text))
        ]
        for found in _LATIN.finditer(passage.text):
            name = found[0].strip()
            if len(name) < 2 or name in members("science", "plain_latin"):
                continue
            glossed = any(start <= found.start() < end for start, end in inside)
            (glosses if glossed else counts)[name] += 1
    for name, count in counts.items():
        kind = TermKind.TERM if name.isupper() or name.islower() else TermKind.PROJECT
        yield Sighting(name, kind, min(1.0, 0.5 * count), "latin-often")
        rule = "latin-upper" if name.isupper() else "latin-lower" if name.islower() else "latin"
        yield Sighting(name, kind, 1.0, rule)
