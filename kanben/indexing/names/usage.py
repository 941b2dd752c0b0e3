"""Count how the phrases of a text are used: how often, free on which side, said of what."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from kanben import words
from kanben.characters import HAN_RANGES
from kanben.indexing.text.chunks import stops
from kanben.indexing.text.passages import CutText
from kanben.indexing.text.vocabulary import MEMORY, alternatives, members

_LONGEST_TOKENS, _LONGEST = 6, 12
_CONTENT = re.compile(f"[{HAN_RANGES}A-Za-z0-9α-ωΑ-Ω+\\-—·*/]+")
_FUNCTION = ("r", "p", "c", "u", "d", "y", "e", "t", "q", "f", "o", "z")
"""Classes of the dictionary whose words part terms: pronouns, prepositions, particles, adverbs."""
_COUNTED = frozenset("个种类年月日名位件张岁元条项些点")
"""What numbers count: 三个 parts terms, 三次 in 三次握手 does not."""
_HEADING = 24
"""Characters of a line that may be a heading: no sentence ends it."""
_STOPS = "。！？；，：”"
_OPENING, _CLOSING = "“「『", "”」』"
_CLAUSE = "，。；：！？（("
_ENDING = frozenset("，。；：、！？（(")
_BEFORE, _AFTER = 6, 4
"""Characters that the words beside a term have at most."""
_CALLING = re.compile(f"(?:{alternatives('termhood', 'calling')})$")
_EXPLAINED = re.compile(f"[{_CLOSING}]?(?:{alternatives('termhood', 'explained')})")


class Token(Struct, frozen=True):
    """Hold the smallest part of a text that a word begins and ends at.

    Of two cuttings, the tagger's and the dictionary's, `votes` begin a word here. `verb` is what
    the dictionary says, `sort` the class that the tagger sees.
    """

    start: int
    end: int
    votes: int
    verb: bool
    sort: str


class Use(Struct):
    """Count how a phrase is used.

    `left`, `right` and `alone`: no content word stands on that side, on either; `object` and
    `subject`: a verb stands on one side, nothing on the other; `longest`: occurrences within the
    longer phrase that has it most; `doing` and `naming`: the tagger takes the first word for a
    verb, the last for a noun.
    """

    count: int = 0
    left: int = 0
    right: int = 0
    alone: int = 0
    object: int = 0
    subject: int = 0
    votes: int = 0
    doing: int = 0
    naming: int = 0
    listed: int = 0
    topic: int = 0
    headed: int = 0
    called: int = 0
    longest: int = 0


class _Surroundings(Struct, frozen=True):
    """Say what stands around a run: a list, an explanation, a heading's edges, 称为."""

    listed: bool
    topic: bool
    headed: bool
    called: bool


@lru_cache(maxsize=MEMORY)
def _parts(word: str) -> bool:
    """Tell whether a word stands between terms and in none."""
    if not _CONTENT.fullmatch(word) or word in members("termhood", "parting"):
        return True
    kind = words.tag(word)
    if len(word) == 1:
        return kind.startswith(_FUNCTION) and word not in members("termhood", "prefixes")
    if kind.startswith("m"):
        return word[-1] in _COUNTED and not word.startswith("第")
    return stops(word) or kind.startswith(_FUNCTION)


@lru_cache(maxsize=MEMORY)
def _is_verb(word: str) -> bool:
    return len(word) > 1 and words.tag(word).startswith("v")


def _runs(passage: CutText) -> Iterator[list[Token]]:
    """Yield what stands between the words that are part of no term.

    The dictionary says which words those are; a phrase may begin or end where the tagger begins a
    word, too.
    """
    tagged = dict(zip(passage.starts, passage.classes, strict=True))
    sort = ""
    run: list[Token] = []
    offset = 0
    for word in words.cut(passage.text):
        end = offset + len(word)
        if _parts(word):
            if run:
                yield run
            run = []
        else:
            inside = [place for place in range(offset + 1, end) if place in tagged]
            verb = _is_verb(word) and not inside
            for first, last in pairwise((offset, *inside, end)):
                sort = tagged.get(first, sort)
                run.append(Token(first, last, (first == offset) + (first in tagged), verb, sort))
        offset = end
    if run:
        yield run


def _surroundings(passage: CutText, run: Sequence[Token]) -> _Surroundings:
    text, start, end = passage.text, run[0].start, run[-1].end
    before = text[max(0, start - _BEFORE) : start].rstrip(_OPENING)
    after = text[end : end + _AFTER]
    ends = after.lstrip(_CLOSING)[:1]
    clause = not before or before[-1] in _CLAUSE
    return _Surroundings(
        listed=before.endswith("、") or after.startswith("、"),
        topic=clause and bool(_EXPLAINED.match(after)),
        headed=len(text) <= _HEADING and text[-1] not in _STOPS,
        called=(not ends or ends in _ENDING) and bool(_CALLING.search(before)),
    )


def count_uses(passages: Sequence[CutText]) -> dict[str, Use]:
    """Count all phrases of at most six words and twelve characters, and how each is used."""
    uses: dict[str, Use] = {}
    for passage in passages:
        for run in _runs(passage):
            around = _surroundings(passage, run)
            for first in range(len(run)):
                for last in range(first, min(len(run), first + _LONGEST_TOKENS)):
                    start, end = run[first].start, run[last].end
                    if end - start > _LONGEST:
                        break
                    use = uses.setdefault(passage.text[start:end], Use())
                    _count(use, run, (first, last), around)
    _nest(uses)
    return uses


def _count(use: Use, run: Sequence[Token], ends: tuple[int, int], around: _Surroundings) -> None:
    first, last = ends
    left, right = first == 0, last + 1 == len(run)
    use.count += 1
    use.left += left
    use.right += right
    use.votes += run[first].votes + (2 if right else run[last + 1].votes)
    use.doing += run[first].sort == "v"
    use.naming += run[last].sort in ("n", "vn")
    if left and right:
        use.alone += 1
        use.listed += around.listed
        use.topic += around.topic
        use.headed += around.headed
        use.called += around.called
    elif right:
        use.object += run[first - 1].verb
    elif left:
        use.subject += run[last + 1].verb


def _nest(uses: dict[str, Use]) -> None:
    for phrase, use in uses.items():
        for shorter in (phrase[1:], phrase[2:], phrase[:-1], phrase[:-2]):
            inner = uses.get(shorter)
            if inner is not None:
                inner.longest = max(inner.longest, use.count)
