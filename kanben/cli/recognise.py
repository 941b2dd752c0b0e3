"""Offer `kanben recognise`: read scans into sources that can be published."""

from pathlib import Path

import click

from kanben.cli.options import EXISTING, out_option
from kanben.messages import say, tell

_ENGINES = ("rapidocr", "tesseract")


@click.command(help=say("cli.recognise.help"), epilog=say("cli.recognise.epilog"))
@click.argument("scans", nargs=-1, required=True, type=EXISTING)
@out_option
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default="rapidocr",
    show_default=True,
    help=say("cli.recognise.engine"),
)
def command(scans: tuple[Path, ...], out: Path, engine: str) -> None:
    """Recognise the pages of all scans; say of each where it is."""
    from natsort import natsorted

    from kanben.sources.recognition.engines import ENGINES
    from kanben.sources.recognition.recognise import recognise
    from kanben.sources.recognition.scans import ENDINGS

    files = [
        file
        for scan in scans
        for file in (
            natsorted(
                (found for found in scan.iterdir() if found.suffix.lower() in ENDINGS),
                key=lambda found: found.name,
            )
            if scan.is_dir()
            else [scan]
        )
    ]
    failed = None
    for outcome in recognise(files, out, ENGINES[engine]()):
        page = f"{outcome.scan.file}:{outcome.scan.page + 1}"
        if outcome.error is not None:
            failed = outcome.error
            click.echo(tell(outcome.error), err=True)
        elif outcome.known:
            click.echo(say("recognition.known", page=page, path=outcome.path))
        else:
            click.echo(say("recognition.done", page=page, path=outcome.path))
    if failed is not None:
        raise failed
