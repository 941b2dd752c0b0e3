"""Measure a command with all that it starts: CPU seconds, wall time, the most memory at once."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2): orphans become ours, and their times are counted."""
_PAUSE = 0.02
"""Seconds between two looks at the memory."""
_PAGE = resource.getpagesize()
_MEGABYTE = 1e6


class Cost(Struct, frozen=True):
    """Say what a command cost: seconds of all processors, seconds waited, megabytes at most."""

    cpu: float
    wall: float
    memory: float


def cost_of(*commands: Sequence[str], folder: Path) -> Cost:
    """Run commands one after another in a folder; raises CalledProcessError if one fails.

    Memory is the resident set of the whole tree, pages that processes share counted once in each.
    """
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    before, since, most = _spent(), time.perf_counter(), [0.0]
    for command in commands:
        with (folder / "output.log").open("wb") as output:
            started = subprocess.Popen(
                command,
                cwd=folder,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PATH": path},
            )
            with _Watch(lambda: most.__setitem__(0, max(most[0], _tree(os.getpid())))):
                code = started.wait()
        if code:
            told = (folder / "output.log").read_text("utf-8", "replace")[-2000:]
            raise subprocess.CalledProcessError(code, command, told)
    _reap()
    return Cost(_spent() - before, time.perf_counter() - since, most[0] / _MEGABYTE)


class _Watch:
    """Look at something again and again while a block runs."""

    def __init__(self, look: Callable[[], object]) -> None:
        self._look = look
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while not self._over.wait(_PAUSE):
            self._look()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children(process: int) -> list[int]:
    try:
        found = Path(f"/proc/{process}/task").iterdir()
        return [int(each) for task in found for each in (task / "children").read_text().split()]
    except OSError:
        return []


def _tree(process: int) -> float:
    """Return the resident bytes of all that a process started, and what those started."""
    bytes_, waiting = 0.0, _children(process)
    while waiting:
        each = waiting.pop()
        try:
            bytes_ += int(Path(f"/proc/{each}/statm").read_text().split()[1]) * _PAGE
        except (OSError, IndexError):
            continue
        waiting += _children(each)
    return bytes_


def _reap() -> None:
    """Wait for orphans, which some programs leave behind; end those that serve the next start."""
    for each in _children(os.getpid()):
        try:
            os.kill(each, signal.SIGTERM)
            os.waitpid(each, 0)
        except (ProcessLookupError, ChildProcessError):
            continue
