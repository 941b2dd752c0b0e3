"""Offer `kanben pdf`: print a manuscript as a book."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(name="pdf", help=say("cli.pdf.help"), epilog=say("cli.pdf.epilog"))
@click.argument("manuscript", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=say("cli.pdf.out"))
@click.option("--pages", type=click.Path(path_type=Path), help=say("cli.pdf.pages"))
@click.option("--design", default="book-a5", show_default=True, help=say("cli.pdf.design"))
@click.option("--images", type=click.Path(path_type=Path), help=say("cli.pdf.images"))
@click.option(
    "--for",
    "reader",
    type=click.Choice(["everyone", "archive"]),
    default="everyone",
    show_default=True,
    help=say("cli.pdf.reader"),
)
def command(
    manuscript: Path, out: Path, pages: Path | None, design: str, images: Path | None, reader: str
) -> None:
    """Write the PDF, the record of its pages if asked for; say where they are."""
    from kanben.manuscript.archive import load
    from kanben.manuscript.pages import save_pages
    from kanben.writing.designs import page_design
    from kanben.writing.pdf.edition import Conformance, write

    chosen = page_design(design)
    conformance = {"everyone": Conformance.ACCESSIBLE, "archive": Conformance.ARCHIVE}[reader]
    found = write(load(manuscript), out, chosen, images, conformance)
    click.echo(out)
    if pages is not None:
        save_pages(found, pages)
        click.echo(pages)
