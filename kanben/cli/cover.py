"""Offer `kanben cover`: draw the cover of an edition."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(name="cover", help=say("cli.cover.help"), epilog=say("cli.cover.epilog"))
@click.argument("manuscript", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=say("cli.cover.out"))
def command(manuscript: Path, out: Path) -> None:
    """Write the cover in the format that the file's name asks for; say where it is."""
    from kanben.manuscript.archive import load, whole_file
    from kanben.writing.epub.covers import design_cover, png, svg

    cover = design_cover(load(manuscript))
    with whole_file(out) as draft:
        draft.write_bytes(png(cover) if out.suffix == ".png" else svg(cover).encode())
    click.echo(out)
