"""Write the calls of notes so that no figure of the text can touch theirs: 〔28〕, 〔5、6〕."""

from collections.abc import Iterable, Sequence

from kanben.manuscript.manuscript import Note, NoteKind

_OPEN, _CLOSE, _BETWEEN = "〔", "〕", "、"
_POSITIONAL = str.maketrans("0123456789", "〇一二三四五六七八九")


def numeral(number: int, *, vertical: bool = False) -> str:
    """Return the number of a note: 28; in vertical lines 二八, figure by figure as books do."""
    return str(number).translate(_POSITIONAL) if vertical else str(number)


def call_texts(numerals: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of calls that stand together, brackets and commas shared out to them.

    Every sign belongs to a call, so that whoever leaves calls out leaves nothing behind:
    5, 6 → 〔5 and 、6〕.
    """
    last = len(numerals) - 1
    return tuple(
        f"{_BETWEEN if place else _OPEN}{each}{_CLOSE if place == last else ''}"
        for place, each in enumerate(numerals)
    )


def bracketed(numeral: str) -> str:
    """Return the number that stands before a note, as its call is written."""
    return f"{_OPEN}{numeral}{_CLOSE}"


def name_of_notes(notes: Iterable[Note]) -> str:
    """Return the name of the word that heads the notes: an apparatus if all are the editor's."""
    return "notes" if any(note.kind == NoteKind.AUTHOR for note in notes) else "apparatus"
