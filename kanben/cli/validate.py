"""``kanben validate``: ask outside validators about the editions of a build."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(help=say("cli.validate.help"), epilog=say("cli.validate.epilog"))
@click.argument(
    "build", default="build", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def command(build: Path) -> None:
    """Validate what has changed since it was validated, and keep the records."""
    from hashlib import sha256

    from kanben.errors import EngineError
    from kanben.manuscript.layout import Layout
    from kanben.manuscript.manifest import load_manifest
    from kanben.manuscript.readable import save_readable
    from kanben.manuscript.validation import validation_of
    from kanben.proving.validators import validate

    layout = Layout(build)
    faulty = 0
    editions = load_manifest(layout.manifest).editions
    for item in editions:
        edition = layout.folder / item.edition
        place = layout.validation(edition)
        known = validation_of(place, sha256(edition.read_bytes()).hexdigest())
        found = known or validate(edition)
        if found is None:
            click.echo(f"{item.edition}: {say('validate.nobody')}")
            continue
        if known is None:
            save_readable(found, place)
        faulty += bool(found.errors)
        counts = say("validate.counts", errors=found.errors, warnings=found.warnings)
        click.echo(f"{item.edition}: {found.validator} {found.version}: {counts}")
        for remark in found.remarks:
            click.echo(f"  {remark}")
    if faulty:
        raise EngineError("validate.faulty", count=faulty, all=len(editions))
