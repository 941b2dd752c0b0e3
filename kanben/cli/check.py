"""``kanben check``: look whether publications can be read, and make nothing."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING
from kanben.messages import say


@click.command(help=say("cli.check.help"), epilog=say("cli.check.epilog"))
@click.argument("places", nargs=-1, required=True, type=EXISTING, metavar="PLACE...")
def command(places: tuple[Path, ...]) -> None:
    """Check name, YAML and sources of each place; the sources are read as for an edition."""
    from kanben.manuscript.publication import load_publication, require_own_name
    from kanben.notices import notices
    from kanben.reading.read import read_sources

    for place in places:
        require_own_name(place)
        publication = load_publication(place)
        texts = read_sources(publication)
        count = len(texts)
        click.echo(say("cli.check.good", place=place, name=publication.name, count=count))
        for text in texts:
            for doubt in text.doubts:
                told = say(doubt.reason, text=doubt.text)
                click.echo(f"{publication.source_path(text.name)}:{doubt.at.line}: {told}")
        printed = tuple(text.lines for text in texts)
        for notice in notices(place, publication, printed):
            click.echo(str(notice))
