"""Put the room's files where they belong, touching only those that have changed."""

from collections.abc import Collection
from pathlib import Path

import msgspec

from kanben.errors import file_fault


def put(path: Path, content: str | bytes) -> None:
    """Let a file hold `content`, whole or not at all; one that does already is left alone.

    Raises FileError if it cannot be written.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    draft = path.with_name(f".kanben-{path.name}")
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        raise file_fault(error, path) from error


def scripted(name: str, content: object) -> bytes:
    """Return data as a script that hands it over under its name."""
    data = msgspec.json.encode(content).replace(b"\xe2\x80\xa8", b"\\u2028")
    return b'kanben.lay("' + name.encode() + b'",' + data.replace(b"</", b"<\\/") + b")\n"


def sweep(folder: Path, kept: Collection[Path]) -> None:
    """Delete the files of a folder that are none of those."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and path not in kept:
            path.unlink()
