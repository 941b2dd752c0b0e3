"""Open a pressroom for a build: a process that has the engines at hand, and dies with the build."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from kanben.errand import PRESSROOM

_MODULE = "kanben.cli.pressroom"
_WAITING = 64
"""Verbs that may wait at the door: more than any machine has cores."""


def open_pressroom() -> None:
    """Start the pressroom, and let all verbs that this process starts find it.

    Where there are no sockets of the file system, verbs run by themselves as ever.
    """
    if not hasattr(socket, "AF_UNIX") or os.environ.get(PRESSROOM):
        return
    folder = Path(tempfile.mkdtemp(prefix="kanben-"))
    place = folder / "pressroom"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen(_WAITING)
        life, held = os.pipe()
        command = [sys.executable, "-m", _MODULE, str(door.fileno()), str(life)]
        process = subprocess.Popen(
            command, pass_fds=(door.fileno(), life), stdin=subprocess.DEVNULL
        )
        os.close(life)
    os.environ[PRESSROOM] = f"{place}:{sys.prefix}"
    atexit.register(_close, process, held, folder)


def _close(process: "subprocess.Popen[bytes]", held: int, folder: Path) -> None:
    os.close(held)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
