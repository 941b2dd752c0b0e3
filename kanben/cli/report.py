"""``kanben report``: gather what to report of a fault."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kanben.messages import say

_FREE = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
_LOCALE = ("KANBEN_LANG", "LANG", "LC_ALL", "PYTHONUTF8", "TZ", "SOURCE_DATE_EPOCH")


@click.command(help=say("cli.report.help"), epilog=say("cli.report.epilog"), context_settings=_FREE)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[COMMAND...]")
def command(words: tuple[str, ...]) -> None:
    """Show versions, the files that the command names, and how the command ends."""
    for line in _ground():
        click.echo(line)
    for word in words:
        for line in _file(Path(word)):
            click.echo(line)
    if not words:
        return
    click.echo(f"\n$ kanben {' '.join(words)}")
    done = subprocess.run(
        [sys.executable, "-m", "kanben", "--debug", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    click.echo(done.stdout.decode("utf-8", "replace"), nl=False)
    click.echo(say("cli.report.ended", code=done.returncode))


def _ground() -> Iterator[str]:
    """Yield a line for each version and setting that an outcome depends on."""
    import platform

    from kanben import __version__
    from kanben.workflow.engines import engine_versions
    from kanben.workflow.footing import all_packages
    from kanben.workflow.needs import is_met, needs

    yield f"kanben {__version__}"
    yield f"{platform.platform()}, python {platform.python_version()}"
    yield from engine_versions(all_packages())
    yield from (f"{name}={os.environ[name]}" for name in _LOCALE if name in os.environ)
    for need in needs():
        if not is_met(need):
            yield say("cli.report.missing", what=need.what, package=need.package)


def _file(path: Path) -> Iterator[str]:
    """Yield the size and digest of a file, or of all files in a folder; never their content."""
    from kanben.workflow.digests import file_digest

    try:
        found = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in found:
            if file.is_file():
                yield f"{file}: {file.stat().st_size} bytes, sha256 {file_digest(file)}"
    except (OSError, ValueError) as error:
        yield f"{path}: {error}"
