"""``kanben audit``: prove that an edition holds its manuscript."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING, FILE, out_option
from kanben.messages import say


@click.command(help=say("cli.audit.help"), epilog=say("cli.audit.epilog"))
@click.argument("manuscript", type=EXISTING)
@click.argument("edition", type=EXISTING)
@click.option("--pages", type=EXISTING, help=say("cli.audit.pages"))
@click.option("--publish", type=FILE, help=say("cli.audit.publish"))
@out_option
def command(
    manuscript: Path, edition: Path, pages: Path | None, publish: Path | None, out: Path
) -> None:
    """Audit an edition, and publish it if asked to."""
    from kanben.manuscript.archive import load
    from kanben.press import prove

    prove(load(manuscript), edition, out, publish, pages)
