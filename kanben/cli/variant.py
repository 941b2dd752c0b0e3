"""``kanben variant``: convert a manuscript to a script variant and order its index."""

from contextlib import nullcontext
from pathlib import Path

import click

from kanben.cli.faults import standing_in
from kanben.cli.options import EXISTING, config_option, out_option, read_config, stand_in_option
from kanben.messages import say


@click.command(help=say("cli.variant.help"), epilog=say("cli.variant.epilog"))
@click.argument("manuscript", type=EXISTING)
@click.option("--to", "variant", required=True, help=say("cli.variant.to"))
@click.option("--place", type=EXISTING, help=say("cli.variant.place"))
@config_option
@stand_in_option
@out_option
def command(
    manuscript: Path,
    variant: str,
    place: Path | None,
    config: Path | None,
    out: Path,
    *,
    stand_in: bool,
) -> None:
    """Make a script variant of a manuscript."""
    from kanben.manuscript.archive import load, save
    from kanben.manuscript.plan import Plan
    from kanben.manuscript.publication import load_publication
    from kanben.press import make_variant

    with standing_in(out) if stand_in else nullcontext():
        plan = load_publication(place).plan if place else Plan()
        save(make_variant(load(manuscript), variant, plan, read_config(config)), out)
