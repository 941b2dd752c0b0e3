"""Open an archive and check it: every member's checksum, nothing twice, nothing beside them."""

import zlib
from pathlib import Path
from struct import unpack_from
from zipfile import BadZipFile, ZipFile, ZipInfo

from kanben.proving.matter import Fault

_LOCAL = "<4sHHHHHIIIHH"
_LOCAL_SIZE = 30
"""Bytes of a member's header before its name (APPNOTE.TXT, 4.3.7)."""
_END_SIZE = 22
"""Bytes of a local header and of the record that ends an archive (APPNOTE 4.3.7, 4.3.16)."""


def read_zip(path: Path, faults: list[Fault]) -> dict[str, bytes]:
    """Return the members of an archive by name, in its order.

    What does not fit together goes to `faults`. Raises BadZipFile for a file that is no archive.
    """
    raw = path.read_bytes()
    members: dict[str, bytes] = {}
    with ZipFile(path) as archive:
        at = 0
        for info in archive.infolist():
            if info.filename in members:
                faults.append(Fault("doubled", found=info.filename))
            members[info.filename] = _content(archive, info, faults)
            at = _local(raw, info, at, faults)
        ends = raw[-_END_SIZE : -_END_SIZE + 4] == b"PK\x05\x06"
        if archive.comment or at != archive.start_dir or not ends:
            faults.append(Fault("foreign", found=path.name))
    return members


def _content(archive: ZipFile, info: ZipInfo, faults: list[Fault]) -> bytes:
    try:
        return archive.read(info)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        faults.append(Fault("damaged", found=f"{info.filename}: {error}"))
    return b""


def _local(raw: bytes, info: ZipInfo, at: int, faults: list[Fault]) -> int:
    """Compare a member's two headers, and return where the next member should begin."""
    if len(raw) < info.header_offset + _LOCAL_SIZE:
        faults.append(Fault("damaged", found=info.filename))
        return at
    _, _, flags, method, *_, name_size, extra_size = unpack_from(_LOCAL, raw, info.header_offset)
    time, day, crc, packed, size = unpack_from("<HHIII", raw, info.header_offset + 10)
    start = info.header_offset + _LOCAL_SIZE
    name = raw[start : start + name_size].decode("utf-8", "replace")
    year, month, date, hour, minute, second = info.date_time
    stamps = (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | date)
    sizes = (crc, packed, size) == (info.CRC, info.compress_size, info.file_size)
    same = (flags, method, name) == (info.flag_bits, info.compress_type, info.filename)
    if not (same and (sizes or flags & 8) and (time, day) == stamps and info.header_offset == at):
        faults.append(Fault("damaged", found=info.filename))
    return int(start + name_size + extra_size + info.compress_size)
