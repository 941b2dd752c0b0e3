"""Offer a verb for each format: ``kanben epub`` writes a manuscript as an EPUB."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from kanben.cli.faults import standing_in
from kanben.cli.options import EXISTING, FILE
from kanben.manuscript.formats import FORMATS, Commission, Format
from kanben.messages import say


def edition_command(suffix: str) -> click.Command:
    """Return the verb that writes editions in the format of that suffix."""
    format_ = FORMATS[suffix]

    # Every other option that a format has is named like a field of Commission.
    def run(manuscript: Path, out: Path, *, stand_in: bool, **asked: Any) -> None:
        _make(format_, manuscript, out, Commission(**asked), stand_in=stand_in)

    return click.Command(
        suffix,
        callback=run,
        params=list(_parameters(format_)),
        help=say(f"cli.{suffix}.help"),
        epilog=say(f"cli.{suffix}.epilog"),
    )


def _parameters(format_: Format) -> Iterator[click.Parameter]:
    yield click.Argument(["manuscript"], type=EXISTING)
    yield click.Option(["--out"], type=FILE, required=True, help=say("cli.edition.out"))
    yield click.Option(["--images", "folder"], type=FILE, help=say("cli.edition.images"))
    if format_.designed:
        default = Commission().design
        shown = say("cli.edition.design")
        yield click.Option(["--design"], default=default, show_default=True, help=shown)
    if format_.paginated:
        yield click.Option(["--pages"], type=FILE, help=say("cli.edition.record"))
    if format_.cites_pages:
        yield click.Option(["--pages"], type=FILE, help=say("cli.edition.pages"))
    if format_.covered:
        yield click.Option(["--cover"], type=FILE, help=say("cli.edition.cover"))
    if format_.audiences:
        choice = click.Choice(format_.audiences)
        usual = format_.audiences[0]
        shown = say("cli.edition.audience")
        yield click.Option(
            ["--for", "audience"], type=choice, default=usual, show_default=True, help=shown
        )
    yield click.Option(["--stand-in"], is_flag=True, help=say("cli.stand_in"))


def _make(
    format_: Format, manuscript: Path, out: Path, commission: Commission, *, stand_in: bool
) -> None:
    from kanben.manuscript.archive import load

    with standing_in(out, format_.companions(commission)) if stand_in else nullcontext():
        format_.write(load(manuscript), out, commission)
        click.echo(out)
