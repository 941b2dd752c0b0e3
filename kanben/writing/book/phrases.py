"""Part a title into its phrases, and long phrases into words: where its lines may end.

沿江老镇重修码头 今年秋天迎来第一班渡轮 has two phrases; a narrow page that must break the second
breaks it between 今年 and 秋天, never 秋/天.
"""

from collections.abc import Iterable, Iterator

from msgspec import structs

from kanben.characters import cells, has_han, is_han
from kanben.simplified import simplify
from kanben.words import cut
from kanben.writing.book.runs import Run

PHONE = 12.0
"""Full-width cells of a title that a telephone's line holds: 360 px, titles of 1.5 × 18 px."""

_LONGEST_FIGURE = 10
"""Characters of a figure in a table that may stand unbroken: rwxr-xr-x, 1,234,567."""
_LONGEST = 6
"""Characters of a word that may stand unbroken: a longer one (a name, an address) must give way."""


def words_of(phrase: str, room: float) -> tuple[str, ...]:
    """Return the words of a phrase; a phrase that fits into `room` full-width cells is one.

    A word of one character joins the word before it: 的, 了 and 们 begin no line.
    """
    if cells(phrase) <= room:
        return (phrase,)
    words: list[str] = []
    start = 0
    for word in cut(simplify(phrase)):
        original = phrase[start : start + len(word)]
        start += len(word)
        joined = words[-1] + original if words and len(original) == 1 else ""
        if joined and len(joined) <= _LONGEST and is_han(joined[-2]):
            words[-1] = joined
        else:
            words.append(original)
    return tuple(words)


def is_whole(word: str) -> bool:
    """Tell whether a word is short enough to stand unbroken in any line."""
    return 1 < len(word) <= _LONGEST


def is_figure(cell: str) -> bool:
    """Tell whether a table's cell holds a number or a short name that is not to be broken."""
    return len(cell) <= _LONGEST_FIGURE and not has_han(cell)


def phrases_of(runs: Iterable[Run], room: float) -> Iterator[tuple[Run, ...]]:
    """Yield the phrases of a title, parted at its blanks; a phrase is runs of a word each.

    `room` is the width of the line in full-width cells of the title's own size.
    """
    phrase: list[Run] = []
    for run in runs:
        *whole, last = run.text.split(" ")
        for text in whole:
            phrase += _words(structs.replace(run, text=text, notes=()), room)
            if phrase:
                yield tuple(phrase)
            phrase = []
        phrase += _words(structs.replace(run, text=last), room)
    if phrase:
        yield tuple(phrase)


def _words(run: Run, room: float) -> list[Run]:
    if not run.text:
        return [run] if run.notes else []
    *before, last = words_of(run.text, room)
    plain = [structs.replace(run, text=word, notes=()) for word in before]
    return [*plain, structs.replace(run, text=last)]
