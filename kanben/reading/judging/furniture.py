"""Gather what tells page furniture from text: running heads 書眉 and folios 頁碼.

Furniture comes back: the same words, at page's length apart, with numbers that count on.
"""

import re
from collections import Counter

import numpy as np
import numpy.typing as npt

from kanben.arrays import Floats, Ints
from kanben.reading.forest.columns import Columns
from kanben.reading.furniture.head_echoes import Echoes, echoes_of, nearest
from kanben.reading.looks.traits import SHAPES, Begin, End, Looks
from kanben.reading.numbers.folio_chains import Chains, chains_of
from kanben.reading.numbers.labels import Labels, labels_of
from kanben.reading.page.lines import Lines
from kanben.reading.page.zones import measures

_TOKEN = re.compile(r"[^\s\d]{2,}")
_SHORT = 40
"""Characters below which a line is taken for a possible head when words that recur are counted."""
_LONGEST_HEAD = 60
"""Characters from which a line is no running head: nobody prints one that is longer than a line."""
_BEYOND = 9
"""So many lines from a folio a line is no longer beside it."""
_BESIDE = 5
"""Lines beside the place where a chain of folios expects one, within which a line is looked at."""
_HALF_A_PAGE = 0.4
"""Share of a page around a line in which the strongest rival of its folio is looked for."""
_SHORT_PART = 0.7
"""Share of the measure below which a line may be furniture that stands alone."""


def furniture_evidence(lines: Lines, looks: Looks) -> Columns:
    """Return the evidence on each line, one column a kind of evidence."""
    columns = Columns(len(lines))
    measure = measures(lines.widths)
    below = np.append(lines.blanks[1:], 3)
    part = np.minimum(lines.widths / measure, 3)
    folio = looks.shapes[:, list(SHAPES).index("folio")]
    columns.add("width", np.minimum(lines.widths, 100))
    columns.add("part", part)
    columns.add("measure", measure)
    columns.add("indent", np.minimum(lines.indent, 40))
    columns.add("above", np.minimum(lines.blanks, 6))
    columns.add("below", np.minimum(below, 6))
    for name in Looks.__struct_fields__:
        if name not in ("last", "first", "shapes"):
            columns.add(name, np.minimum(getattr(looks, name), 100))
    for number, name in enumerate(SHAPES):
        columns.add(f"shape.{name}", looks.shapes[:, number])
    for end in End:
        columns.add(f"end.{end.name.lower()}", looks.last == end)
    for begin in Begin:
        columns.add(f"begin.{begin.name.lower()}", looks.first == begin)
    returning = _returning(lines.texts)
    columns.add("returning", returning)
    columns.add("returning_share", returning / max(1, len(lines)))
    for step in (-2, -1, 1, 2):
        for name, values in (
            ("part", part),
            ("folio", folio),
            ("above", np.minimum(lines.blanks, 6)),
            ("repeats", looks.repeats),
            ("last", looks.last),
            ("returning", returning),
        ):
            columns.add(f"{name}{step:+d}", _shifted(values, step))
    columns.add("lines", min(len(lines), 3000))
    columns.add("median_measure", np.median(measure))
    columns.add("blank_share", float((lines.blanks > 0).mean()))
    columns.add("folio_share", float(folio.mean()))
    _add_pages(columns, lines, part)
    columns.add("page", lines.page)
    columns.add("page_next", np.append(lines.page[1:], 1))
    columns.add("pages", float(lines.page.mean()))
    return columns


def possible_rows(evidence: Columns) -> Ints:
    """Return the rows that may be furniture: short, near a folio, numbered or said again.

    The other lines, more than half of most texts, need not be judged.
    """
    possible = (
        (evidence.column("part") < _SHORT_PART)
        | (np.abs(evidence.column("offset")) < _BESIDE)
        | (evidence.column("chain") > 0)
        | (evidence.column("repeats") > 1)
        | (evidence.column("echo.times") > 1)
    )
    return np.flatnonzero(possible)


