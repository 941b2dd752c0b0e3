"""Gather named columns of numbers into the table that a forest judges."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]


class Columns:
    """Collect columns of one length under unique names."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._columns: dict[str, Numbers] = {}

    def add(self, name: str, column: npt.ArrayLike) -> None:
        """Add a column, or a constant for all rows."""
        if name in self._columns:
            raise ValueError(name)
        values = np.asarray(column, np.float32)
        self._columns[name] = np.broadcast_to(values, (self._length,))

    def copy(self) -> "Columns":
        """Return a table of the same columns that more can be added to."""
        copied = Columns(self._length)
        copied._columns = dict(self._columns)
        return copied

    def column(self, name: str) -> Numbers:
        """Return one column."""
        return self._columns[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names in the order of the columns."""
        return tuple(self._columns)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._length

    def select(self, rows: npt.NDArray[np.int64]) -> "Columns":
        """Return the same columns with some of the rows."""
        selected = Columns(len(rows))
        for name, column in self._columns.items():
            selected.add(name, column[rows])
        return selected

    def table(self, start: int = 0, stop: int | None = None) -> Numbers:
        """Return the rows from `start` up to `stop` as rows × columns."""
        rows = slice(start, self._length if stop is None else min(stop, self._length))
        table = np.empty((rows.stop - rows.start, len(self._columns)), np.float32)
        for place, column in enumerate(self._columns.values()):
            table[:, place] = column[rows]
        return table

    def turned(self, start: int, stop: int) -> Numbers:
        """Return the rows from `start` up to `stop` as columns × rows."""
        return np.stack([column[start:stop] for column in self._columns.values()])
