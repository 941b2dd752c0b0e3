"""Cut a proper name out of running text: from its suffix back to where it begins."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from kanben import words
from kanben.characters import HAN_RANGES, is_han
from kanben.indexing.text.gazetteer import divisions, is_place, is_place_letters
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.vocabulary import MEMORY, listed, members

_HAN = f"[{HAN_RANGES}]"
_REACH = 32
"""Characters that a name may have; the longest names of institutions have about 30."""
_BACK = re.compile(f"(?:{_HAN}|[A-Za-z0-9·•—\\-+&.]|[（(]{_HAN}{{1,8}}[）)])+$")
_NOUNS = ("n", "j", "b", "s", "f", "vn", "an", "x", "g", "i", "l", "z")
_LEADING = frozenset("avdut")
_SIGNS = "·•—-+&.）)"


class Chunk(Struct, frozen=True):
    """Hold the words of a name, its suffix the last.

    `doubtful` says that a verb leads it, which may be the sentence's: 远望卫星公司, 成立公司.
    """

    words: tuple[str, ...]
    doubtful: bool = False

    @property
    def text(self) -> str:
        """Return the name."""
        return "".join(self.words)


@lru_cache(maxsize=MEMORY)
def stops(word: str) -> bool:
    """Tell whether a word never stands in a name."""
    if word in members("chunk", "stops") or word.startswith(listed("chunk", "stop_starts")):
        return True
    return not words.tag(word) and any(char in "等和及与的是在了" for char in word)


def _joins(word: str, after: str) -> bool:
    """Tell whether a word may stand inside a name, before `after` and the suffix."""
    if not is_han(word[0]) or is_place(word) or is_place_letters(word):
        return True
    if word == "至":
        return is_place(after)
    if word == "中":
        return after in listed("chunk", "countries")
    if stops(word) or word in listed("chunk", "apposition"):
        return False
    kind = words.tag(word)
    return not kind or kind.startswith(_NOUNS) or word in _always()


@cache
def _always() -> frozenset[str]:
    """Return the words that may stand in a name whatever the dictionary calls them."""
    chunk = listed("chunk", "modifiers") + listed("chunk", "activities")
    return frozenset(chunk + listed("suffix", "place") + listed("suffix", "project"))


def is_active(word: str) -> bool:
    """Tell whether a word is a verb, or a noun made of one: it does not begin a name."""
    return words.tag(word).startswith("v") or word in listed("chunk", "activities")


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(words.cut(text))


def _cut_around(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Cut a text into words, each of `names` in it (the longest first) being one."""
    for name in names:
        before, found, after = text.partition(name)
        if found:
            return (*_cut_around(before, names), name, *_cut_around(after, names))
    return _cut(text) if text else ()


def _brand(word: str) -> bool:
    """Tell whether a word right before 公司 or 集团 may be a firm's own name, whatever it means."""
    function = words.tag(word).startswith(("m", "r", "d", "c", "p", "q", "u"))
    common = stops(word) or is_active(word) or function or word in listed("chunk", "apposition")
    return len(word) > 1 and is_han(word[0]) and not common


def _firm_verb(before: Sequence[str], word: str) -> bool:
    """Tell whether a verb is part of a firm's name: 宁海|开创|航天公司.

    It is when a place or nothing stands before it, unless firms are what it has as its object.
    """
    bare = not before or is_place(before[-1]) or before[-1] in listed("suffix", "place")
    return bare and is_active(word) and word not in listed("chunk", "firm_verbs")


def _admits_firm(before: Sequence[str], kept: Sequence[str], word: str) -> bool:
    """Tell whether a firm's name takes in a word that other names do not."""
    return _firm_verb(before, word) if kept else _brand(word)


def _admits_nothing(_before: Sequence[str], _kept: Sequence[str], _word: str) -> bool:
    return False


def _leads_to_name(word: str) -> bool:
    return is_active(word) or _leads_to_firm(word)


def _leads_to_firm(word: str) -> bool:
    return word in members("chunk", "leading")


