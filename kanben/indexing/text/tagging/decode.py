"""Read names from what the tagger thinks of every character."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kanben.indexing.text.tagging.parts import BEGIN, FIRST, LAST, OUTSIDE, SINGLE, STEPS

Floats = npt.NDArray[np.float32]

SURE = 0.985
"""Probability of no name from which a character is not looked at: one in a thousand is lost."""


class NameSpan(Struct, frozen=True):
    """Say that code points [start, end) are a name of a kind, and how sure it is."""

    start: int
    end: int
    kind: int
    sure: float


def spans_of(chances: Floats) -> Iterator[NameSpan]:
    """Yield the names of a text, given the probability of every part at every character.

    Between characters that are surely outside, the most probable row of parts that is legal is
    taken (Viterbi), so that every name is whole.
    """
    hot = np.flatnonzero(chances[:, OUTSIDE] < SURE)
    if not len(hot):
        return
    gaps = np.flatnonzero(np.diff(hot) > 1)
    starts = hot[np.concatenate([[0], gaps + 1])]
    ends = hot[np.concatenate([gaps, [len(hot) - 1]])] + 1
    scores = np.log(chances + 1e-9)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        path = _best_path(scores[start:end])
        yield from _names(path, scores[start:end], start)


def _best_path(scores: Floats) -> list[int]:
    best = scores[0] + FIRST
    origins = []
    for row in scores[1:]:
        sums = best[:, None] + STEPS
        origin = sums.argmax(0)
        best = sums.max(0) + row
        origins.append(origin)
    path = [int((best + LAST).argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def _names(path: list[int], scores: Floats, offset: int) -> Iterator[NameSpan]:
    begin = 0
    for place, number in enumerate(path):
        if number == OUTSIDE:
            continue
        kind, sort = divmod(number - 1, 4)
        if sort in (BEGIN, SINGLE):
            begin = place
        closes = (
            place + 1 == len(path)
            or path[place + 1] == OUTSIDE
            or (path[place + 1] - 1) % 4 in (BEGIN, SINGLE)
        )
        if closes:
            rows = range(begin, place + 1)
            sure = float(np.exp(np.mean([scores[row, path[row]] for row in rows])))
            yield NameSpan(offset + begin, offset + place + 1, kind, sure)
