"""Turn whatever ends a verb into one message and an exit code."""

import os
import signal
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from kanben.errors import ConfigError, fault_of
from kanben.messages import tell

DEBUG = "KANBEN_DEBUG"
"""The variable that asks for tracebacks; the verbs that the workflow calls inherit it."""

_LAST_DATE = 4_354_819_200
"""The first second of 2108, which no ZIP file can record."""


def end_on_signals() -> None:
    """Let TERM and HUP end the verb as an exception does, so that no draft is left behind."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _leave)


def require_epoch() -> None:
    """Raise ConfigError for a SOURCE_DATE_EPOCH that is no date: engines read it too.

    The specification asks for it (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not (epoch.isascii() and epoch.isdecimal() and int(epoch[:20]) < _LAST_DATE):
        raise ConfigError("fault.epoch", epoch=epoch[:20])


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def show_traceback(error: Exception) -> None:
    """Show where an error comes from, if that is asked for."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)


def tell_fault(error: Exception) -> int:
    """Say what ended the verb, with its traceback if that is asked for; return the exit code."""
    show_traceback(error)
    known = fault_of(error)
    click.echo(f"kanben: {tell(known)} [{known.key}]", err=True)
    return known.exit_code


@contextmanager
def standing_in(out: Path, companions: Iterable[Path] = ()) -> Iterator[None]:
    """Leave whatever is raised in the place of `out`, and tell it; the verb then ends well."""
    from kanben.manuscript.archive import leave_failure

    try:
        yield
    except Exception as error:
        leave_failure(fault_of(error), out, companions)
        tell_fault(error)
