"""``kanben check``: look whether publications can be read, and make nothing."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING
from kanben.messages import say


@click.command(help=say("cli.check.help"), epilog=say("cli.check.epilog"))
@click.argument("places", nargs=-1, required=True, type=EXISTING, metavar="PLACE...")
def command(places: tuple[Path, ...]) -> None:
    """Check name, YAML and sources of each place."""
    from kanben.manuscript.publication import load_publication, require_own_name

    for place in places:
        require_own_name(place)
        publication = load_publication(place)
        count = len(publication.source_names)
        click.echo(say("cli.check.good", place=place, name=publication.name, count=count))
