"""Ask the dictionary where words are joined around something that is printed twice."""

from functools import lru_cache
from math import log

from msgspec import Struct

from kanben.characters import is_han
from kanben.simplified import simplify
from kanben.words import frequency

_REACH = 8
"""How many characters before and behind are read: the longest words of the dictionary."""
_LOG_TOTAL = log(6e7)
"""The size of the text that the dictionary was counted from."""
_CUT = 4.0
"""A place is inside a word if cutting there makes the reading fifty times less likely (in natural
logarithms): 取|得 costs 5.0, 全|体 5.6, 看|书 3.5."""


class Joints(Struct, frozen=True):
    """Tell how doubled words, were they printed once, are joined with what stands around them.

    `words` are the doubled words, in simplified characters, as all others here; `before` is the
    word in front of them, `behind` what follows; `first` and `last` are the words they begin and
    end with. `cuts_before` is true if a word goes on from `before` into them, `cuts_behind` if
    one goes on from them into `behind`; of that one, `stump` characters stand within them. Neither
    is, if the word that goes on holds the doubled words as its beginning or end (国家考试|考试院).
    `runs_on` is true if a word lies across the seam of the two: 王后、王|后、王妃.
    """

    words: str
    before: str
    behind: str
    first: str
    last: str
    cuts_before: bool
    cuts_behind: bool
    stump: int
    runs_on: bool


@lru_cache(maxsize=1024)
def joints_of(left: str, words: str, right: str) -> Joints:
    """Read `words` once between `left` and `right`."""
    left, words, right = (simplify(text) for text in (left, words, right))
    before, behind = _tail(left), _head(right)
    once = before + words + behind
    start, end = len(before), len(before) + len(words)
    best, cuts = read_words(once)
    own_cuts = read_words(words)[1]
    stump = end - max((cut for cut in cuts if cut < end), default=0)
    whole_before = start not in cuts and end in cuts and not any(start < cut < end for cut in cuts)
    whole_behind = end not in cuts and start in cuts and not any(start < cut < end for cut in cuts)
    return Joints(
        words=words,
        before=_last_word(before),
        behind=behind,
        first=words[: own_cuts[1]],
        last=words[own_cuts[-2] :],
        cuts_before=_is_cut(before, words + behind, best) and not whole_before,
        cuts_behind=_is_cut(before + words, behind, best) and not whole_behind,
        stump=stump if end not in cuts else 0,
        runs_on=_is_cut(_tail(words), _head(words), read_words(_tail(words) + _head(words))[0]),
    )


def _tail(text: str) -> str:
    end = len(text)
    begin = end
    while begin and end - begin < _REACH and is_han(text[begin - 1]):
        begin -= 1
    return text[begin:]


def _head(text: str) -> str:
    end = 0
    while end < min(len(text), _REACH) and is_han(text[end]):
        end += 1
    return text[:end]


def _last_word(text: str) -> str:
    return text[read_words(text)[1][-2] :] if text else ""


def _is_cut(before: str, behind: str, best: float) -> bool:
    return bool(before and behind) and best - read_words(before)[0] - read_words(behind)[0] >= _CUT


def read_words(text: str) -> tuple[float, list[int]]:
    """Return the log likelihood of the likeliest words of a text, and where they begin and end."""
    best = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        best.append(
            max(
                (best[begin][0] + _likelihood(text[begin:end]), begin)
                for begin in range(max(0, end - _REACH), end)
            )
        )
    cuts = [len(text)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return best[-1][0], cuts[::-1]


def _likelihood(word: str) -> float:
    count = frequency(word)
    if not count:
        return -_LOG_TOTAL if len(word) == 1 else -1e3
    return log(count) - _LOG_TOTAL
