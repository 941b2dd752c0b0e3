"""``kanben manuscript``: read, emend, compare and index a publication."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING, out_option
from kanben.messages import say


@click.command(help=say("cli.manuscript.help"), epilog=say("cli.manuscript.epilog"))
@click.argument("place", type=EXISTING)
@out_option
@click.option("--apparatus", type=click.Path(path_type=Path), help=say("cli.manuscript.apparatus"))
def command(place: Path, out: Path, apparatus: Path | None) -> None:
    """Make a manuscript."""
    from kanben.manuscript.archive import save
    from kanben.manuscript.publication import load_publication
    from kanben.notices import notices
    from kanben.press import make_copy, write_apparatus

    publication = load_publication(place)
    copy = make_copy(publication)
    manuscript = copy.manuscript
    save(manuscript, out)
    for notice in notices(place, publication, copy.printed):
        click.echo(str(notice), err=True)
    if apparatus:
        write_apparatus(manuscript, apparatus)
