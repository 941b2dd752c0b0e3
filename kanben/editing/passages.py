"""Find the passages that two texts share.

Texts that share nothing are told apart by winnowed shingles (Schleimer, Wilkerson and Aiken,
Winnowing: Local Algorithms for Document Fingerprinting, SIGMOD 2003); in the others, exact
matches are chained as far as they follow one another in both texts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

_SHINGLE = 8
"""Characters that two texts must share in a row to be looked at: fewer are set phrases."""
_WINDOW = 8
"""Any 15 characters that two texts have in common show in their fingerprints."""
_COMMON = 40
"""A shingle that more texts than this hold is a formula, no trace of a shared story."""
_TRACES, _SHORT = 4, 600
"""Two texts have at least four shingles of their fingerprints in common if they share two
sentences; one is enough for a text that is shorter than `_SHORT`."""
_SEED = 5
"""Length from which equal characters are looked at as a match."""
_REPEATS = 6
"""A seed that stands more often than this in one text leads nowhere."""
_NARROW, _WIDE = 30, 110
"""Matches belong to one passage if the shorter text between them has at most `_NARROW`
characters, the longer at most `_WIDE` (a sentence or two that one witness leaves out)."""
_LOOKBACK = 40
"""How many earlier matches are tried as the one before."""
_LEAST = 12
"""Least number of equal characters of a passage; a mere phrase has fewer."""

Fingerprints = NDArray[np.uint64]


class Match(Struct, frozen=True, order=True):
    """Hold equal runs: where they begin in both texts, and their length."""

    a: int
    b: int
    length: int

    @property
    def end_a(self) -> int:
        """Return the offset behind the run in the first text."""
        return self.a + self.length

    @property
    def end_b(self) -> int:
        """Return the offset behind the run in the second text."""
        return self.b + self.length


Matches = tuple[Match, ...]
"""Matches that follow one another in both texts without overlap."""


def _hashes(text: str, length: int) -> Fingerprints:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = max(len(codes) - length + 1, 0)
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(length):
        hashes = hashes * np.uint64(0x100000001B3) + codes[offset : offset + count]
    mixed: Fingerprints = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed


def fingerprint(text: str) -> Fingerprints:
    """Return the winnowed shingles of a text, each once."""
    hashes = _hashes(text, _SHINGLE)
    if len(hashes) <= _WINDOW:
        return np.unique(hashes)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, _WINDOW)
    return np.unique(windows.min(axis=1))


def related(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the numbers of every two texts that may tell a story in common, in order."""
    prints = [fingerprint(text) for text in texts]
    owners = np.repeat(np.arange(len(texts)), [len(found) for found in prints])
    hashes = np.concatenate(prints) if prints else np.zeros(0, dtype=np.uint64)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    bounds = np.flatnonzero(hashes[1:] != hashes[:-1]) + 1
    common: Counter[tuple[int, int]] = Counter()
    for group in np.split(owners, bounds):
        if 1 < len(group) <= _COMMON:
            common.update(combinations(group.tolist(), 2))
    return sorted(
        (a, b)
        for (a, b), count in common.items()
        if count >= _TRACES or min(len(texts[a]), len(texts[b])) < _SHORT
    )


def matches(a: str, b: str) -> list[Match]:
    """Return every maximal run of at least five characters that both texts have, in order."""
    in_a, in_b = _hashes(a, _SEED), _hashes(b, _SEED)
    order = np.argsort(in_b, kind="stable")
    left = np.searchsorted(in_b[order], in_a, side="left")
    counts = np.searchsorted(in_b[order], in_a, side="right") - left
    counts[counts > _REPEATS] = 0
    at_a = np.repeat(np.arange(len(in_a)), counts)
    nth = np.arange(len(at_a)) - np.repeat(np.cumsum(counts) - counts, counts)
    at_b = order[np.repeat(left, counts) + nth]
    by_diagonal = np.lexsort((at_a, at_a - at_b))
    at_a, at_b = at_a[by_diagonal], at_b[by_diagonal]
    new = np.r_[True, (np.diff(at_a) != 1) | (np.diff(at_b) != 1)] if len(at_a) else at_a == 0
    starts = np.flatnonzero(new)
    lengths = np.diff(np.r_[starts, len(at_a)]) + _SEED - 1
    found = zip(at_a[starts].tolist(), at_b[starts].tolist(), lengths.tolist(), strict=True)
    return sorted(Match(*run) for run in found)


def _gap_cost(before: Match, after: Match) -> float | None:
    """Return what it costs to let one match follow another, None if it cannot.

    One character for each that both texts differ in, a tenth for each that only one has: that a
    sentence was left out is likelier than that one was written anew.
    """
    gap_a, gap_b = after.a - before.end_a, after.b - before.end_b
    overlap = max(0, -min(gap_a, gap_b))
    narrow, wide = max(0, min(gap_a, gap_b)), max(gap_a, gap_b)
    backwards = after.a <= before.a or after.b <= before.b
    if backwards or overlap >= after.length or narrow > _NARROW or wide > _WIDE:
        return None
    return overlap + narrow + 0.1 * max(0, wide - narrow)


def _chains(found: Sequence[Match]) -> Iterator[Matches]:
    """Yield chains of matches, the best first; a match belongs to one chain."""
    scores: list[float] = []
    previous: list[int] = []
    for number, match in enumerate(found):
        best, best_score = -1, 0.0
        for earlier in range(max(0, number - _LOOKBACK), number):
            cost = _gap_cost(found[earlier], match)
            if cost is not None and scores[earlier] - cost > best_score:
                best, best_score = earlier, scores[earlier] - cost
        scores.append(match.length + best_score)
        previous.append(best)
    used: set[int] = set()
    for last in sorted(range(len(found)), key=lambda number: -scores[number]):
        run: list[int] = []
        number = last
        while number >= 0 and number not in used:
            run.append(number)
            number = previous[number]
        used.update(run)
        if run:
            yield tuple(_without_overlaps([found[index] for index in reversed(run)]))


def _without_overlaps(run: Sequence[Match]) -> Iterator[Match]:
    end_a = end_b = 0
    for match in run:
        overlap = max(0, end_a - match.a, end_b - match.b)
        if overlap < match.length:
            trimmed = Match(match.a + overlap, match.b + overlap, match.length - overlap)
            end_a, end_b = trimmed.end_a, trimmed.end_b
            yield trimmed


def passages(a: str, b: str) -> list[Matches]:
    """Return the passages that two texts share, in the order of the first.

    A passage may have several counterparts; but where both texts have a better one already,
    the likeness is that of a phrase which returns.
    """
    taken_a, taken_b = bytearray(len(a)), bytearray(len(b))
    kept: list[Matches] = []
    for passage in _chains(matches(a, b)):
        in_a = slice(passage[0].a, passage[-1].end_a)
        in_b = slice(passage[0].b, passage[-1].end_b)
        if shared(passage) < _LEAST or (all(taken_a[in_a]) and all(taken_b[in_b])):
            continue
        taken_a[in_a] = b"\1" * (in_a.stop - in_a.start)
        taken_b[in_b] = b"\1" * (in_b.stop - in_b.start)
        kept.append(passage)
    return sorted(kept)


def shared(passage: Matches) -> int:
    """Return how many characters of a passage are equal."""
    return sum(match.length for match in passage)
