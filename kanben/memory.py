"""Remember what was made of a text, for its next reading with other words of the editor.

A reading is made of pure functions. While a memory is at hand (an editor sits at the desk), those
that cost time and see the same values as in the last reading are not called again, and forests
judge only the rows that are not what they were. Without one, nothing is kept.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Table = npt.NDArray[np.float32]
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")
_Thing = TypeVar("_Thing")


class Judge(Protocol):
    """Score the rows of a table; `splits` are the sorted values at which each column parts them."""

    @property
    def splits(self) -> Sequence[Table]:
        """Return the splits of each column."""

    def scores_of(self, table: Table) -> Table:
        """Return the scores of a table, row by row."""


class _Judged(Struct, frozen=True):
    """Hold a table that a forest judged, and its scores."""

    table: Table
    scores: Table


class Memory:
    """Hold what the last reading of one text made, and what the present one makes."""

    def __init__(self) -> None:
        self._last: dict[Hashable, list[tuple[object, object]]] = {}
        self._now: dict[Hashable, list[tuple[object, object]]] = {}
        self._last_named: dict[Hashable, object] = {}
        self._now_named: dict[Hashable, object] = {}
        self._last_of: dict[Hashable, tuple[object, object]] = {}
        self._now_of: dict[Hashable, tuple[object, object]] = {}
        self._tallies: dict[Hashable, tuple[Mapping[int, object], Counter[str]]] = {}
        self._tallies_now: dict[Hashable, tuple[Mapping[int, object], Counter[str]]] = {}
        self._lists: dict[Hashable, tuple[Sequence[object], tuple[object, ...]]] = {}
        self._lists_now: dict[Hashable, tuple[Sequence[object], tuple[object, ...]]] = {}
        self._tables: dict[int, list[_Judged]] = {}
        self._tables_now: dict[int, list[_Judged]] = {}

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Let this memory serve the reading inside; what that does not touch is forgotten."""
        token = _at_hand.set(self)
        try:
            yield
            self._last, self._last_named = self._now, self._now_named
            self._last_of, self._tallies = self._now_of, self._tallies_now
            self._lists, self._tables = self._lists_now, self._tables_now
        finally:
            self._now, self._now_named, self._now_of = {}, {}, {}
            self._tallies_now, self._lists_now, self._tables_now = {}, {}, {}
            _at_hand.reset(token)

    def recall(
        self, owner: Hashable, given: tuple[object, ...], make: Callable[[], object]
    ) -> object:
        """Return what `owner` made of the same values, or make it."""
        for made in self._last.get(owner, ()):
            if _is_same(made[0], given):
                self._now.setdefault(owner, []).append(made)
                return made[1]
        result = make()
        self._now.setdefault(owner, []).append((given, result))
        return result

    def recall_named(self, name: Hashable, make: Callable[[], object]) -> object:
        """Return what goes by an equal name, or make it."""
        result = self._last_named[name] if name in self._last_named else make()
        self._now_named[name] = result
        return result

    def recall_of(
        self, owner: Hashable, things: tuple[object, ...], make: Callable[[], object]
    ) -> object:
        """Return what `owner` made of the very same things, or make it."""
        name = (owner, *map(id, things))
        found = self._last_of.get(name) or self._now_of.get(name) or (things, make())
        self._now_of[name] = found
        return found[1]

    def tally(
        self,
        owner: Hashable,
        things: Sequence[_Thing],
        count: Callable[[list[_Thing]], Counter[str]],
    ) -> Counter[str]:
        """Return what is counted in all things: the last count, less what is gone, with the new."""
        numbered = {id(thing): thing for thing in things}
        last: tuple[Mapping[int, _Thing], Counter[str]]
        last = self._tallies.get(owner, ({}, Counter()))  # type: ignore[assignment]
        known, total = last[0], last[1].copy()
        if len(numbered) == len(things):
            total.update(count([one for key, one in numbered.items() if key not in known]))
            total.subtract(count([one for key, one in known.items() if key not in numbered]))
            self._tallies_now[owner] = (numbered, total)
            return total
        return count(list(things))

    def renew(
        self, owner: Hashable, rows: Sequence[_Thing], make: Callable[[_Thing], _Made]
    ) -> tuple[_Made, ...]:
        """Make something of each row, except of those that are what they were in the last list."""
        last: tuple[Sequence[_Thing], tuple[_Made, ...]] = self._lists.get(owner, ((), ()))  # type: ignore[assignment]
        known = list(zip(*last, strict=True))[: len(rows)]
        made = [
            one if before == row else make(row)
            for row, (before, one) in zip(rows, known, strict=False)
        ]
        made += map(make, rows[len(known) :])
        self._lists_now[owner] = (rows, tuple(made))
        return tuple(made)

    def judge(self, judge: Judge, table: Table) -> Table:
        """Judge the rows of a table that are not those of the last reading's table.

        A part of the text is known by its turn: parts are read in one order.
        """
        tables = self._tables_now.setdefault(id(judge), [])
        known = self._tables.get(id(judge), [])
        turn = len(tables)
        scores = (
            judge.scores_of(table) if turn >= len(known) else _rejudged(table, known[turn], judge)
        )
        tables.append(_Judged(table, scores))
        return scores


