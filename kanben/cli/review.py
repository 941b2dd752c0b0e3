"""``kanben review``: show print and result side by side, what is doubtful first."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING, FILE, out_option
from kanben.messages import say


@click.command(help=say("cli.review.help"), epilog=say("cli.review.epilog"))
@click.argument("place", type=EXISTING)
@click.option("--manuscript", type=EXISTING, help=say("cli.review.manuscript"))
@click.option("--variant", "variants", type=EXISTING, multiple=True, help=say("cli.review.variant"))
@click.option("--chart", type=FILE, help=say("cli.review.chart"))
@out_option
def command(
    place: Path, manuscript: Path | None, variants: tuple[Path, ...], chart: Path | None, out: Path
) -> None:
    """Write the review page, the figure of the first variant's index if asked for."""
    from kanben.manuscript.archive import load
    from kanben.manuscript.publication import load_publication
    from kanben.press import make_copy, reread, write_chart, write_review_page

    publication = load_publication(place)
    copy = reread(publication, load(manuscript)) if manuscript else make_copy(publication)
    converted = [load(path) for path in variants]
    write_review_page(copy, converted, out)
    if chart and converted:
        write_chart(converted[0], chart)
