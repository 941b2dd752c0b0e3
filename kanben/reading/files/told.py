"""Gather what sources tell of their own lines: rulings, pages, type, emphasis."""

from collections.abc import Sequence

from msgspec import structs

from kanben.manuscript.decisions import Constraint
from kanben.reading.files.source import SourceText
from kanben.sources.printed import PrintedMark


def given_of(texts: Sequence[SourceText], indices: Sequence[int]) -> tuple[Constraint, ...]:
    """Return what the sources with these indices say of their own lines."""
    return tuple(
        structs.replace(ruling, source=index)
        for index in indices
        if (printout := texts[index].printout) is not None
        for ruling in printout.rulings
    )


def pages_of(texts: Sequence[SourceText], indices: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return the names of the pages, by the source and line that they begin at."""
    return {(index, at): page for index in indices for at, page in texts[index].pages.items()}


def marks_of(
    texts: Sequence[SourceText], indices: Sequence[int]
) -> dict[tuple[int, int], tuple[PrintedMark, ...]]:
    """Return emphasis and ruby by source and line, where the line is as the document has it."""
    return {
        (index, number): marks
        for index in indices
        if (printout := texts[index].printout) is not None
        for number, marks in printout.marks.items()
        if texts[index].lines[number - 1 : number] == printout.lines[number - 1 : number]
    }


def plain_of(texts: Sequence[SourceText], indices: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Return source and number of the lines that are in the body's type, by their sources."""
    return frozenset(
        (index, number)
        for index in indices
        if (printout := texts[index].printout) is not None
        for number in printout.plain
    )
