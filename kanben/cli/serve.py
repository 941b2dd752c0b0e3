"""``kanben serve``: publish, show the reading room on this machine, publish what changes."""

import subprocess
from pathlib import Path

import click

from kanben.cli.options import EXISTING
from kanben.messages import say


@click.command(help=say("cli.serve.help"), epilog=say("cli.serve.epilog"))
@click.argument("folder", default=".", type=EXISTING)
@click.option("--port", default=0, type=click.IntRange(0, 65535), help=say("cli.serve.port"))
def command(folder: Path, port: int) -> None:
    """Serve a collection until somebody ends it."""
    from kanben.cli.options import read_config
    from kanben.errors import ConfigError
    from kanben.templates import folder as templates
    from kanben.workflow.runs import snakemake_command
    from kanben.workflow.serving import BuildServer

    try:
        from watchfiles import watch
    except ModuleNotFoundError as error:
        raise ConfigError("serve.missing", package=error.name) from error

    place = folder.resolve()
    file = place / "config.yaml"
    config = read_config(file if file.is_file() else None)
    build = snakemake_command(place)

    def publish() -> None:
        if subprocess.run(build, check=False).returncode:
            click.echo(say("cli.serve.failed"), err=True)

    publish()
    server = BuildServer(place / config.build, port)
    click.echo(say("cli.serve.ready", address=server.address))
    watched = [path for path in (place / config.seeds, file, templates()) if path.exists()]
    try:
        for changes in watch(*watched, raise_interrupt=False):
            _, changed = min(changes)
            click.echo(say("cli.serve.again", file=changed))
            publish()
            server.turns.next()
    finally:
        server.close()
