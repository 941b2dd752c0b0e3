"""Keep what can be undone beyond the end of the desk, as strokes on one version after another.

The journal lies in the build folder. Who deletes it loses nothing but what could be undone; the
text of the YAML is never taken from it without the version that the strokes belong to.
"""

import os
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.desk.history import Deed, History, Step, after
from kanben.manuscript.archive import whole_file


class JournalEntry(Struct, frozen=True, omit_defaults=True):
    """Hold what led from one version of the YAML to the next; a new step says what it wrote."""

    deed: Deed
    old: str
    new: str
    start: int = 0
    before: str = ""
    after: str = ""


class Journal(Struct, frozen=True):
    """Name the file of the journal of one publication."""

    path: Path

    def enter(self, entry: JournalEntry) -> None:
        """Enter what is about to be written; where nobody can write, nothing is entered."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
            with os.fdopen(os.open(self.path, flags, 0o644), "wb") as stream:
                stream.write(_line(entry))

    def history_at(self, version: str) -> History:
        """Return the history that led to a version, none if the journal does not lead there."""
        histories: dict[str, History] = {}
        for entry in self._entries():
            known = histories.get(entry.old, History())
            histories[entry.new] = after(
                known, entry.deed, Step(entry.start, entry.before, entry.after)
            )
        return histories.get(version, History())

    def begin(self, history: History, version: str) -> None:
        """Write the journal anew with what is left to undo, so that it grows no longer than that.

        It is let be where nobody can write, and not begun before there is something to undo.
        """
        if not self.path.is_file():
            return
        with suppress(OSError), whole_file(self.path) as draft:
            draft.write_bytes(b"".join(map(_line, _entries_of(history, version))))

    def _entries(self) -> list[JournalEntry]:
        """Read the entries; the last may have been cut off, and whatever is none ends the list."""
        entries: list[JournalEntry] = []
        with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            if not self.path.is_symlink():
                lines = self.path.read_bytes().splitlines()
                entries.extend(msgspec.json.decode(line, type=JournalEntry) for line in lines)
        return entries


def _line(entry: JournalEntry) -> bytes:
    return msgspec.json.encode(entry) + b"\n"


def _entries_of(history: History, version: str) -> list[JournalEntry]:
    """Return entries that lead to a history; the versions between have no names that a file has."""
    steps = [*history.done, *reversed(history.undone)]
    deeds = [(Deed.DO, step) for step in steps]
    deeds += [(Deed.UNDO, Step(0, "", "")) for _ in history.undone]
    names = ["", *(f"{number}" for number in range(1, len(deeds))), version]
    return [
        JournalEntry(deed, old, new, step.start, step.before, step.after)
        for (deed, step), (old, new) in zip(deeds, pairwise(names), strict=False)
    ]
