"""Find the persons of a story by what they do at the beginning of clauses: speak, see, rise."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.scan import count_everywhere
from kanben.indexing.text.sightings import Sighting
from kanben.indexing.text.vocabulary import alternatives, members
from kanben.manuscript.index import TermKind

_HAN = f"[{HAN_RANGES}]"
_SPEECH = f"{_HAN}{{0,2}}?(?:道|曰|云|说|问|答)[：:，]?[“「『]"
_ACT = re.compile(
    "(?:^|[，。！？；：”」“「…])(?:却说|话说|且说|只见|当下|那|这|好)?"
    f"(?P<name>{_HAN}{{2,3}}?)(?:{_SPEECH}|{alternatives('person', 'acts')})"
)
_FEWEST = 3
"""Acts from which a form may be somebody: what stands before a verb once or twice is anything."""
_SHARE, _SHARE_OF_WORDS = 0.05, 0.15
"""Acts among the occurrences of a form, and of one that is a word as well: with the heroes of five
books they are 0.06 to 0.65, with those of them that are words 0.19 and more, with 果子 0.08."""
_WHOLE = 0.5
"""Share of its acts at which a word has to end where the form does: 操大|怒曰 is 操|大怒曰."""
_MORE = 2
"""A shorter form with so many times the acts is what the longer one has a word stuck to."""
_NO_NAMES = ("r", "d", "c", "v", "s", "f", "m", "p", "u", "a", "y", "i", "l", "b", "q")
_TIMES = 1_000
"""Frequency in the dictionary from which a word for a time, 今日, is no name; 明月 is."""


def find_actors(passages: Sequence[CutText]) -> Iterator[Sighting]:
    """Yield who acts again and again: 行者道, 梨娘闻, 雯青便."""
    acts: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for passage in passages:
        starts = set(passage.starts)
        for found in _ACT.finditer(passage.text):
            acts[found["name"]] += 1
            whole[found["name"]] += found.end("name") in starts
    often = {
        form: count
        for form, count in acts.items()
        if count >= _FEWEST and whole[form] >= _WHOLE * count and _may_name(form)
    }
    counts = count_everywhere(often, "\n".join(passage.text for passage in passages))
    for form, count in often.items():
        share = _SHARE_OF_WORDS if words.tag(form) else _SHARE
        if count >= share * counts[form] and not _is_longer(form, often):
            yield Sighting(form, TermKind.PERSON, float(count), "acts")


def _may_name(form: str) -> bool:
    if form in members("person", "roles") or not _particles().isdisjoint(form):
        return False
    kind = words.tag(form)
    timed = kind == "t" and words.frequency(form) >= _TIMES
    return not timed and not kind.startswith(_NO_NAMES)


@cache
def _particles() -> frozenset[str]:
    return members("person", "particles")


def _is_longer(form: str, acts: Mapping[str, int]) -> bool:
    """Tell whether a form is a more frequent one with a word stuck on: 时梨娘, 梨娘尚."""
    halves = (form[1:], form[:-1])
    return any(acts.get(half, 0) >= _MORE * acts[form] for half in halves if len(half) > 1)
