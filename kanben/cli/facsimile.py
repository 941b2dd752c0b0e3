"""Offer `kanben facsimile`: the pages of a scan with the proofread text behind them."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING
from kanben.messages import say


@click.command(help=say("cli.facsimile.help"), epilog=say("cli.facsimile.epilog"))
@click.argument("place", type=EXISTING)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help=say("cli.facsimile.out")
)
def command(place: Path, out: Path) -> None:
    """Read the publication with all its emendations, write the facsimile, say where it is."""
    from kanben.manuscript.publication import load_publication
    from kanben.press import make_copy
    from kanben.reading.read import read_sources
    from kanben.showing.facsimile import pages_of, write_facsimile

    publication = load_publication(place)
    manuscript = make_copy(publication).manuscript
    printouts = [text.printout for text in read_sources(publication)]
    pages = pages_of(manuscript, printouts, publication.folder)
    write_facsimile(pages, manuscript.metadata.title, out)
    click.echo(out)
