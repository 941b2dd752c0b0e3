"""Show Kanben's builds in Snakemake: ``snakemake --logger kanben``.

Snakemake finds its plugins by their names. With ``--verbose`` or ``--dry-run`` it speaks for
itself.
"""

import atexit
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from snakemake_interface_logger_plugins.base import LogHandlerBase
from snakemake_interface_logger_plugins.common import LogEvent

from kanben.manuscript.layout import Layout
from kanben.manuscript.records import VARIABLE
from kanben.messages import say
from kanben.workflow.live import LiveView
from kanben.workflow.progress import BuildLedger, RunningJob

_TARGET = "all"
"""The rule that only gathers the others."""
_NOTHING = "Nothing to be done"


class LogHandler(LogHandlerBase):  # type: ignore[misc]
    """Enter Snakemake's events into the build's ledger, and show it."""

    def __post_init__(self) -> None:
        """Begin with an empty ledger."""
        self._quiet = bool(self.common_settings.verbose or self.common_settings.dryrun)
        self._view: LiveView | None = None

    @property
    def view(self) -> LiveView:
        """Return the view of the build, made when there is something to show."""
        if self._view is None:
            self._view = LiveView(BuildLedger(), Layout(Path(_build_folder())))
            atexit.register(self._view.end)
        return self._view

    def emit(self, record: logging.LogRecord) -> None:
        """Take one event."""
        if self._quiet:
            return
        event = getattr(record, "event", None)
        take = {
            LogEvent.RUN_INFO: self._plan,
            LogEvent.JOB_INFO: self._begin,
            LogEvent.JOB_FINISHED: self._finish,
            LogEvent.JOB_ERROR: self._fail,
        }.get(event)
        if take is not None:
            take(vars(record))
        elif event == LogEvent.ERROR or (event is None and record.levelno >= logging.WARNING):
            self.view.note(record.getMessage())
        elif record.getMessage().startswith(_NOTHING):
            self.view.note(say("progress.nothing"))
        self.view.draw()

    def _plan(self, told: Mapping[str, Any]) -> None:
        aside = {"total", _TARGET}
        self.view.ledger.want({k: n for k, n in told["stats"].items() if k not in aside})

    def _begin(self, told: Mapping[str, Any]) -> None:
        if told["rule_name"] != _TARGET:
            self.view.ledger.begin(told["jobid"], _job(told))

    def _finish(self, told: Mapping[str, Any]) -> None:
        done = self.view.ledger.finish(told["job_id"])
        if done is not None:
            self.view.made(*done)

    def _fail(self, told: Mapping[str, Any]) -> None:
        job = self.view.ledger.fail(told["jobid"])
        if job is not None:
            self.view.failed(job, _told_in(list(told.get("log") or ())))

    @property
    def writes_to_stream(self) -> bool:
        """Leave the stream to Snakemake where it is to speak for itself."""
        return not self._quiet

    @property
    def writes_to_file(self) -> bool:
        """Keep no log of its own."""
        return False

    @property
    def has_filter(self) -> bool:
        """Choose itself what to show, whatever Snakemake would leave out."""
        return True

    @property
    def has_formatter(self) -> bool:
        """Put events into its own words."""
        return True

    @property
    def needs_rulegraph(self) -> bool:
        """Do without the graph of the rules."""
        return False


def _job(told: Mapping[str, Any]) -> RunningJob:
    wildcards = told.get("wildcards") or {}
    name, rule = dict(wildcards), told["rule_name"]
    return RunningJob(
        rule,
        name.get("publication", name.get("shelf", "")),
        name.get("variant", ""),
        name.get("format", ""),
    )


def _build_folder() -> str:
    """Return the build folder, which the Snakefile tells to all that runs below it."""
    return os.environ.get(VARIABLE, "build")


def _told_in(logs: list[str]) -> str:
    """Return what the logs of a job tell."""
    found = []
    for log in logs:
        try:
            found.append(Path(log).read_text("utf-8", "replace"))
        except OSError:
            continue
    return "\n".join(found)
