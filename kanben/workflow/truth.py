"""Find the files of a build folder that are not what was made, or not made from what is there.

Whatever their dates say: a manuscript cut off, an edition edited by hand, a cover deleted, a
source that was another one while its publication was being made.
"""

import os
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import structs

from kanben.manuscript.records import Record, load_record, stamp_of, write_record
from kanben.workflow.digests import file_digest

_NOW = time.time_ns()
"""The moment when this process began."""


def untrue(build: Path, files: Iterable[Path]) -> Iterator[Path]:
    """Yield those of `files` that are there and must be made again."""
    for path in files:
        if path.is_file() and not _is_true(build, path):
            yield path


def _is_true(build: Path, path: Path) -> bool:
    record = load_record(build, path)
    if record is None or not _is_as_written(build, path, record):
        return False
    return all(_digest(source) == digest for source, digest in record.read.items())


def _is_as_written(build: Path, path: Path, record: Record) -> bool:
    """Compare a file with its record; a copied build folder has other stamps and the same text.

    A file that seems to come from the future, since the clock was put back, comes from now:
    Snakemake takes what is made from it for outdated otherwise.
    """
    stamp = stamp_of(path)
    if stamp.modified > _NOW:
        os.utime(path, ns=(_NOW, _NOW))
        stamp = stamp_of(path)
    if stamp == record.stamp:
        return True
    if stamp.size != record.stamp.size or file_digest(path) != record.sha256:
        return False
    write_record(build, path, structs.replace(record, stamp=stamp))
    return True


@cache
def _digest(path: str) -> str:
    """Return the digest of a file that was read; many files are made from the same ones."""
    return file_digest(Path(path))
