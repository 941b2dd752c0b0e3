"""Keep two builds out of one folder, by a lock that dies with its process.

Snakemake's own lock is a file that outlives a kill -9; the operating system's is gone with the
process that held it, so that the same command simply goes on.
"""

import fcntl
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from kanben.errors import BusyError
from kanben.manuscript.archive import DRAFT_PREFIX

LOCK_NAME = ".lock"


class Holder(Struct, frozen=True):
    """Say who holds a lock: process, when it began, what it runs."""

    process: int = 0
    since: str = "?"
    command: str = "?"


_held: list[IO[str]] = []
"""Open files of this process's locks: to close one gives the lock back."""


def hold(build: Path) -> None:
    """Take the lock of a build folder for as long as this process lives.

    Drafts that a killed build left behind are removed. Raises BusyError, naming the holder, if
    another process has the lock.
    """
    build.mkdir(parents=True, exist_ok=True)
    lock = (build / LOCK_NAME).open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = _holder(lock)
        lock.close()
        raise BusyError(
            "workflow.busy",
            file=build,
            process=holder.process,
            since=holder.since,
            command=holder.command,
        ) from error
    _held.append(lock)
    _sign(lock)
    _sweep(build)


def _holder(lock: IO[str]) -> Holder:
    lock.seek(0)
    try:
        return msgspec.json.decode(lock.read(), type=Holder)
    except msgspec.DecodeError:
        return Holder()


def _sign(lock: IO[str]) -> None:
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    holder = Holder(os.getpid(), since, " ".join(sys.orig_argv))
    lock.seek(0)
    lock.truncate()
    lock.write(msgspec.json.encode(holder).decode())
    lock.flush()


def _sweep(build: Path) -> None:
    for draft in build.rglob(f"{DRAFT_PREFIX}*"):
        draft.unlink(missing_ok=True)
