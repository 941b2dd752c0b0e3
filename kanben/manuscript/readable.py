"""Keep records as JSON that a person can read, and read them back."""

from pathlib import Path
from typing import TypeVar

import msgspec

from kanben.errors import ArchiveError
from kanben.manuscript.archive import whole_file

T = TypeVar("T")


def save_readable(value: msgspec.Struct, path: Path) -> None:
    """Write a record as indented JSON."""
    with whole_file(path) as draft:
        draft.write_bytes(readable(value))


def readable(value: msgspec.Struct) -> bytes:
    """Return a record as it stands on disk."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def load_readable(path: Path, kind: type[T], key: str) -> T:
    """Read a record back; raises ArchiveError with the message `key` for a file that is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ArchiveError(key, file=path, problem=str(error)) from error
