"""Keep an error in the place of the file that it prevented.

A job that leaves its error behind does not stop the jobs that can go without its file: the EPUB
cites the PDF's pages, and goes without them; one edition that cannot be proved keeps no other
from being published. Whoever reads the file meets the error.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from kanben import errors
from kanben.errors import ArchiveError, KanbenError

_MAGIC = b'{"failure":'


class _Failure(Struct, frozen=True):
    cause: str
    key: str
    file: str | None
    line: int | None
    found: dict[str, str]


class _Record(Struct, frozen=True):
    failure: _Failure


def encoded_failure(error: KanbenError) -> bytes:
    """Return an error as it stands in the place of a file."""
    found = {name: str(value) for name, value in error.found.items()}
    failure = _Failure(type(error).__name__, error.key, error.file, error.line, found)
    return msgspec.json.encode(_Record(failure))


def failure_of(path: Path) -> KanbenError | None:
    """Return the error that lies in a file's place; None for a file that was made."""
    with path.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            return None
    return failure_in(path.read_bytes(), path)


def failure_in(content: bytes, path: Path) -> KanbenError | None:
    """Return the error that a file's content is; None for any other content."""
    if not content.startswith(_MAGIC):
        return None
    try:
        failure = msgspec.json.decode(content, type=_Record).failure
        cause: type[KanbenError] = getattr(errors, failure.cause)
    except (msgspec.DecodeError, UnicodeDecodeError, AttributeError):
        return ArchiveError("archive.no_draft", file=path)
    return cause(failure.key, file=failure.file, line=failure.line, **failure.found)
