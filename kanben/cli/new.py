"""``kanben new``: draft a publication's YAML beside its texts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kanben.cli.options import EXISTING, FILE
from kanben.messages import say

if TYPE_CHECKING:
    from kanben.manuscript.publication import Publication


@click.command(help=say("cli.new.help"), epilog=say("cli.new.epilog"))
@click.argument("files", nargs=-1, required=True, type=EXISTING, metavar="FILE...")
@click.option("--out", type=FILE, help=say("cli.new.out"))
def command(files: tuple[Path, ...], out: Path | None) -> None:
    """Draft the YAML of the given texts, or of a folder of texts."""
    from kanben.errors import ConfigError
    from kanben.manuscript.archive import whole_file
    from kanben.manuscript.publication import load_publication, yaml_of
    from kanben.reading.read import read
    from kanben.showing.scaffold import draft

    path = out or yaml_of(files[0] if len(files) == 1 else files[0].parent)
    if path.exists():
        raise ConfigError("new.exists", file=path)
    publication = load_publication(files[0]) if len(files) == 1 else _gathered(files)
    with whole_file(path) as made:
        made.write_text(draft(*read(publication)), encoding="utf-8")
    click.echo(path)


def _gathered(files: tuple[Path, ...]) -> "Publication":
    """Make one publication of several texts of a folder, in the order given."""
    from kanben.errors import ConfigError
    from kanben.manuscript.plan import PartPlan, Plan
    from kanben.manuscript.publication import Publication, name_of

    folder = files[0].parent
    for file in files:
        if file.parent != folder or not file.is_file():
            raise ConfigError("new.apart", file=file, folder=folder)
    plan = Plan(parts=(PartPlan(sources=tuple(file.name for file in files)),))
    return Publication(name_of(folder), folder, plan)
