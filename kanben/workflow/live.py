"""Show a build to the person who waits for it: one live line, what is made, what fails and why.

Without a terminal there are plain lines only.
"""

import time

from rich.console import Console
from rich.status import Status

from kanben.manuscript.layout import Layout
from kanben.messages import say
from kanben.workflow.progress import BuildLedger, BuildState, RunningJob, keep

_PAUSE = 0.2
"""Seconds between two states that are written or drawn: faster than the eye follows."""
_SHOWN = 3
"""Jobs that are named at a time."""
_MINUTE = 60
"""Seconds."""


class LiveView:
    """Draw the state of a build as it changes, and keep it in the build's folder."""

    def __init__(self, ledger: BuildLedger, layout: Layout, console: Console | None = None) -> None:
        self.ledger = ledger
        self._layout = layout
        self._kept = Layout(layout.folder.absolute())
        self._console = console or Console(stderr=True, highlight=False)
        self._status: Status | None = None
        self._drawn = 0.0

    def __enter__(self) -> None:
        """Show the build while a block runs."""
        self.draw()

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was, and the state of the build in its folder."""
        self.close()

    def close(self) -> None:
        """Draw no longer; keep the last state."""
        if self._status is not None:
            self._status.stop()
        keep(self.ledger.progress(over=True), self._kept)

    def draw(self) -> None:
        """Draw and keep the state, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._drawn < _PAUSE:
            return
        self._drawn = now
        progress = self.ledger.progress()
        keep(progress, self._kept)
        if self._console.is_terminal:
            if self._status is None:
                self._status = self._console.status("…")
                self._status.start()
            self._status.update(line_of(progress))

    def made(self, job: RunningJob, seconds: float) -> None:
        """Say that a job has made what it was to make."""
        jobs = "{}/{}".format(*self.ledger.progress().jobs)
        stage = stage_name(job.stage)
        self._say(f"✓ {jobs}  {stage}  {job.subject}  {seconds:.1f} s")

    def failed(self, job: RunningJob, told: str) -> None:
        """Say where a job failed, and what its log tells."""
        self._say(f"✗ {stage_name(job.stage)}  {job.subject}", "red")
        for line in told.strip().splitlines():
            self._say(f"  {line}", "red")

    def note(self, text: str) -> None:
        """Say what somebody else has to say about the build."""
        self._say(text, "yellow")

    def end(self) -> None:
        """Say how the build ended."""
        self.close()
        progress = self.ledger.progress(over=True)
        if progress.jobs[1]:
            key = "progress.failed" if progress.failed else "progress.over"
            self._say(
                say(
                    key,
                    editions=progress.editions[0],
                    time=duration(progress.seconds),
                    failed=len(progress.failed),
                    catalogue=self._layout.catalogue,
                )
            )

    def _say(self, text: str, style: str | None = None) -> None:
        self._console.print(text, markup=False, style=style, soft_wrap=True)


def line_of(progress: BuildState) -> str:
    """Put the state of a build into one line."""
    running = "  ".join(
        f"{stage_name(job.stage)} {job.subject}" for job in progress.running[:_SHOWN]
    )
    speed = _MINUTE * progress.editions[0] / progress.seconds if progress.seconds else 0.0
    left = say("progress.unknown") if progress.left is None else duration(progress.left)
    return say(
        "progress.line",
        documents="{}/{}".format(*progress.documents),
        editions="{}/{}".format(*progress.editions),
        speed=f"{speed:.0f}",
        left=left,
        running=running,
    )


def stage_name(stage: str) -> str:
    """Return the name of a stage in the reader's language; a format's is its own."""
    try:
        return say(f"progress.stage.{stage}")
    except KeyError:
        return stage.upper()


def duration(seconds: float) -> str:
    """Write seconds as a reader likes them: 9 s, 2 min 5 s."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    return f"{whole // _MINUTE} min {whole % _MINUTE} s"
