"""Find where a text says by what other names somebody goes: 姓劉，名備，字玄德."""

import re
from collections.abc import Iterator, Sequence

from kanben.characters import HAN_RANGES
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.tagging.parts import KINDS
from kanben.manuscript.index import TermKind
from kanben.names import COMPOUND_SURNAMES, surname_of

_HAN = f"[{HAN_RANGES}]"
_INTRODUCED = re.compile(
    f"姓({_HAN}{{1,2}})氏?，?(?:双)?[名讳]({_HAN}{{1,2}})(?:，?(?:表)?字({_HAN}{{2}}))?"
)
_STYLED = re.compile(f"({_HAN}{{2,8}})，?(?:表)?字({_HAN}{{2}})(?=[，。、；])")
_ALSO = re.compile(
    f"[，；](?:又字|一字|别字|晚?号|自号|又号|别号|谥曰?|赠谥)({_HAN}{{2,4}}?)(?=[，。、；])"
)
_CALLED = re.compile(f"(?:唤做|唤作|叫做|叫作|名唤|名叫)({_HAN}{{2,3}})(?=[，。、；！的])")
_NO_STYLE = frozenset("的了是在和不这那有")
_PERSON = KINDS.index("PER")


def _full_name(text: str, end: int, passage: CutText) -> str:
    """Return the person's name that ends at `end`: as the tagger sees it, or by its shape."""
    for span in passage.spans:
        if span.end == end and span.kind == _PERSON and span.end - span.start > 1:
            return text[span.start : span.end]
    for length in (4, 3, 2):
        name = text[max(0, end - length) : end]
        if text[end - length - 1 : end - length].isalpha():
            continue
        surname = surname_of(name)
        compound = surname in COMPOUND_SURNAMES
        if (
            len(name) == length
            and surname
            and length - len(surname) in (1, 2)
            and compound == (length == 4)
        ):
            return name
    return ""


def styles_in(passages: Sequence[CutText]) -> dict[str, str]:
    """Return courtesy names, pseudonyms and posthumous names with the full names behind them."""
    styles: dict[str, str] = {}
    for passage in passages:
        text = passage.text
        for found in _INTRODUCED.finditer(text):
            if found[3]:
                styles[found[3]] = found[1] + found[2]
        for found in _STYLED.finditer(text):
            name = _full_name(text, found.end(1), passage)
            if not name or not _NO_STYLE.isdisjoint(found[2]):
                continue
            name = styles.get(found[2]) or name
            styles.setdefault(found[2], name)
            _add_others(text, found.end(), name, styles)
    return {style: name for style, name in styles.items() if style != name}


def _add_others(text: str, start: int, name: str, styles: dict[str, str]) -> None:
    """Add what follows a courtesy name: …，號滌生，諡文正."""
    clause = _ALSO.match(text, start)
    while clause:
        styles.setdefault(clause[1], name)
        clause = _ALSO.match(text, clause.end())


def find_introduced(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield persons whose names the text states."""
    for passage in passages:
        for found in _INTRODUCED.finditer(passage.text):
            yield Sighting(found[1] + found[2], TermKind.PERSON, 1.0, "introduction")
        for found in _CALLED.finditer(passage.text):
            if surname_of(found[1]):
                yield Sighting(found[1], TermKind.PERSON, 0.5, "called")
    for style, name in styles_in(passages).items():
        yield Sighting(name, TermKind.PERSON, 1.0, "introduction")
        yield Sighting(style, TermKind.PERSON, 1.0, "introduction")
