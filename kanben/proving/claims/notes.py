"""Compare notes and their calls: every note once, whole, called where the manuscript calls it."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from kanben.manuscript.manuscript import Apparatus, Manuscript, Note, NoteKind
from kanben.proving.claims.body import Standing
from kanben.proving.matter import Call, EditionLine, Fault, Kind, Region
from kanben.proving.normal import ink

_CALL = re.compile(r"\[\w+\]|[〔、]\w+〕?|（\w+）|\(\w+\)|[*†‡§]+|[\w①-⑳㉑-㉟㊱-㊿]+")
"""How the number of a note may be set where it is called; calls at one place share brackets."""
_PAGE = ("页", "頁")
"""What follows the page's number in the place of a note."""
_BRACKETS = "[]〔〕（）()、 \u2002"


class NoteMatter(Struct, frozen=True):
    """Hold the lines in which an edition has its notes, and the labels of its pages, if any."""

    lines: Sequence[EditionLine]
    labels: Sequence[str] = ()


def check_notes(
    manuscript: Manuscript, standings: Sequence[Standing], matter: NoteMatter, slack: int
) -> Iterator[Fault]:
    """Yield what is wrong with notes and calls.

    A call may stand `slack` characters beside its place. With labels of pages, each of the
    editor's notes at the end must name the page where it is called.
    """
    notes = [line for line in matter.lines if line.kind == Kind.NOTE]
    anchors = {standing.claim.anchor for standing in standings}
    book = _Notes(manuscript, notes, anchors, matter.labels)
    for standing in standings:
        yield from _check_calls(standing, book, slack)
    yield from book.left()


class _Notes:
    """Know the notes of both sides, and which of the edition's have been accounted for."""

    def __init__(
        self,
        manuscript: Manuscript,
        lines: Sequence[EditionLine],
        anchors: Collection[str],
        labels: Sequence[str],
    ) -> None:
        self.anchors = anchors
        self.labels = labels if manuscript.apparatus is Apparatus.END else ()
        self.notes = {note.id: note for note in manuscript.notes}
        self.lines = list(lines)
        self.found: dict[str, EditionLine] = {}
        self._by_anchor = {anchor: line for line in lines for anchor in line.anchors}
        self._by_text: dict[str, list[EditionLine]] = {}
        for line in lines:
            self._by_text.setdefault(ink(line.text), []).append(line)

    def of(self, note: Note, call: Call) -> EditionLine | None:
        """Return the edition's note that a call leads to, if it says what it should."""
        if note.id in self.found:
            line = self.found[note.id]
            leads = not call.target or call.target in line.anchors
            return line if leads and _same_label(call, line) else None
        if call.target:
            goal = self._by_anchor.get(call.target)
            if goal is None or ink(goal.text) != ink(note.text) or not _same_label(call, goal):
                return None
            return self._take(note, goal)
        for line in self._by_text.get(ink(note.text), ()):
            if _same_label(call, line) and not any(line is taken for taken in self._taken()):
                return self._take(note, line)
        return None

    def may_be_called(self, note: Note, standing: Standing) -> bool:
        """Tell whether a note that no mark calls may be called at the end of a block.

        It speaks of that block, or of one that is not set: a running head.
        """
        return note.anchor == standing.claim.anchor or note.anchor not in self.anchors

    def misplaced(self, note: Note, page: int) -> Iterator[Fault]:
        """Yield a fault unless a note at the end says that it is called on this page."""
        if not self.labels or note.kind == NoteKind.AUTHOR:
            return
        said, label = self.found[note.id].place, self.labels[page]
        if not said.startswith(label) or said[len(label) : len(label) + 1] not in _PAGE:
            yield Fault("place", Region.NOTES, label, said)

    def _taken(self) -> list[EditionLine]:
        return list(self.found.values())

    def _take(self, note: Note, line: EditionLine) -> EditionLine:
        self.found[note.id] = line
        return line

    def left(self) -> Iterator[Fault]:
        """Yield notes that nothing calls and the edition does not have, and the reverse."""
        for note in self.notes.values():
            if note.id not in self.found:
                same = [
                    line
                    for line in self._by_text.get(ink(note.text), ())
                    if not any(line is taken for taken in self._taken())
                ]
                if same:
                    self.found[note.id] = same[0]
                else:
                    yield Fault("note", Region.NOTES, expected=note.text[:80])
        taken = {id(line) for line in self._taken()}
        for line in self.lines:
            if id(line) not in taken:
                yield Fault("foreign", Region.NOTES, found=line.text[:80])


def _check_calls(standing: Standing, book: _Notes, slack: int) -> Iterator[Fault]:
    wanted = _once([call for call in standing.claim.calls if call[1] in book.notes])
    found = list(standing.calls)
    end = len(standing.claim.ink)
    for offset, name in wanted:
        note = book.notes[name]
        near = (call for call in found if abs(call.offset - offset) <= slack)
        call = next((call for call in near if book.of(note, call) is not None), None)
        if call is None:
            yield Fault("call", Region.BODY, note.text[:80], standing.claim.ink[:80])
        else:
            found.remove(call)
            yield from book.misplaced(note, standing.page_at(max(call.offset - 1, 0)))
    for call in found:
        waiting = (
            note
            for note in book.notes.values()
            if note.id not in book.found and book.may_be_called(note, standing)
        )
        uncalled = any(book.of(note, call) is not None for note in waiting)
        if not (uncalled and call.offset == end):
            yield Fault("call", Region.BODY, found=f"{call.label} {standing.claim.ink[:40]}")


def _once(calls: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return one call for each run of a note's calls on neighbouring pieces."""
    return [
        call
        for number, call in enumerate(calls)
        if number + 1 == len(calls) or calls[number + 1][1] != call[1]
    ]


def _same_label(call: Call, line: EditionLine) -> bool:
    """Tell whether call and note bear one number; word processors number notes themselves."""
    if not call.label and not line.label:
        return True
    return bool(_CALL.fullmatch(call.label.strip())) and _plain(call.label) == _plain(line.label)


def _plain(label: str) -> str:
    return unicodedata.normalize("NFKC", label.strip(_BRACKETS)).strip(_BRACKETS)
