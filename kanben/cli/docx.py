"""Offer `kanben docx`: write a manuscript as a DOCX."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(name="docx", help=say("cli.docx.help"), epilog=say("cli.docx.epilog"))
@click.argument("manuscript", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=say("cli.docx.out"))
@click.option("--pages", type=click.Path(path_type=Path), help=say("cli.docx.pages"))
@click.option("--images", type=click.Path(path_type=Path), help=say("cli.docx.images"))
@click.option("--design", default="book-a5", show_default=True, help=say("cli.docx.design"))
def command(
    manuscript: Path, out: Path, pages: Path | None, images: Path | None, design: str
) -> None:
    """Write the DOCX; say where it is."""
    from kanben.manuscript.archive import load
    from kanben.press import write_docx

    write_docx(load(manuscript), out, design=design, pages=pages, folder=images)
    click.echo(out)
