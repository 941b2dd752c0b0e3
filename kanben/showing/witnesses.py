"""Show variant readings between witnesses: as a table, as lines, as a page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from kanben.manuscript.decisions import Comparison, ReadingKind, Witness
from kanben.messages import language, say
from kanben.templates import render

COLUMNS = ("source_a", "line_a", "reading_a", "source_b", "line_b", "reading_b", "kind")


class Pair(Struct, frozen=True):
    """Hold the readings between the same two sources."""

    a: str
    b: str
    readings: tuple[Comparison, ...]


def table(found: Iterable[Comparison]) -> Iterator[str]:
    """Yield the lines of a table: the names of the columns, one variant reading a line.

    Columns are parted by tabs; a reading that is not there is empty. Within one publication a
    source goes by its file's name, across publications by both names.
    """
    readings = tuple(found)
    name = _namer(readings)
    yield "\t".join(COLUMNS)
    for one in readings:
        a, b = one.reading.a, one.reading.b
        cells = (
            *(name(one.a), str(a.at.line), a.reading),
            *(name(one.b), str(b.at.line), b.reading),
            str(one.reading.kind),
        )
        yield "\t".join(cells)


def lines(found: Iterable[Comparison]) -> Iterator[str]:
    """Yield two lines for each variant reading, for people at a terminal."""
    readings = tuple(found)
    name = _namer(readings)
    for one in readings:
        yield f"{kind_name(one.reading.kind)}  {_quoted(name(one.a), one.reading.a)}"
        yield f"{'　' * len(kind_name(one.reading.kind))}  {_quoted(name(one.b), one.reading.b)}"
    yield say("witnesses.count", count=len(readings))


def _quoted(name: str, witness: Witness) -> str:
    return f"{name}:{witness.at.line}  …{witness.before}【{witness.reading}】{witness.after}…"


def page(found: Iterable[Comparison]) -> str:
    """Return a page with both contexts of every reading side by side."""
    readings = tuple(found)
    name = _namer(readings)
    pairs = [
        Pair(name(a), name(b), tuple(group))
        for (a, b), group in groupby(readings, lambda one: (one.a, one.b))
    ]
    return render(
        "witnesses.html", pairs=pairs, count=len(readings), lang=language(), say=say, kind=kind_name
    )


def kind_name(kind: ReadingKind) -> str:
    """Name a kind of difference in the reader's language."""
    return say(f"witnesses.kind.{kind}")


def _namer(found: Sequence[Comparison]) -> Callable[[tuple[str, str]], str]:
    publications = {side[0] for one in found for side in (one.a, one.b)}
    return "/".join if len(publications) > 1 else lambda names: names[1]
