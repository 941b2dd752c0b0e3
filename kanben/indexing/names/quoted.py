"""Find projects, policies and plans that are named in quotation marks."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import listed
from kanben.manuscript.index import TermKind

_QUOTED = re.compile("[“「]([^“”「」。！？!?，,]{2,16})[”」]")
_HAN_RUN = re.compile(f"[{HAN_RANGES}]{{2,12}}")
_KINDS = (
    (TermKind.WORK, "documents"),
    (TermKind.PROJECT, "projects"),
    (TermKind.TERM, "systems"),
)


@lru_cache(maxsize=2048)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(words.cut(text))


def _kind_of(name: str) -> TermKind | None:
    for kind, section in _KINDS:
        if name.endswith(listed("quoted", section)):
            return kind
    return None


def _names_itself(text: str, found: re.Match[str]) -> bool:
    """Tell whether a quotation is a name without words after it: “惠企十条”, 开办了“船厂食堂”."""
    inner = found[1]
    named = text[: found.start()].endswith(listed("quoted", "naming"))
    counted = inner.startswith(listed("quoted", "counted"))
    own = len(inner) > 2 and inner.endswith(listed("quoted", "alone")) and not counted
    return named or own


def _head_after(text: str, end: int) -> str:
    """Return the words after a closing mark up to the one that says what is named."""
    run = _HAN_RUN.match(text, end)
    if not run:
        return ""
    taken = best = ""
    for word in _cut(run[0])[:5]:
        if stops(word) or (not taken and word in listed("quoted", "no_start")):
            break
        taken += word
        if _kind_of(word):
            best = taken
    return best


def find_quoted(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield “英才宁海”项目 and “惠企十条”: quotations that say what they name.

    A quotation that only stresses a word (“牛鼻子”) says nothing of the sort.
    """
    for passage in passages:
        for found in _QUOTED.finditer(passage.text):
            inner = found[1]
            if _names_itself(passage.text, found):
                own = _kind_of(inner) or TermKind.PROJECT
                yield Sighting(inner, own, 1.0, "quotation")
                continue
            head = _head_after(passage.text, found.end())
            kind = _kind_of(head) if head else None
            if kind:
                yield Sighting(found[0] + head, kind, 1.0, "quotation")
