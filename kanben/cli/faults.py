"""Turn whatever ends a verb into one message and an exit code."""

import os
import shlex
import signal
import sys
import traceback
from types import FrameType

import click

from kanben.errors import ConfigError, KanbenError, file_fault
from kanben.messages import say, tell

DEBUG = "KANBEN_DEBUG"
"""The variable that asks for tracebacks; the verbs that the workflow calls inherit it."""

_SOFTWARE = 70
"""Exit code of a fault of Kanben's own (EX_SOFTWARE of sysexits.h)."""
_LAST_DATE = 4_354_819_200
"""The first second of 2108, which no ZIP file can record."""
_MEMORY = 71
"""Exit code for want of memory (EX_OSERR of sysexits.h)."""
_TOLD = 300
"""Characters of a stranger's message that are shown; msgspec quotes whole documents."""


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


def tell_fault(error: Exception) -> int:
    """Say what ended the verb, with its traceback if that is asked for; return the exit code."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    if isinstance(error, MemoryError):
        click.echo(f"kanben: {say('fault.memory')} [fault.memory]", err=True)
        return _MEMORY
    known = file_fault(error) if isinstance(error, OSError) else error
    if isinstance(known, KanbenError):
        click.echo(f"kanben: {tell(known)} [{known.key}]", err=True)
        return known.exit_code
    problem = f"{type(error).__name__}: {error}"[:_TOLD]
    command = shlex.join(["kanben", "report", *sys.argv[1:]])
    told = say("fault.unknown", problem=problem, command=command)
    click.echo(f"kanben: {told} [fault.unknown]", err=True)
    return _SOFTWARE
