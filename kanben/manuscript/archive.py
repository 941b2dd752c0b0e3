"""Keep manuscripts on disk as JSON, and write every file whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from kanben.errors import ArchiveError, FileError, KanbenError, file_fault
from kanben.manuscript.failures import encoded_failure, failure_in
from kanben.manuscript.manuscript import SCHEMA, Manuscript
from kanben.manuscript.records import forget_record, keep_record, note_read
from kanben.manuscript.soundness import first_fault

T = TypeVar("T")

DRAFT_PREFIX = ".kanben-"
"""How the names of unfinished files begin; what a killed build left is known by it."""


class _Envelope(msgspec.Struct, frozen=True):
    schema: int
    manuscript: Manuscript


class _Schema(msgspec.Struct, frozen=True):
    schema: int


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to; it takes the name of `path` when all went well.

    The folder is made. Nothing half-written is left, whatever happens. Raises FileError, naming
    `path`, if there is no room, no permission, or a folder in the way.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=DRAFT_PREFIX, suffix=path.suffix, dir=path.parent)
    except (OSError, ValueError) as error:
        raise _unwritten(error, path) from error
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        umask = os.umask(0)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        draft.replace(path)
        keep_record(path)
    except OSError as error:
        elsewhere = error.filename not in (None, draft, name)
        raise (file_fault(error) if elsewhere else _unwritten(error, path)) from error
    finally:
        draft.unlink(missing_ok=True)


def _unwritten(error: OSError | ValueError, path: Path) -> FileError:
    """Name the file that was asked for, not its draft; a path with NUL is a ValueError."""
    fault = error if isinstance(error, OSError) else OSError(errno.EINVAL, str(error))
    return file_fault(fault, path)


def leave_failure(error: KanbenError, path: Path, companions: Iterable[Path] = ()) -> None:
    """Write the error where a file would lie, and nothing where its companions would.

    None of them has a record: the next build tries again, whatever was in the way.
    """
    for place, content in ((path, encoded_failure(error)), *((each, b"") for each in companions)):
        with whole_file(place) as draft:
            draft.write_bytes(content)
        forget_record(place)


def save(manuscript: Manuscript, path: Path) -> None:
    """Write the manuscript as one JSON document with the version of its schema."""
    with whole_file(path) as draft:
        draft.write_bytes(encoded(manuscript))


def encoded(manuscript: Manuscript) -> bytes:
    """Return a manuscript as it stands on disk."""
    return msgspec.json.encode(_Envelope(SCHEMA, manuscript))


def load(path: Path) -> Manuscript:
    """Read a manuscript.

    Raises ArchiveError for a file that is missing, no manuscript, or of another schema, or one
    that does not hold together; and the error that lies in its place if it could not be made.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ArchiveError("archive.missing", file=path) from error
    except OSError as error:
        raise file_fault(error, path) from error
    note_read(path, content)
    failure = failure_in(content, path)
    if failure:
        raise failure
    schema = _decoded(content, _Schema, path).schema
    if schema != SCHEMA:
        raise ArchiveError("archive.schema", file=path, found_schema=schema, schema=SCHEMA)
    manuscript = _decoded(content, _Envelope, path).manuscript
    fault = first_fault(manuscript)
    if fault:
        raise ArchiveError("archive.unsound", file=path, problem=fault)
    return manuscript


def _decoded(content: bytes, kind: type[T], path: Path) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ArchiveError("archive.no_manuscript", file=path, problem=str(error)) from error
