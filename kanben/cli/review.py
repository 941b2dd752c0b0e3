"""``kanben review``: show print and result side by side, what is doubtful first."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING, out_option
from kanben.messages import say


@click.command(help=say("cli.review.help"), epilog=say("cli.review.epilog"))
@click.argument("place", type=EXISTING)
@click.option("--manuscript", type=EXISTING, help=say("cli.review.manuscript"))
@click.option("--variant", "variants", type=EXISTING, multiple=True, help=say("cli.review.variant"))
@out_option
def command(place: Path, manuscript: Path | None, variants: tuple[Path, ...], out: Path) -> None:
    """Write the review page."""
    from kanben.manuscript.archive import load
    from kanben.manuscript.publication import load_publication
    from kanben.press import make_manuscript, write_review_page

    publication = load_publication(place)
    reviewed = make_manuscript(publication) if manuscript is None else load(manuscript)
    write_review_page(publication, reviewed, [load(path) for path in variants], out)