_at_hand: ContextVar[Memory | None] = ContextVar("memory", default=None)


def memory_at_hand() -> Memory | None:
    """Return the memory of the reading that is going on, None if nothing is to be kept."""
    return _at_hand.get()


def remembered(function: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Call the function only for values that the last reading did not give it.

    Tables are told apart by identity, arrays and plain values by what they hold. What it returns
    must not be changed by anybody.
    """

    @wraps(function)
    def recalling(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        memory = _at_hand.get()
        if memory is None:
            return function(*args, **kwargs)
        given = (*args, *kwargs.values())
        return memory.recall(function, given, lambda: function(*args, **kwargs))  # type: ignore[return-value]

    return recalling


def recalled_by_name(name: Hashable, make: Callable[[], _Made]) -> _Made:
    """Return what was made under an equal name in the last reading; make it without one.

    The name must say all that the making depends on and that may differ between two readings.
    """
    memory = _at_hand.get()
    return make() if memory is None else memory.recall_named(name, make)  # type: ignore[return-value]


def recalled_of(owner: Hashable, things: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
    """Return what was made of the very same things in the last reading; make it without one.

    `things` are told apart by identity, which costs nothing however long a text they hold: a block
    that is read as it was read before is the same block. `owner` says all else.
    """
    memory = _at_hand.get()
    return make() if memory is None else memory.recall_of(owner, things, make)  # type: ignore[return-value]


def renewed(
    owner: Hashable, rows: Sequence[_Thing], make: Callable[[_Thing], _Made]
) -> tuple[_Made, ...]:
    """Make something of each row; what the last reading made of an equal row is the same thing.

    Rows are compared with those at the same place of the last list.
    """
    memory = _at_hand.get()
    return tuple(map(make, rows)) if memory is None else memory.renew(owner, rows, make)


def tallied(
    owner: Hashable, things: Sequence[_Thing], count: Callable[[list[_Thing]], Counter[str]]
) -> Counter[str]:
    """Return what `count` finds in all things, which must be the sum of what it finds in each.

    With a memory, only things are counted that were not there in the last reading.
    """
    memory = _at_hand.get()
    return count(list(things)) if memory is None else memory.tally(owner, things, count)


def _is_same(known: object, given: object) -> bool:
    if known is given:
        return True
    if isinstance(known, tuple) and isinstance(given, tuple):
        pairs = zip(known, given, strict=False)
        return len(known) == len(given) and all(_is_same(one, other) for one, other in pairs)
    if isinstance(known, np.ndarray) and isinstance(given, np.ndarray):
        return bool(np.array_equal(known, given))
    plain = isinstance(known, str | int | dict | frozenset)
    return plain and type(known) is type(given) and known == given


def _rejudged(table: Table, judged: _Judged, judge: Judge) -> Table:
    """Judge only the rows that are new: those between what is equal at both ends, at most."""
    old, known = judged.table, judged.scores
    count = min(len(table), len(old))
    first = _equal_rows(table[:count], old[:count], judge.splits)
    rest = count - first
    last = _equal_rows(table[::-1][:rest], old[::-1][:rest], judge.splits)
    scores = np.empty((len(table), known.shape[1]), np.float32)
    scores[:first] = known[:first]
    if last:
        scores[-last:] = known[-last:]
    between = slice(first, len(table) - last)
    new, before = table[between], old[first : len(old) - last]
    if new.shape == before.shape:
        scores[between] = known[between]
        changed = np.flatnonzero(_unlike(new, before, judge.splits)) + first
        scores[changed] = judge.scores_of(table[changed])
    else:
        scores[between] = judge.scores_of(new)
    return scores


def _equal_rows(one: Table, other: Table, splits: Sequence[Table]) -> int:
    """Count the rows at the beginning that are judged alike."""
    unlike = _unlike(one, other, splits)
    return int(unlike.argmax()) if unlike.any() else len(one)


def _unlike(one: Table, other: Table, splits: Sequence[Table]) -> npt.NDArray[np.bool_]:
    """Tell which rows differ by more than what lies between two splits of the trees."""
    entries = one != other
    for column in np.flatnonzero(entries.any(axis=0)).tolist():
        rows = np.flatnonzero(entries[:, column])
        sides = (np.searchsorted(splits[column], table[rows, column]) for table in (one, other))
        entries[rows, column] = np.not_equal(*sides)
    unlike: npt.NDArray[np.bool_] = entries.any(axis=1)
    return unlike
