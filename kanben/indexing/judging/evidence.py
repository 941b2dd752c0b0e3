"""Put what is known of a candidate into numbers."""

import math
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from kanben import words
from kanben.characters import is_han
from kanben.indexing.text.books import BookKind
from kanben.indexing.text.scan import Scanner, count_everywhere
from kanben.indexing.text.sightings import MEASURED, NAMED, Candidate

Evidence = dict[str, float]
"""What speaks for or against a candidate, by name; what is not there is nought."""

_NAMES = ("nr", "ns", "nt", "nz")
_FREE = "term-count"
_SIGHTS = frozenset({"tagger-seen", "office", "trade", "list", "acts", "quoted", "quoted-number"})
"""Rules that speak once for every place where they see a name."""
_ONCE = frozenset({"tagger", "tagger-best", "tagger-pure", "quoted-long"})
_BEYOND = 5
"""Places that a seen one speaks for: beside one sight of a name, 200 others are chance."""
_PAGES = 5_000
"""Characters in which a name that comes once is worth looking up: a few pages."""
_COUNTED = ("tagger-seen", _FREE)


class Occurrences(Struct, frozen=True):
    """Hold for every form how often it stands free, outside all longer forms that are proved.

    What is not proved, only measured, is counted wherever it stands: whether it is a name at all
    is what is asked. `length` is that of the whole text.
    """

    free: Counter[str]
    length: int

    def of(self, candidate: Candidate) -> int:
        """Return how often the candidate stands free, whatever its form."""
        return sum(self.free[form] for form in candidate.forms)


def occurrences_of(candidates: Sequence[Candidate], texts: Sequence[str]) -> Occurrences:
    """Count the forms of all candidates in one pass, the longest winning."""
    proved = {form for each in candidates if each.proved for form in each.forms}
    scanner = Scanner(dict(zip(proved, proved, strict=True)))
    free = Counter(hit.term for text in texts for hit in scanner.hits(text))
    measured = {form for each in candidates for form in each.forms} - proved
    joined = "\n".join(texts)
    return Occurrences(free + count_everywhere(measured, joined), len(joined))


def _word(heading: str) -> str:
    """Say what the dictionary has a heading as: a name, a common word, or nothing."""
    kind = words.tag(heading)
    if not kind:
        return ""
    return "name" if kind.startswith(_NAMES) else "noun" if kind[0] in "nj" else "common"


def _is_generic(heading: str) -> bool:
    """Tell whether a heading is made of common words alone: 上市公司, 木制家具厂商."""
    parts = words.cut(heading)
    return len(parts) > 1 and all(_word(part) in ("noun", "common") for part in parts)


def _counted(candidate: Candidate, found: Occurrences) -> float:
    """Return how often a candidate stands free, as far as what was seen of it vouches for that."""
    rules = candidate.weights
    if not candidate.proved:
        return rules.get(_FREE, 0.0)
    count = found.of(candidate)
    said = {rule for rule in rules if not rule.startswith(("term-", MEASURED))}
    if said <= _SIGHTS | _ONCE:
        return min(count, _BEYOND * max(rules.get(rule, 0.0) for rule in _SIGHTS))
    return count


def _seldom(count: float, length: int) -> float:
    """Return how slight a name's part in a text is: once in a whole book is less than in a page."""
    return math.log10(max(1.0, length / _PAGES)) / max(1.0, count)


def evidence_of(candidate: Candidate, book: BookKind, found: Occurrences) -> Evidence:
    """Return the evidence on a candidate.

    Keys are plain (``often``), or plain and of the kind of entry (``often/person``), so that what
    holds for all kinds is learned from all of them; and for the kind of book too
    (``often/person@novel``).
    """
    count = _counted(candidate, found)
    plain: Evidence = {"one": 1.0, "often": math.log1p(count)}
    for rule, weight in candidate.weights.items():
        if rule not in _COUNTED:
            plain[rule] = min(weight, 1.0)
    plain["acting"] = math.log1p(candidate.weights.get("acts", 0.0)) / 4
    seen = max(candidate.weights.get(rule, 0.0) for rule in ("tagger-seen", "acts"))
    plain["share"] = math.sqrt(min(1.0, seen / max(count, 1)))
    if candidate.kind in NAMED:
        plain["seldom"] = _seldom(count, found.length)
    word = _word(candidate.heading)
    if word:
        plain[f"word-{word}"] = 1.0
    plain["generic"] = float(_is_generic(candidate.heading))
    length = len(candidate.heading)
    plain["short"] = float(length < 3)
    plain["long"] = float(length > 5)
    plain["latin"] = float(not is_han(candidate.heading.strip("《“")[:1] or "一"))
    kind = candidate.kind.value
    both = {f"{name}/{kind}": value for name, value in plain.items()}
    here = {f"{name}/{kind}@{book.value}": value for name, value in plain.items()}
    return plain | both | here