class _Manner(Struct, frozen=True):
    """Say how a sort of name is cut out: words that end it, words it takes in, words that lead."""

    ends: frozenset[str]
    admits: Callable[[Sequence[str], Sequence[str], str], bool]
    leads: Callable[[str], bool]


@cache
def _manner(suffix: str) -> _Manner:
    if suffix in listed("suffix", "company"):
        return _Manner(members("suffix", "company", "place"), _admits_firm, _leads_to_firm)
    return _Manner(members("suffix", "company"), _admits_nothing, _leads_to_name)


def _kept(parts: Sequence[str], manner: _Manner) -> list[str]:
    kept: list[str] = []
    depth = 0
    for place in range(len(parts) - 1, -1, -1):
        word = parts[place]
        if word in "）)":
            depth += 1
        elif word in "（(":
            depth -= 1
        elif kept and word in manner.ends:
            break
        elif not depth and not _joins(word, kept[0] if kept else ""):
            glued = kept[1:2] == ["·"] and len(kept[0]) == len(word) == 1
            if not glued and not manner.admits(parts[:place], kept, word):
                break
        kept.insert(0, word)
    return kept


def chunk_before(passage: CutText, end: int, suffix: str) -> Chunk | None:
    """Return the name that ends at `end` with `suffix`; None if nothing stands before it.

    The name goes back over nouns, places, unknown words and bracketed words to the first verb,
    function word or mark; what only leads to it is dropped.
    """
    first = max(0, end - _REACH)
    found = _BACK.search(passage.text[first : end - len(suffix)])
    if not found:
        return None
    manner = _manner(suffix)
    kept = _after_verb(_from_division(_kept(_cut_around(found[0], passage.names), manner)))
    classes = dict(zip(passage.starts, passage.classes, strict=True))
    start = end - len(suffix) - sum(map(len, kept))
    while kept and (
        kept[0][0] in _SIGNS or _leads_in(kept, manner) or _leads(classes, start, kept)
    ):
        start += len(kept.pop(0))
    if not kept:
        return None
    return Chunk((*kept, suffix), is_active(kept[0]) and not is_place(kept[0]))


def _leads(classes: Mapping[int, str], start: int, kept: Sequence[str]) -> bool:
    """Tell whether the tagger takes the first word for an adverb, or for verbs before a noun."""
    end = start + len(kept[0])
    sorts = [classes[place] for place in range(start, end) if place in classes]
    if len(kept) < 2 or not sorts:
        return False
    verbs = sorts[-1] == "v" and _LEADING.issuperset(sorts) and classes.get(end) == "n"
    return sorts[0] in ("d", "u") or (verbs and len(kept[0]) > 1)


def _from_division(kept: list[str]) -> list[str]:
    """Let a name begin at a division of the land if only unknown words lead to it.

    投用|枣庄机场
    """
    for place, word in enumerate(kept):
        if len(word) > 1 and word in divisions():
            loose = all(not words.tag(each) or is_active(each) for each in kept[:place])
            plain = all(is_han(each[0]) and not is_place(each) for each in kept[:place])
            return kept[place:] if loose and plain else kept
    return kept


def _after_verb(kept: list[str]) -> list[str]:
    """Let a name begin after a verb within it if a proper word follows: …局联合|中国科学院…."""
    for place in range(len(kept) - 1, 0, -1):
        proper = words.tag(kept[place]) in ("ns", "nt") or is_place(kept[place])
        if proper and is_active(kept[place - 1]) and not is_place(kept[place - 1]):
            return kept[place:]
    return kept


def _leads_in(kept: Sequence[str], manner: _Manner) -> bool:
    """Tell whether the first word only leads to a name: 建设|环湖公路."""
    if len(kept) < 2:
        return False
    first, second = kept[:2]
    if is_place(first) or second in "·•—-" or (first == "中" and second in _countries()):
        return False
    return manner.leads(first)


def _countries() -> tuple[str, ...]:
    return listed("chunk", "countries")
