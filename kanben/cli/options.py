"""Share arguments that several verbs take."""

from pathlib import Path

import click

from kanben.manuscript.formats import FORMATS
from kanben.manuscript.plan import Config
from kanben.manuscript.variants import TAGS
from kanben.manuscript.yaml import read_yaml
from kanben.messages import say

EXISTING = click.Path(exists=True, path_type=Path)
FILE = click.Path(path_type=Path)

config_option = click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say("cli.config"),
)
variants_option = click.option(
    "--variant",
    "variants",
    multiple=True,
    type=click.Choice(TAGS),
    help=say("cli.publish.variant"),
)
formats_option = click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help=say("cli.publish.format"),
)
stand_in_option = click.option("--stand-in", is_flag=True, help=say("cli.stand_in"))
out_option = click.option("--out", type=FILE, required=True, help=say("cli.out"))


def read_config(path: Path | None) -> Config:
    """Read a collection's config.yaml; without one, everything has its default."""
    return Config() if path is None else read_yaml(path, Config)
