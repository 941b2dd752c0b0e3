"""Keep a publication's YAML on disk: whole, at once, and never over somebody else's change."""

import os
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kanben.errors import ConfigError, FileError, file_fault
from kanben.manuscript.archive import whole_file

_BOM = b"\xef\xbb\xbf"


class OnDisk(Struct, frozen=True):
    """Hold what a file held when it was read, and its digest; a missing file holds nothing."""

    text: str
    version: str
    bom: bool = False

    def with_text(self, text: str) -> bytes:
        """Return what the file holds with another text."""
        return _BOM * self.bom + text.encode()


def version_of(content: bytes) -> str:
    """Return the version of a file's content."""
    return sha256(content).hexdigest()[:32]


def read_copy(path: Path) -> OnDisk:
    """Read the YAML at `path`; raises FileError for a link, or a file that cannot be read."""
    content = _content(path)
    text = content.decode("utf-8-sig", errors="strict")
    return OnDisk(text, version_of(content), content.startswith(_BOM))


def write_copy(path: Path, known: OnDisk, text: str) -> OnDisk:
    """Write a new text in place of the known one; when this returns, it is on the disk.

    Raises ConfigError if the file is no longer what is known of it.
    """
    content = known.with_text(text)
    with whole_file(path) as draft:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if version_of(_content(path)) != known.version:
            raise ConfigError("desk.changed", file=path)
    _sync(path.parent)
    return OnDisk(text, version_of(content), known.bom)


def _content(path: Path) -> bytes:
    if path.is_symlink():
        raise FileError("desk.link", file=path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise file_fault(error, path) from error


def _sync(folder: Path) -> None:
    """Let the new name of a file reach the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
