"""``kanben witnesses``: list what sources read differently where they tell the same story."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING
from kanben.messages import say


@click.command(help=say("cli.witnesses.help"), epilog=say("cli.witnesses.epilog"))
@click.argument("places", nargs=-1, required=True, type=EXISTING, metavar="PLACE...")
@click.option("--tsv", "form", flag_value="tsv", help=say("cli.witnesses.tsv"))
@click.option("--html", "form", flag_value="html", help=say("cli.witnesses.html"))
def command(places: tuple[Path, ...], form: str | None) -> None:
    """Compare the sources of one publication, or of a collection."""
    from kanben.editing.emend import emend
    from kanben.editing.witnesses import compare_all
    from kanben.manuscript.publication import load_publication
    from kanben.reading.read import read
    from kanben.showing.witnesses import lines, page, table

    manuscripts = []
    for place in places:
        publication = load_publication(place)
        manuscript, printed = read(publication)
        manuscripts.append(emend(manuscript, publication, printed))
    found = compare_all(manuscripts)
    if form == "html":
        click.echo(page(found), nl=False)
        return
    for line in table(found) if form == "tsv" else lines(found):
        click.echo(line)
