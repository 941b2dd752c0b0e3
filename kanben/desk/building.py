"""Publish from the desk: run the workflow for one publication, and tell how far it is."""

import re
import subprocess
from collections import deque
from threading import Lock, Thread

from msgspec import Struct

from kanben.desk.shelf import Shelf
from kanben.manuscript.publication import load_publication
from kanben.workflow.runs import snakemake_command

_STEPS = re.compile(r"(\d+) of (\d+) steps \((\d+)%\) done")
_TOLD = 200
"""Lines of the workflow's words that are kept: enough to find what failed."""


class Progress(Struct, frozen=True):
    """Tell how far a build is: steps done, of how many; `told` is what the workflow said last."""

    running: bool
    done: int
    of: int
    failed: bool
    told: tuple[str, ...]
    editions: tuple[str, ...]


class Build:
    """Run the workflow for one publication, as anybody could at a prompt."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self.shelf = shelf
        self.name = name
        self._lock = Lock()
        self._told: deque[str] = deque(maxlen=_TOLD)
        self._done, self._of = 0, 0
        self._process = subprocess.Popen(
            self.command(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        Thread(target=self._listen, daemon=True).start()

    def command(self) -> list[str]:
        """Return the command that makes everything of this publication."""
        layout = self.shelf.layout
        targets = [layout.review(self.name), layout.release(self.name)]
        named = [str(path.relative_to(self.shelf.folder)) for path in targets]
        return snakemake_command(self.shelf.folder, *named)

    def progress(self) -> Progress:
        """Return how far the build is."""
        code = self._process.poll()
        publication = load_publication(self.shelf.place(self.name))
        with self._lock:
            told, done, of = tuple(self._told), self._done, self._of
        running = code is None
        editions = () if running else tuple(path.name for path in self.shelf.editions(publication))
        return Progress(running, done, of, bool(code), told, editions)

    def stop(self) -> None:
        """End the build, if it is still going on."""
        if self._process.poll() is None:
            self._process.terminate()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            steps = _STEPS.search(line)
            with self._lock:
                if line.strip():
                    self._told.append(line.rstrip()[:500])
                if steps:
                    self._done, self._of = int(steps[1]), int(steps[2])
