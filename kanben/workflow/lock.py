"""Keep two builds out of one folder, by a lock that dies with its process.

Snakemake's own lock is a file that outlives a kill -9; the operating system's is gone with the
process that held it, so that the same command simply goes on.
"""

import os
import shutil
import sys
from datetime import datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from kanben.errors import BusyError
from kanben.manuscript.archive import DRAFT_PREFIX

LOCK_NAME = ".lock"


class Holder(Struct, frozen=True):
    """Say who holds a lock: process, when it began, what it runs."""

    process: int = 0
    since: str = "?"
    command: str = "?"


_held: list[FileLock] = []
"""Locks of this process: one that nobody refers to is given back."""


def hold(build: Path) -> None:
    """Take the lock of a build folder for as long as this process lives.

    Drafts that a killed build left behind are removed. Raises BusyError, naming the holder, if
    another process has the lock.
    """
    build.mkdir(parents=True, exist_ok=True)
    place = build / LOCK_NAME
    # A lock of another kind than the operating system's would outlive its process.
    lock = FileLock(place, timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        holder = _holder(place)
        raise BusyError(
            "workflow.busy",
            file=build,
            process=holder.process,
            since=holder.since,
            command=holder.command,
        ) from error
    _held.append(lock)
    _sign(place)
    _sweep(build)


def _holder(lock: Path) -> Holder:
    try:
        return msgspec.json.decode(lock.read_bytes(), type=Holder)
    except msgspec.DecodeError:
        return Holder()


def _sign(lock: Path) -> None:
    """Write into the lock's file who holds it; the file stays the same one."""
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    holder = Holder(os.getpid(), since, " ".join(sys.orig_argv))
    lock.write_bytes(msgspec.json.encode(holder))


def _sweep(build: Path) -> None:
    for draft in list(build.rglob(f"{DRAFT_PREFIX}*")):
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)
