"""Read what the collection's config.yaml and the command line of Snakemake ask for."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import structs

from kanben.errors import ConfigError
from kanben.manuscript.plan import Asked, Config
from kanben.manuscript.yaml import read_yaml

_LISTS = frozenset({"variants", "formats"})
_SHELF = "shelf"
_PLACES = frozenset({"seeds", "build", "site"})


def read_wishes(file: Path | None, given: Mapping[str, object]) -> tuple[Config, Asked]:
    """Return the collection's config, and what goes before a publication's own word.

    `given` is what ``--config KEY=VALUE`` gave: ``seeds``, ``build`` and ``site``, ``variants`` and
    ``formats`` (lists, or texts with commas), ``design``. Raises PublicationError for a
    mistake in the file, ConfigError for one on the command line.
    """
    config = Config() if file is None else read_yaml(file, Config)
    places: dict[str, object] = {key: str(value) for key, value in given.items() if key in _PLACES}
    shelf = {key: value for key, value in given.items() if key == _SHELF}
    rest = {
        key: str(value).replace(",", " ").split() if key in _LISTS and _is_text(value) else value
        for key, value in given.items()
        if key not in _PLACES and key != _SHELF
    }
    try:
        shelved = msgspec.convert(shelf, Config, strict=False).shelf if shelf else config.shelf
        chosen = structs.replace(config, **places, shelf=shelved)
        return chosen, msgspec.convert(rest, Asked)
    except msgspec.ValidationError as error:
        raise ConfigError("workflow.asked", problem=str(error)) from error


def _is_text(value: object) -> bool:
    return isinstance(value, str)
