"""Offer `kanben pdf`: print a manuscript as a book."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(name="pdf", help=say("cli.pdf.help"), epilog=say("cli.pdf.epilog"))
@click.argument("manuscript", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=say("cli.pdf.out"))
@click.option("--pages", type=click.Path(path_type=Path), help=say("cli.pdf.pages"))
@click.option("--design", default="book-a5", show_default=True, help=say("cli.pdf.design"))
def command(manuscript: Path, out: Path, pages: Path | None, design: str) -> None:
    """Write the PDF, the record of its pages if asked for; say where they are."""
    from kanben.manuscript.archive import load
    from kanben.manuscript.pages import save_pages
    from kanben.writing.designs import page_design
    from kanben.writing.pdf import write

    chosen = page_design(design)
    found = write(load(manuscript), out, chosen)
    click.echo(out)
    if pages is not None:
        save_pages(found, pages)
        click.echo(pages)
