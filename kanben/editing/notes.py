"""Word the notes of the apparatus."""

import re

from kanben.characters import SENTENCE_END
from kanben.editing.quoting import quoted
from kanben.manuscript.decisions import VariantReading, Witness
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

_WIDE = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_HALF = re.compile(r"(?<=[\u3400-\u9fff])[,;:!?()]|[,;:!?()](?=[\u3400-\u9fff])")
"""The width of a mark is the compositor's, not a reading."""


def emendation_note(manuscript: Manuscript, change: Emendation) -> Note:
    """Say what was printed and what is published, or what the editor asks, and why."""
    if change.change == Change.NOTE:
        return Note("", NOTED[change.change], _sentence(change.after))
    act = str(change.change)
    if change.change == Change.QUERY and not change.after:
        act = "doubt"
    text = _phrase(manuscript, f"note-{act}").format(
        before=quoted(_widened(change.before)), after=quoted(_widened(change.after))
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
        reading=quoted(_with_wide_marks(reading.a)),
        other=quoted(_with_wide_marks(reading.b)),
        witness=witness_name(manuscript, reading.b.at.source),
    )
    return Note("", NoteKind.READING, text)


def witness_name(manuscript: Manuscript, source: int) -> str:
    """Name a source as readers know it: by the title of its part, or by its file."""
    titled = [part.title for part in manuscript.parts if part.sources == (source,) and part.title]
    return titled[0] if titled else manuscript.sources[source].name.rpartition(".")[0]


def _phrase(manuscript: Manuscript, key: str) -> str:
    return word(key, f"zh-{manuscript.script}")


def _with_wide_marks(witness: Witness) -> str:
    """Return a reading, its marks on full cells where Chinese stands beside them."""
    start = len(witness.before[-1:])
    wide = _widened(witness.before[-1:] + witness.reading + witness.after[:1])
    return wide[start : start + len(witness.reading)]


def _widened(text: str) -> str:
    return _HALF.sub(lambda mark: _WIDE[mark[0]], text)


def _sentence(text: str) -> str:
    """End the editor's words with a full stop, if nothing ends them yet."""
    return text if not text or text[-1] in SENTENCE_END else f"{text}。"
