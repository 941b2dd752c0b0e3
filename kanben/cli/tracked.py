"""``kanben tracked``: propose what came back in a DOCX as emendations."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING
from kanben.messages import say


@click.command(help=say("cli.tracked.help"), epilog=say("cli.tracked.epilog"))
@click.argument("document", type=EXISTING)
@click.argument("place", type=EXISTING)
@click.option("--manuscript", type=EXISTING, required=True, help=say("cli.tracked.manuscript"))
def command(document: Path, place: Path, manuscript: Path) -> None:
    """Print the lines for ``emendations:``."""
    from kanben.errors import ConfigError
    from kanben.manuscript.archive import load
    from kanben.manuscript.publication import load_publication
    from kanben.press import make_copy
    from kanben.showing.tracked import proposals

    copy = make_copy(load_publication(place))
    edition = load(manuscript)
    if edition.script != copy.manuscript.script:
        raise ConfigError("tracked.script", script=copy.manuscript.script)
    lost = 0
    for change, line in proposals(document, edition, copy.printed):
        lost += not line
        shown = line or f"# {say('tracked.lost', before=change.before, after=change.after)}"
        click.echo(f"  {shown}")
    if lost:
        click.echo(say("tracked.count", count=lost), err=True)
