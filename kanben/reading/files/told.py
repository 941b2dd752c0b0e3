"""Gather what sources tell of their own lines: rulings, pages, type, emphasis."""

from collections.abc import Sequence

from msgspec import structs

from kanben.manuscript.decisions import Constraint
from kanben.reading.files.source import SourceText
from kanben.sources.printed import PrintedMark, PrintedNote


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
        if _stands(texts[index], number)
    }


def notes_of(texts: Sequence[SourceText]) -> tuple[tuple[PrintedNote, ...], ...]:
    """Return for each source the notes whose signs stand in lines as the source has them."""
    return tuple(
        tuple(
            note
            for note in (text.printout.notes if text.printout else ())
            if _stands(text, note.call.line) and _stands(text, note.sign.line)
        )
        for text in texts
    )


def _stands(text: SourceText, line: int) -> bool:
    """Tell whether reading left a line as the source has it."""
    printout = text.printout
    return printout is not None and text.lines[line - 1 : line] == printout.lines[line - 1 : line]


def plain_of(texts: Sequence[SourceText], indices: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Return source and number of the lines that are in the body's type, by their sources."""
    return frozenset(
        (index, number)
        for index in indices
        if (printout := texts[index].printout) is not None
        for number in printout.plain
    )
