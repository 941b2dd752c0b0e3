"""Keep an error in the place of the draft that it prevented.

A job that leaves its error behind does not stop the jobs that only cite it: the EPUB cites the
PDF's pages, and goes without them. The proof of the draft then fails with that error.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben import errors
from kanben.errors import ArchiveError, KanbenError
from kanben.manuscript.archive import whole_file

_MAGIC = b'{"failure":'


class _Failure(Struct, frozen=True):
    cause: str
    key: str
    file: str | None
    line: int | None
    found: dict[str, str]


class _Record(Struct, frozen=True):
    failure: _Failure


def leave_failure(error: KanbenError, draft: Path, companions: Iterable[Path] = ()) -> None:
    """Write the error where the draft would lie, and nothing where its companions would."""
    found = {name: str(value) for name, value in error.found.items()}
    failure = _Failure(type(error).__name__, error.key, error.file, error.line, found)
    with whole_file(draft) as file:
        file.write_bytes(msgspec.json.encode(_Record(failure)))
    for companion in companions:
        with whole_file(companion) as file:
            file.write_bytes(b"")


def failure_of(draft: Path) -> KanbenError | None:
    """Return the error that lies in a draft's place; None for a draft that was made."""
    with draft.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            return None
    try:
        failure = msgspec.json.decode(draft.read_bytes(), type=_Record).failure
        cause: type[KanbenError] = getattr(errors, failure.cause)
    except (msgspec.DecodeError, UnicodeDecodeError, AttributeError):
        return ArchiveError("archive.no_draft", file=draft)
    return cause(failure.key, file=failure.file, line=failure.line, **failure.found)
