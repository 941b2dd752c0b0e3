"""``kanben verify``: check editions against their proofs, wherever they lie."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING
from kanben.messages import say


@click.command(help=say("cli.verify.help"), epilog=say("cli.verify.epilog"))
@click.argument("places", nargs=-1, required=True, type=EXISTING, metavar="PLACE...")
@click.option("--proof", type=EXISTING, help=say("cli.verify.proof"))
def command(places: tuple[Path, ...], proof: Path | None) -> None:
    """Verify editions, folders, manifests."""
    from kanben.errors import ConservationError
    from kanben.proving.verify import verify

    findings = [finding for place in places for finding in verify(place, proof)]
    for finding in findings:
        said = say(finding.problem) if finding.problem else say("verify.good")
        click.echo(f"{finding.file}: {said}")
    count = sum(bool(finding.problem) for finding in findings)
    if count:
        raise ConservationError("verify.failed", count=count, all=len(findings))
