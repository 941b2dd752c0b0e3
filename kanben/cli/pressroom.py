"""Keep the engines at hand for a build: a process that forks for each verb handed over to it.

To import what a verb needs takes longer than most verbs do. The pressroom imports it once; every
verb then runs in a child of its own, with the streams, the folder and the environment of the
process that called it. The build holds the other end of a pipe: when it dies, however it dies, the
pressroom ends its children and itself.
"""

import gc
import marshal
import os
import selectors
import signal
import socket
import sys
import traceback
from array import array
from collections.abc import Iterator
from contextlib import suppress
from pkgutil import resolve_name

_STREAMS = 3
"""Input, output and errors of the caller."""
_LONGEST_WAIT = 10.0
"""Seconds that a caller has to say what it wants."""
_AT_HAND = (
    ("kanben.cli.verbs", "kanben.press", "kanben.cli.manuscript", "kanben.reading.read"),
    ("kanben.reading.judging.judges:judges", "kanben.reading.words.continuity:network"),
    ("kanben.editing.emend", "kanben.editing.apparatus", "kanben.editing.witnesses", "jieba"),
    ("kanben.indexing.marks.terms", "kanben.indexing.text.tagging.tagger:tagger"),
    ("kanben.cli.variant", "kanben.variants.convert", "kanben.variants.lexicon:lexicon"),
    ("kanben.indexing.order.entries", "kanben.indexing.order.filing"),
    ("kanben.writing.pdf.edition", "kanben.writing.designs:designs"),
    ("kanben.writing.epub.edition", "kanben.writing.docx.edition"),
    ("kanben.cli.audit", "kanben.proving.audit", "pikepdf", "lxml.etree"),
    ("kanben.cli.review", "kanben.showing.review", "kanben.cli.catalogue"),
)
"""Modules, and what they load once, by the order in which a build asks for them; jobs are taken
between the rows."""


class Pressroom:
    """Take verbs from a socket, and run each in a child; `life` ends when the build does."""

    def __init__(self, door: socket.socket, life: int) -> None:
        self._door = door
        self._life = life
        self._bell = _bell()
        self._jobs: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(door, selectors.EVENT_READ, self._accept)
        self._selector.register(self._bell, selectors.EVENT_READ, self._settle)
        self._selector.register(life, selectors.EVENT_READ)

    def run(self) -> None:
        """Work until the build is over."""
        preparing = _prepared()
        prepared = False
        while True:
            prepared = prepared or next(preparing, None) is None
            for key, _ in self._selector.select(None if prepared else 0):
                if key.fd == self._life:
                    return
                key.data()

    def close(self) -> None:
        """End what still runs."""
        for process in self._jobs:
            _end(process)

    def _accept(self) -> None:
        line, _ = self._door.accept()
        line.settimeout(_LONGEST_WAIT)
        try:
            streams, order = _order_on(line)
        except (OSError, ValueError, EOFError, TypeError):
            line.close()
            return
        process = os.fork()
        if process == 0:
            self._forget()
            _work(streams, *order)
        with suppress(OSError):
            os.setpgid(process, process)
        for stream in streams:
            os.close(stream)
        self._jobs[process] = line
        self._selector.register(line, selectors.EVENT_READ, lambda: self._hang_up(process))

    def _forget(self) -> None:
        """Let go, in a child, of all that is the pressroom's."""
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._selector.close()
        for each in (self._bell, self._door, *self._jobs.values()):
            each.close()
        os.close(self._life)

    def _settle(self) -> None:
        """Tell callers how their verbs have ended."""
        self._bell.recv(4096)
        for process in list(self._jobs):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                code = os.waitstatus_to_exitcode(status)
                with self._jobs.pop(process) as line, suppress(OSError):
                    with suppress(KeyError):
                        self._selector.unregister(line)
                    line.sendall(bytes([code if code >= 0 else 128 - code]))

    def _hang_up(self, process: int) -> None:
        """End the verb of a caller who has gone."""
        self._selector.unregister(self._jobs[process])
        _end(process)


def _bell() -> socket.socket:
    """Return what can be read when a child has ended."""
    heard, rung = socket.socketpair()
    heard.settimeout(0)
    rung.settimeout(0)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(rung.detach())
    return heard


def _prepared() -> Iterator[str]:
    """Import and load row by row what verbs need; yield after each."""
    for row in _AT_HAND:
        for name in row:
            _, _, loader = name.partition(":")
            found = resolve_name(name)
            if loader:
                found()
        gc.freeze()
        yield row[0]


def _order_on(
    line: socket.socket,
) -> tuple[list[int], tuple[bytes, list[bytes], dict[bytes, bytes]]]:
    """Return the streams of a caller, and its folder, arguments and environment."""
    size = socket.CMSG_SPACE(_STREAMS * array("i").itemsize)
    head, carried, _, _ = line.recvmsg(4, size)
    streams = array("i")
    for _, kind, content in carried:
        if kind == socket.SCM_RIGHTS:
            streams.frombytes(content)
    length, order = int.from_bytes(head, "big"), b""
    while len(order) < length:
        part = line.recv(length - len(order))
        if not part:
            raise EOFError
        order += part
    return list(streams), marshal.loads(order)


def _work(
    streams: list[int], folder: bytes, arguments: list[bytes], environment: dict[bytes, bytes]
) -> None:
    """Run a verb, and end this process with its exit code."""
    code = 1
    try:
        _speak_through(streams)
        os.chdir(folder)
        os.environb.clear()
        os.environb.update(environment)
        sys.argv = ["kanben", *map(os.fsdecode, arguments)]
        from kanben.cli.verbs import run

        run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException as error:
        traceback.print_exception(error)
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _speak_through(streams: list[int]) -> None:
    """Make the streams of a caller those of this process."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - a number is no path
    sys.stdout = open(1, "w", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115


def _end(process: int) -> None:
    """Ask a verb, and what it has started, to end."""
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGTERM)


def main() -> None:
    """Open the pressroom at the socket and with the pipe whose numbers are given."""
    door, life = map(int, sys.argv[1:])
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    pressroom = Pressroom(socket.socket(fileno=door), life)
    try:
        pressroom.run()
    finally:
        pressroom.close()


if __name__ == "__main__":
    main()
