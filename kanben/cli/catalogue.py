"""``kanben catalogue``: list all editions on a page."""

from pathlib import Path

import click

from kanben.cli.options import FILE, config_option, read_config
from kanben.messages import say


@click.command(help=say("cli.catalogue.help"), epilog=say("cli.catalogue.epilog"))
@click.option("--seeds", type=FILE, help=say("cli.seeds"))
@click.option("--build", type=FILE, help=say("cli.build"))
@config_option
def command(seeds: Path | None, build: Path | None, config: Path | None) -> None:
    """Write the catalogue."""
    from kanben.manuscript.layout import Layout
    from kanben.manuscript.plan import ALL_VARIANTS
    from kanben.manuscript.publication import find_places, usable_name
    from kanben.showing.catalogue import write_catalogue

    settings = read_config(config)
    layout = Layout(build or Path(settings.build))
    names = map(usable_name, find_places(seeds or Path(settings.seeds)))
    write_catalogue(layout, filter(None, names), ALL_VARIANTS)
    click.echo(layout.catalogue)
