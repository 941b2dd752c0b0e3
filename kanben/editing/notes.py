"""Word the notes of the apparatus."""

from kanben.characters import SENTENCE_END, inked
from kanben.manuscript.decisions import VariantReading
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.manuscript import Manuscript, Note, NoteKind
from kanben.messages import word

NOTED = {
    Change.CORRECT: NoteKind.EMENDATION,
    Change.DROP: NoteKind.EMENDATION,
    Change.INSERT: NoteKind.EMENDATION,
    Change.QUERY: NoteKind.QUERY,
    Change.NOTE: NoteKind.EDITOR,
}
"""Changes that have a note, with its kind."""

_LONGEST, _SHOWN = 24, 8
"""A reading longer than the first is quoted by so many of its first and last characters."""


def emendation_note(manuscript: Manuscript, change: Emendation) -> Note:
    """Say what was printed and what is published, or what the editor asks, and why."""
    if change.change == Change.NOTE:
        return Note("", NOTED[change.change], _sentence(change.after))
    act = str(change.change)
    if change.change == Change.QUERY and not change.after:
        act = "doubt"
    text = _phrase(manuscript, f"note-{act}").format(
        before=_quoted(change.before), after=_quoted(change.after)
    )
    return Note("", NOTED[change.change], text + _sentence(change.reason))


def reading_note(manuscript: Manuscript, reading: VariantReading) -> Note:
    """Say what the other witness reads."""
    key = "note-reading"
    if not reading.b.reading:
        key = "note-reading-lacking"
    elif not reading.a.reading:
        key = "note-reading-added"
    text = _phrase(manuscript, key).format(
        reading=_quoted(reading.a.reading),
        other=_quoted(reading.b.reading),
        witness=witness_name(manuscript, reading.b.at.source),
    )
    return Note("", NoteKind.READING, text)


def witness_name(manuscript: Manuscript, source: int) -> str:
    """Name a source as readers know it: by the title of its part, or by its file."""
    titled = [part.title for part in manuscript.parts if part.sources == (source,) and part.title]
    return titled[0] if titled else manuscript.sources[source].name.rpartition(".")[0]


def _phrase(manuscript: Manuscript, key: str) -> str:
    return word(key, f"zh-{manuscript.script}")


def _quoted(text: str) -> str:
    flat = inked(text) if "\n" in text else text
    if len(flat) <= _LONGEST:
        return flat
    return f"{flat[:_SHOWN]}……{flat[-_SHOWN:]}"


def _sentence(text: str) -> str:
    """End the editor's words with a full stop, if nothing ends them yet."""
    return text if not text or text[-1] in SENTENCE_END else f"{text}。"
