"""Find the titles that classical books count behind their words: 學而第一, 為政第二."""

from kanben.reading.outline.chapters import WIDEST
from kanben.reading.outline.dress import counted_title
from kanben.reading.page.lines import Lines

_FEWEST = 3
"""So many titles count on before they are ones: 得了第一 by itself is a sentence."""
_APART = 2
"""Lines from one to the next at least, on average; closer ones are a list of contents."""


def find_counted(lines: Lines) -> tuple[int, ...]:
    """Return the rows of titles that count on by one, each with text below."""
    found: list[int] = []
    run: list[int] = []
    latest = 0
    for row, text in enumerate(lines.texts):
        label = counted_title(text) if lines.widths[row] <= WIDEST else None
        if label is None:
            continue
        if run and label.parts[0] != latest + 1:
            found += _real(run)
            run = []
        run.append(row)
        latest = label.parts[0]
    return tuple(found + _real(run))


def _real(run: list[int]) -> list[int]:
    if len(run) < _FEWEST:
        return []
    return run if run[-1] - run[0] >= _APART * (len(run) - 1) else []
