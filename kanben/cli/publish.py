"""``kanben publish``: all stages for given publications, in one process."""

import sys
from pathlib import Path

import click

from kanben.cli.options import (
    EXISTING,
    config_option,
    formats_option,
    out_option,
    read_config,
    variants_option,
)
from kanben.messages import say


@click.command(help=say("cli.publish.help"), epilog=say("cli.publish.epilog"))
@click.argument("paths", nargs=-1, required=True, type=EXISTING, metavar="PATH...")
@out_option
@variants_option
@formats_option
@click.option("--design", default="", help=say("cli.publish.design"))
@config_option
def command(
    paths: tuple[Path, ...],
    out: Path,
    variants: tuple[str, ...],
    formats: tuple[str, ...],
    design: str,
    config: Path | None,
) -> None:
    """Publish, and show each file as it is made."""
    from rich.console import Console

    from kanben.cli.faults import show_traceback
    from kanben.manuscript.layout import Layout
    from kanben.manuscript.plan import Asked, Plan, settle
    from kanben.manuscript.publication import check_names, gather_places
    from kanben.messages import tell
    from kanben.notices import Noticed
    from kanben.press import Failed, publish
    from kanben.workflow.live import LiveView
    from kanben.workflow.progress import BuildLedger, job_that_made, wanted

    asked = Asked(variants=variants, formats=formats, design=design)
    places = gather_places(paths)
    check_names(places)
    terminal = Console(stderr=True, highlight=False)
    failures: list[Failed] = []
    layout, collection = Layout(out), read_config(config)
    settings = settle(Plan(), collection, asked)
    ledger = BuildLedger()
    ledger.want(wanted(len(places), len(settings.variants), len(settings.formats)))
    view = LiveView(ledger, layout, terminal)
    with view:
        for event in publish(places, layout, collection, asked):
            if isinstance(event, Failed):
                failures.append(event)
                show_traceback(event.error)
                told, place = tell(event.error), str(event.place)
                told = told if told.startswith(place) else f"{place}: {told}"
                terminal.print(f"✗ {told}", markup=False, style="red", soft_wrap=True)
                continue
            if isinstance(event, Noticed):
                terminal.print(f"! {event}", markup=False, style="yellow", soft_wrap=True)
                continue
            terminal.print(f"✓ {event.path}  {event.seconds:.1f} s", markup=False, soft_wrap=True)
            ledger.enter(job_that_made(event.path, layout), event.seconds)
            view.draw()
    if failures:
        click.echo(say("cli.publish.failed", count=len(failures)), err=True)
        sys.exit(max(failure.error.exit_code for failure in failures))
