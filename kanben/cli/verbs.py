"""Offer the verbs, each from a module of its own that loads when it is called."""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pkgutil import iter_modules

import click

import kanben.cli
from kanben import __version__
from kanben.cli.editions import edition_command
from kanben.cli.faults import DEBUG, end_on_signals, require_epoch, tell_fault
from kanben.errors import ConfigError
from kanben.manuscript.formats import FORMATS
from kanben.messages import say
from kanben.nearest import nearest
from kanben.typesetting.collecting import seldom_collecting

_FOUNDATIONS = frozenset({"editions", "faults", "main", "options", "verbs", "pressroom"})

_MAP = {
    "publish": (
        "publish",
        "new",
        "check",
        "desk",
        "tracked",
        "serve",
        "verify",
        "validate",
        "bundle",
        "doctor",
        "report",
    ),
    "stages": ("manuscript", "variant", "cover", "audit", "review", "catalogue"),
    "filters": ("reflow", "convert", "index", "witnesses", "recognise", "facsimile"),
}
"""The verbs by what people come for; formats are a group of their own."""


class Verbs(click.Group):
    """List the modules of this package and the formats as commands; import one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all verbs."""
        names = {module.name for module in iter_modules(kanben.cli.__path__)} - _FOUNDATIONS
        return sorted({*FORMATS, *(name.replace("_", "-") for name in names)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's module and return its command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name in FORMATS:
            return edition_command(cmd_name)
        command: click.Command = import_module(f"kanben.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that was asked for; raises ConfigError that names the nearest."""
        verb = args[0]
        if self.get_command(ctx, verb) is None and not verb.startswith("-"):
            near = "、".join(nearest(verb, self.list_commands(ctx)))
            raise ConfigError("cli.no_verb", verb=verb, near=near)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the map of the verbs from the message table, importing none."""
        names = self.list_commands(ctx)
        listed = {name for verbs in _MAP.values() for name in verbs} | FORMATS.keys()
        groups = {**_MAP, "stages": (*_MAP["stages"], *(n for n in names if n not in listed))}
        for group, verbs in (*groups.items(), ("formats", FORMATS)):
            rows = [(name, say(f"cli.{name}.short")) for name in verbs if name in names]
            with formatter.section(say(f"cli.map.{group}")):
                formatter.write_dl(rows)


@click.group(
    cls=Verbs,
    help=say("cli.help"),
    epilog=say("cli.epilog"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="kanben")
@click.option("--debug", is_flag=True, help=say("cli.debug"))
def kanben_command(*, debug: bool) -> None:
    """Do nothing before the verb but remember whether tracebacks are wanted."""
    if debug:
        os.environ[DEBUG] = "1"


def run() -> None:
    """Run the command line; the one place where errors become messages and exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A file's name may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    end_on_signals()
    try:
        require_epoch()
        with seldom_collecting():
            kanben_command.main(prog_name="kanben")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except Exception as error:
        sys.exit(tell_fault(error))
