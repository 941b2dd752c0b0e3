"""Offer `kanben html`: write a manuscript as a web page."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(name="html", help=say("cli.html.help"), epilog=say("cli.html.epilog"))
@click.argument("manuscript", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=say("cli.html.out"))
@click.option("--images", type=click.Path(path_type=Path), help=say("cli.html.images"))
def command(manuscript: Path, out: Path, images: Path | None) -> None:
    """Write the web page; say where it is."""
    from kanben.manuscript.archive import load
    from kanben.press import write_html

    write_html(load(manuscript), out, folder=images)
    click.echo(out)
