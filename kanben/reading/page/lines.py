"""Lay the printed lines of a part out as a table: one row a line that is not blank."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct

from kanben.arrays import Codes, Floats, Ints
from kanben.characters import is_blank
from kanben.reading.page.glyphs import codes_of, flag_table, half_cells

BLANKS = "".join(filter(is_blank, map(chr, range(0x10000))))
"""All characters that leave no ink."""

_FORM_FEED = "\f"


class Lines(Struct, frozen=True):
    """Hold n lines of a text, stripped of the blanks at both ends, with their places.

    `source`, `number` (from 1) and `column` (from 0) say where a line's ink begins. `indent` is
    in cells, `blanks` counts the blank lines above. `page` is true where a page begins with the
    line: a new file, a form feed. `codes` are the code points of all lines, those of line i at
    ``starts[i]:starts[i + 1]``; `widths` are the lines' widths in cells.
    """

    texts: tuple[str, ...]
    source: Ints
    number: Ints
    column: Ints
    indent: Floats
    blanks: Ints
    page: Ints
    codes: Codes
    starts: Ints
    widths: Floats

    def __len__(self) -> int:
        """Return the number of lines that are not blank."""
        return len(self.texts)

    def count(self, flag: int) -> Floats:
        """Count the characters of a class in every line."""
        found = (flag_table()[self.codes] & flag) != 0
        return self.sums(found.astype(np.float32))

    def sums(self, values: Floats) -> Floats:
        """Sum a value of every character over each line."""
        if not len(self):
            return np.zeros(0, np.float32)
        sums: Floats = np.add.reduceat(values, self.starts[:-1]).astype(np.float32)
        return sums


def lay_out(sources: Iterable[tuple[int, Sequence[str]]]) -> Lines:
    """Make the table of the lines of one part: pairs of a source's index and its lines."""
    texts: list[str] = []
    places: list[tuple[int, int, int, int, bool]] = []
    margins: list[str] = []
    for source, printed in sources:
        blanks, page = 0, True
        for number, line in enumerate(printed, 1):
            text = line.strip(BLANKS)
            if not text:
                blanks += 1
                page = page or _FORM_FEED in line
                continue
            column = line.index(text[0]) if line[0] in BLANKS else 0
            margin = line[:column]
            places.append((source, number, column, blanks, page or _FORM_FEED in margin))
            margins.append(margin.rpartition(_FORM_FEED)[2])
            texts.append(text)
            blanks, page = 0, _FORM_FEED in line[column:]
    return _table(texts, places, margins)


def _table(
    texts: list[str], places: list[tuple[int, int, int, int, bool]], margins: list[str]
) -> Lines:
    grid = np.array(places, np.int64).reshape(-1, 5)
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=starts[1:])
    codes = codes_of("".join(texts))
    half = half_cells(codes).astype(np.float32)
    widths = np.add.reduceat(half, starts[:-1]) / 2 if texts else half
    indents = [_cells(margin) if margin else 0.0 for margin in margins]
    return Lines(
        texts=tuple(texts),
        source=grid[:, 0],
        number=grid[:, 1],
        column=grid[:, 2],
        indent=np.array(indents, np.float32),
        blanks=grid[:, 3],
        page=grid[:, 4],
        codes=codes,
        starts=starts,
        widths=np.maximum(widths, 0.5).astype(np.float32),
    )


def _cells(margin: str) -> float:
    return sum(2.0 if char == "\t" else 1.0 if char == "\u3000" else 0.5 for char in margin)


def select(lines: Lines, rows: Ints) -> Lines:
    """Return the table of some of the lines, in order; `blanks` stay those right above each."""
    lengths = np.diff(lines.starts)[rows]
    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    shift = np.repeat(lines.starts[:-1][rows] - starts[:-1], lengths)
    places = np.arange(int(starts[-1])) + shift
    return Lines(
        texts=tuple(lines.texts[row] for row in rows.tolist()),
        source=lines.source[rows],
        number=lines.number[rows],
        column=lines.column[rows],
        indent=lines.indent[rows],
        blanks=lines.blanks[rows],
        page=lines.page[rows],
        codes=lines.codes[places],
        starts=starts,
        widths=lines.widths[rows],
    )
