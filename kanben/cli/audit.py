"""``kanben audit``: prove that an edition holds its manuscript."""

from pathlib import Path

import click

from kanben.cli.faults import standing_in
from kanben.cli.options import EXISTING, out_option, stand_in_option
from kanben.messages import say


@click.command(help=say("cli.audit.help"), epilog=say("cli.audit.epilog"))
@click.argument("manuscript", type=EXISTING)
@click.argument("edition", type=EXISTING)
@click.option("--pages", type=EXISTING, help=say("cli.audit.pages"))
@stand_in_option
@out_option
def command(
    manuscript: Path, edition: Path, pages: Path | None, out: Path, *, stand_in: bool
) -> None:
    """Audit an edition."""
    from kanben.manuscript.archive import load
    from kanben.press import prove
    from kanben.proving.proof import require_whole

    if stand_in:
        with standing_in(out):
            prove(load(manuscript), edition, out, pages)
        return
    require_whole(prove(load(manuscript), edition, out, pages), edition)
