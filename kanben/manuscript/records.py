"""Keep on record what each file of a build was when it was written, and what it was made from.

The workflow trusts no date: a file that is not what its record says, or was made from something
else than lies there now, is made again. Records are kept while a build runs; a verb that is
called by hand leaves none.
"""

import os
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec
from msgspec import Struct

VARIABLE = "KANBEN_RECORDS"
"""The environment variable that names the build folder whose files are kept on record."""
_FOLDER = "records"
_LISTING = "room.json"


class Stamp(Struct, frozen=True, array_like=True):
    """Hold what the file system says of a file; nobody can set `changed` (the ctime) back."""

    size: int
    modified: int
    changed: int
    inode: int


class Record(Struct, frozen=True):
    """Hold the digest of a file, its stamp, and the digests of what was read to make it."""

    sha256: str
    stamp: Stamp
    read: dict[str, str]


_read: dict[str, str] = {}
"""What this process has read so far: path to digest."""


def is_recording() -> bool:
    """Tell whether what is read and written is to be kept on record."""
    return bool(os.environ.get(VARIABLE))


def note_read(path: Path, content: bytes) -> None:
    """Note what a file held when it was read: whatever is written from now on stands on it."""
    if is_recording():
        _read[os.fsdecode(path)] = sha256(content).hexdigest()


def stamp_of(path: Path) -> Stamp:
    """Return what the file system says of a file."""
    found = path.stat()
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def record_place(build: Path, path: Path) -> Path:
    """Return where the record of a file of a build folder lies."""
    return build / _FOLDER / f"{path.relative_to(build)}.json"


def keep_record(path: Path) -> None:
    """Keep on record a file that was just written, if it belongs to the build that is going on."""
    build = Path(os.environ.get(VARIABLE, ""))
    if is_recording() and path.is_relative_to(build):
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        write_record(build, path, Record(digest, stamp_of(path), dict(_read)))


def forget_record(path: Path) -> None:
    """Have a file of the build that is going on made again by the next one."""
    build = Path(os.environ.get(VARIABLE, ""))
    if is_recording() and path.is_relative_to(build):
        record_place(build, path).unlink(missing_ok=True)


def write_record(build: Path, path: Path, record: Record) -> None:
    """Write a record; one that is cut off is no record, and costs only that the file is remade."""
    place = record_place(build, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(msgspec.json.encode(record))


def keep_listing(build: Path, files: Iterable[Path]) -> None:
    """Keep on record what many small files are that one job writes, the reading room's."""
    if is_recording():
        listing = {os.fsdecode(path.relative_to(build)): stamp_of(path) for path in files}
        place = build / _FOLDER / _LISTING
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(msgspec.json.encode(listing))


def is_listed(build: Path) -> bool:
    """Tell whether the files on the list are there, as they were written; without one, they are."""
    try:
        content = (build / _FOLDER / _LISTING).read_bytes()
    except OSError:
        return True
    try:
        listing = msgspec.json.decode(content, type=dict[str, Stamp])
        return all(stamp_of(build / name) == stamp for name, stamp in listing.items())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return False


def load_record(build: Path, path: Path) -> Record | None:
    """Read the record of a file; None if there is none that can be read."""
    try:
        return msgspec.json.decode(record_place(build, path).read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
