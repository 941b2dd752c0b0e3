"""``kanben bundle``: pack a build for a release."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING, FILE
from kanben.messages import say


@click.command(help=say("cli.bundle.help"), epilog=say("cli.bundle.epilog"))
@click.argument("build", type=EXISTING)
@click.option("--out", type=FILE, required=True, help=say("cli.bundle.out"))
@click.option("--version", required=True, help=say("cli.bundle.version"))
def command(build: Path, out: Path, version: str) -> None:
    """Write the bundles and the checksums of all that lies beside them."""
    from kanben.manuscript.layout import Layout
    from kanben.room.bundles import bundle, write_sums

    for path in [*bundle(Layout(build), out, version), write_sums(out)]:
        click.echo(path)
