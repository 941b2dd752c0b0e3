"""State every cause of failure that a person can act on.

An error names a message of the table in :mod:`kanben.messages` and carries the values that
message needs; the command line puts it into the reader's language and ends with `exit_code`.
"""

import errno
import shlex
import sys
from pathlib import Path


class KanbenError(Exception):
    """Fail with a message of the table: where, what was found, what to do.

    `key` is a key of the message table, `found` its values. `file` is the path as the user
    knows it, `line` counts from 1.
    """

    exit_code = 1

    def __init__(
        self,
        key: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        **found: object,
    ) -> None:
        super().__init__(key)
        self.key = key
        self.file = None if file is None else str(file)
        self.line = line
        self.found = found

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        values = ", ".join(f"{name}={value!r}" for name, value in self.found.items())
        return " ".join(part for part in (place, self.key, values) if part)


class SourceError(KanbenError):
    """A source text cannot be read: empty, binary, broken encoding, missing."""

    exit_code = 65


class PublicationError(KanbenError):
    """A publication's YAML, or the name of a publication, cannot be used."""

    exit_code = 66


class EmendationError(KanbenError):
    """An emendation does not fit the printed text that it names."""

    exit_code = 67


class ArchiveError(KanbenError):
    """A file that an earlier stage left cannot be read back."""

    exit_code = 68


class ConservationError(KanbenError):
    """Characters of the source are missing from a manuscript, or foreign ones are in it."""

    exit_code = 70


class EngineError(KanbenError):
    """A program or font that a stage needs is missing, too old, or failed."""

    exit_code = 69


class ConfigError(KanbenError):
    """The configuration or the command line asks for something that does not exist."""

    exit_code = 64


class BusyError(KanbenError):
    """Another build holds the lock."""

    exit_code = 75


class FileError(KanbenError):
    """A file cannot be written or read: full disk, no permission, a folder in its place."""

    exit_code = 74


class OutOfMemoryError(KanbenError):
    """There is not enough memory (EX_OSERR of sysexits.h)."""

    exit_code = 71


class DefectError(KanbenError):
    """Kanben itself is at fault (EX_SOFTWARE of sysexits.h)."""

    exit_code = 70


_TOLD = 300
"""Characters of a stranger's message that are shown; msgspec quotes whole documents."""

_FILE_FAULTS = {
    "full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "denied": (errno.EACCES, errno.EPERM, errno.EROFS),
    "missing": (errno.ENOENT,),
    "folder": (errno.EISDIR, errno.ENOTEMPTY),
    "no_folder": (errno.ENOTDIR, errno.EEXIST),
    "long_name": (errno.ENAMETOOLONG,),
    "name": (errno.EILSEQ, errno.EINVAL),
}
_FILE_KEYS = {number: f"file.{key}" for key, numbers in _FILE_FAULTS.items() for number in numbers}


def file_fault(error: OSError, file: Path | str | None = None) -> FileError:
    """Put what the operating system says of a file into an error with a remedy.

    `file` is the path as the user knows it; the one that the system names if None.
    """
    named = file if file is not None else error.filename
    path = named if isinstance(named, Path | str) else None
    key = _FILE_KEYS.get(error.errno or 0, "file.other")
    return FileError(key, file=path, problem=error.strerror or str(error))


def fault_of(error: Exception) -> KanbenError:
    """Put whatever was raised into an error that can be told, and kept."""
    if isinstance(error, KanbenError):
        return error
    if isinstance(error, OSError):
        known: KanbenError = file_fault(error)
    elif isinstance(error, MemoryError):
        known = OutOfMemoryError("fault.memory")
    else:
        problem = f"{type(error).__name__}: {error}"[:_TOLD]
        command = shlex.join(["kanben", "report", *sys.argv[1:]])
        known = DefectError("fault.unknown", problem=problem, command=command)
    known.__cause__ = error
    return known
