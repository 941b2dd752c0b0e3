"""Judge page furniture again, in the light of what stands around it and comes back with it.

A line beside a sure folio, where other pages hold sure heads, is a head; one that stands where
no page is due is none.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from kanben.reading.columns import Columns
from kanben.reading.echoes import keys_of
from kanben.reading.glyphs import Bools, Floats, Ints

_DOUBTFUL = 0.004
_SURE = 0.3
_REACH = 3
_FEW_PAGES = 4.0
_SLIP = 1e-4


def doubtful(chance: Floats) -> Ints:
    """Return the rows that may be furniture, or stand near what probably is."""
    near = _within(chance > _SURE, _REACH)
    return np.flatnonzero((chance > _DOUBTFUL) | near)


def margin_evidence(
    texts: Sequence[str], evidence: Columns, chance: Floats, rows: Ints
) -> Columns:
    """Return the evidence on some rows, with the first chances of the lines around."""
    columns = Columns(len(rows))
    for name in evidence.names:
        columns.add(name, evidence.column(name)[rows])
    sure = np.clip(chance, _SLIP, 1 - _SLIP)
    columns.add("first", np.log(sure / (1 - sure))[rows])
    padded = np.pad(chance, _REACH)
    for step in range(-_REACH, _REACH + 1):
        if step:
            columns.add(f"first{step:+d}", padded[rows + _REACH + step])
    columns.add("echoing", _mean_of_others(_groups(texts, rows), chance, rows))
    places = evidence.column("offset")
    columns.add("there.first", _mean_there(places, chance)[rows])
    likely = np.flatnonzero(chance > 0.5)
    page = evidence.column("usual_page")[0] if len(chance) else 1.0
    up, down = _pages_to(likely, rows, page)
    columns.add("likely_before", up)
    columns.add("likely_after", down)
    total = np.append(0, np.cumsum(chance))
    for name, pages in (("page_before", -1.0), ("page_after", 1.0)):
        middle = rows + pages * page
        first = np.clip(np.floor(middle - 0.15 * page - 1), 0, len(chance)).astype(np.int64)
        last = np.clip(np.ceil(middle + 0.15 * page + 2), 0, len(chance)).astype(np.int64)
        columns.add(name, np.minimum(total[last] - total[first], 9))
    columns.add("mass", total[-1] * page / max(1, len(chance)))
    return columns


def _within(here: Bools, reach: int) -> Bools:
    """Tell which lines stand within so many lines of a true one."""
    total = np.append(0, np.cumsum(here))
    rows = np.arange(len(here))
    found: Bools = (
        total[np.minimum(rows + reach + 1, len(here))] > total[np.maximum(rows - reach, 0)]
    )
    return found


def _groups(texts: Sequence[str], rows: Ints) -> list[tuple[str, ...]]:
    return [keys_of(texts[row]) for row in rows.tolist()]


def _mean_of_others(groups: list[tuple[str, ...]], chance: Floats, rows: Ints) -> Floats:
    """Return the mean chance of the other lines with a line's words; -1 where there are none."""
    sums: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    own = chance[rows].tolist()
    for keys, value in zip(groups, own, strict=True):
        for key in keys:
            sums[key] += value
            counts[key] += 1
    found = [
        max(
            ((sums[key] - value) / (counts[key] - 1) for key in keys if counts[key] > 1),
            default=-1.0,
        )
        for keys, value in zip(groups, own, strict=True)
    ]
    return np.array(found, np.float32)


def _mean_there(offset: Floats, chance: Floats) -> Floats:
    """Return the mean chance of the other lines as far from their folio."""
    place = (offset - offset.min()).astype(np.int64) if len(offset) else offset.astype(np.int64)
    sums, counts = np.bincount(place, chance), np.bincount(place)
    mean: Floats = ((sums[place] - chance) / np.maximum(counts[place] - 1, 1)).astype(np.float32)
    return mean


def _pages_to(likely: Ints, rows: Ints, page: float) -> tuple[Floats, Floats]:
    """Return the pages up and down to the nearest probable furniture that is not near by."""
    if not len(likely):
        most = np.full(len(rows), _FEW_PAGES, np.float32)
        return most, most
    before = np.searchsorted(likely, rows - _REACH - 2, "right") - 1
    after = np.searchsorted(likely, rows + _REACH + 2)
    up = np.where(before >= 0, rows - likely[np.maximum(before, 0)], np.inf) / page
    down = np.where(
        after < len(likely), likely[np.minimum(after, len(likely) - 1)] - rows, np.inf
    ) / page
    return (
        np.minimum(up, _FEW_PAGES).astype(np.float32),
        np.minimum(down, _FEW_PAGES).astype(np.float32),
    )
