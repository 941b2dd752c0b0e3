"""Pack files into a ZIP whose bytes depend on nothing but them."""

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can record."""
_READABLE = 0o100644 << 16
"""A plain file that everybody may read, as Unix has it in the upper half."""


class Member(Struct, frozen=True):
    """Hold a file of an archive: its path there, its content."""

    name: str
    content: bytes


def write_zip(path: Path, members: Iterable[Member], stored: Iterable[str] = ()) -> None:
    """Write members in the given order, those of the names `stored` without compression."""
    plain = frozenset(stored)
    with ZipFile(path, "w") as archive:
        for member in members:
            entry = ZipInfo(member.name, _EARLIEST)
            entry.external_attr = _READABLE
            entry.create_system = 3
            entry.compress_type = ZIP_STORED if member.name in plain else ZIP_DEFLATED
            archive.writestr(entry, member.content)