def _add_pages(columns: Columns, lines: Lines, part: Floats) -> None:
    """Add what the numbers that count on from page to page tell, and the words that come back."""
    chains = chains_of(lines.texts)
    echoes = echoes_of(lines.texts, chains.chosen, chains.page)
    up, down = nearest(chains.chosen, len(lines), _BEYOND)
    offset = np.where(up <= down, up, -down)
    _add_chains(columns, chains, len(lines))
    near = np.append(chains.chosen, 0)[_owner(chains.chosen, len(lines))]
    columns.add("offset", offset)
    columns.add("folio_above", up)
    columns.add("folio_below", down)
    columns.add("folio_worth", np.where(np.abs(offset) < _BEYOND, chains.worth[near], 0))
    for name in Echoes.__struct_fields__:
        columns.add(f"echo.{name}", np.minimum(getattr(echoes, name), 100))
    labels = labels_of(lines.texts, offset)
    for name in Labels.__struct_fields__:
        columns.add(f"label.{name}", np.minimum(getattr(labels, name), 40))
    place = offset.astype(np.int64) + _BEYOND
    for name, values in (
        ("again", echoes.times > 1),
        ("agreed", echoes.agreed),
        ("beside", echoes.beside),
        ("short", part < _SHORT_PART),
        ("above", np.minimum(lines.blanks, 3)),
    ):
        columns.add(f"there.{name}", _mean_there(np.asarray(values, np.float32), place))
    for step in (-2, -1, 1, 2):
        columns.add(f"chain{step:+d}", _shifted(chains.worth, step))
        columns.add(f"label.beside{step:+d}", _shifted(labels.beside, step))
        for name in ("agreed", "since", "until", "beside", "rank", "numbered"):
            columns.add(f"{name}{step:+d}", _shifted(getattr(echoes, name), step))


def _add_chains(columns: Columns, chains: Chains, count: int) -> None:
    worth, page = chains.worth, chains.page
    rival = _windowed(worth, int(_HALF_A_PAGE * page))
    is_chosen = np.zeros(count, np.bool_)
    is_chosen[chains.chosen] = True
    columns.add("chain", worth)
    columns.add("chain_rivals", worth / np.maximum(rival, 0.1))
    columns.add("chain_best", worth / max(0.1, float(worth.max())))
    columns.add("chain_pages", worth * page / count)
    columns.add("chain_before", chains.before / page)
    columns.add("chain_after", chains.after / page)
    columns.add("chain_steps", chains.steps)
    columns.add("chain_alike", chains.alike)
    columns.add("alone", chains.alone)
    columns.add("chosen", is_chosen)
    columns.add("usual_page", page)
    columns.add("folios", len(chains.chosen) * page / count)


def _owner(chosen: Ints, count: int) -> Ints:
    """Return which of the chosen rows is nearest to each line."""
    if not len(chosen):
        return np.zeros(count, np.int64)
    middles = (chosen[1:] + chosen[:-1]) / 2
    return np.searchsorted(middles, np.arange(count)).astype(np.int64)


def _mean_there(values: Floats, place: Ints) -> Floats:
    """Return the mean of a value over all lines as far from their folio."""
    sums, counts = np.bincount(place, values), np.bincount(place)
    mean: Floats = (sums / np.maximum(counts, 1))[place].astype(np.float32)
    return mean


def _windowed(values: Floats, reach: int) -> Floats:
    """Return the greatest value within so many lines, by doubling."""
    span = 1
    padded = np.pad(values, reach)
    length = 2 * reach + 1
    while 2 * span <= length:
        padded[: len(padded) - span] = np.maximum(padded[: len(padded) - span], padded[span:])
        span *= 2
    rest = length - span
    greatest: Floats = np.maximum(padded[: len(values)], padded[rest : rest + len(values)])
    return greatest


def _shifted(values: npt.ArrayLike, step: int) -> Floats:
    array = np.asarray(values, np.float32)
    shifted = np.zeros(len(array), np.float32)
    if step > 0:
        shifted[:-step] = array[step:]
    else:
        shifted[-step:] = array[:step]
    return shifted


def _returning(texts: tuple[str, ...]) -> Floats:
    """Count for each short line how often its most frequent word stands in short lines."""
    words = [set(_TOKEN.findall(text)) if len(text) < _LONGEST_HEAD else set() for text in texts]
    short = (found for text, found in zip(texts, words, strict=True) if len(text) < _SHORT)
    counts = Counter(word for found in short for word in found)
    most = [max((counts[word] for word in found), default=0) for found in words]
    return np.array(most, np.float32)
