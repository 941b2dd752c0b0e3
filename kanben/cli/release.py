"""``kanben release``: let the editions of a publication change together."""

import sys
from pathlib import Path

import click

from kanben.cli.options import EXISTING, FILE
from kanben.messages import say


@click.command(help=say("cli.release.help"), epilog=say("cli.release.epilog"))
@click.argument("drafts", nargs=-1, required=True, type=EXISTING, metavar="DRAFT...")
@click.option("--editions", type=FILE, required=True, help=say("cli.release.editions"))
@click.option("--proofs", type=FILE, required=True, help=say("cli.release.proofs"))
@click.option("--out", type=FILE, help=say("cli.release.out"))
def command(drafts: tuple[Path, ...], editions: Path, proofs: Path, out: Path | None) -> None:
    """Release what is whole, and fail if something is not."""
    from kanben.cli.faults import tell_fault
    from kanben.proving.release import release, save_release

    made = release(drafts, editions, proofs)
    if made.failures:
        sys.exit(max(tell_fault(failure) for failure in made.failures.values()))
    if out:
        save_release(made, out)
