"""Offer `kanben epub`: write a manuscript as an EPUB."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(name="epub", help=say("cli.epub.help"), epilog=say("cli.epub.epilog"))
@click.argument("manuscript", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=say("cli.epub.out"))
@click.option("--pages", type=click.Path(path_type=Path), help=say("cli.epub.pages"))
@click.option("--cover", type=click.Path(path_type=Path), help=say("cli.epub.cover"))
@click.option("--images", type=click.Path(path_type=Path), help=say("cli.epub.images"))
def command(
    manuscript: Path, out: Path, pages: Path | None, cover: Path | None, images: Path | None
) -> None:
    """Write the EPUB; say where it is."""
    from kanben.manuscript.archive import load
    from kanben.press import write_epub

    write_epub(load(manuscript), out, pages=pages, cover=cover, folder=images)
    click.echo(out)
