"""Keep manuscripts on disk as JSON, and write every file whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kanben.errors import ArchiveError
from kanben.manuscript.manuscript import SCHEMA, Manuscript

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

    The folder is made. Nothing half-written is left, whatever happens.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=DRAFT_PREFIX, suffix=path.suffix, dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        umask = os.umask(0)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def save(manuscript: Manuscript, path: Path) -> None:
    """Write the manuscript as one JSON document with the version of its schema."""
    with whole_file(path) as draft:
        draft.write_bytes(msgspec.json.encode(_Envelope(SCHEMA, manuscript)))


def load(path: Path) -> Manuscript:
    """Read a manuscript.

    Raises ArchiveError for a file that is missing, no manuscript, or of another schema.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ArchiveError("archive.missing", file=path) from error
    try:
        schema = msgspec.json.decode(content, type=_Schema).schema
    except msgspec.DecodeError as error:
        raise ArchiveError("archive.no_manuscript", file=path, problem=str(error)) from error
    if schema != SCHEMA:
        raise ArchiveError("archive.schema", file=path, found_schema=schema, schema=SCHEMA)
    try:
        return msgspec.json.decode(content, type=_Envelope).manuscript
    except msgspec.DecodeError as error:
        raise ArchiveError("archive.no_manuscript", file=path, problem=str(error)) from error
