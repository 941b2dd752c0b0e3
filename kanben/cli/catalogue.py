"""``kanben catalogue``: list all editions on a page."""

from pathlib import Path

import click

from kanben.cli.options import FILE, config_option, formats_option, read_config, variants_option
from kanben.messages import say


@click.command(help=say("cli.catalogue.help"), epilog=say("cli.catalogue.epilog"))
@click.option("--seeds", type=FILE, help=say("cli.seeds"))
@click.option("--build", type=FILE, help=say("cli.build"))
@click.option("--site", default="", help=say("cli.catalogue.site"))
@config_option
@variants_option
@formats_option
def command(
    seeds: Path | None,
    build: Path | None,
    site: str,
    config: Path | None,
    variants: tuple[str, ...],
    formats: tuple[str, ...],
) -> None:
    """Write the catalogue."""
    from msgspec import structs

    from kanben.manuscript.plan import Asked
    from kanben.room.room import write_room
    from kanben.workflow.orders import survey

    given = read_config(config)
    places = {"seeds": seeds or given.seeds, "build": build or given.build}
    chosen = structs.replace(given, **{key: str(path) for key, path in places.items()})
    collection = survey(chosen, Asked(variants=variants, formats=formats))
    ordered = {name: tuple(order.editions) for name, order in collection.orders.items()}
    write_room(collection.layout, ordered, site or given.site)
    click.echo(collection.layout.catalogue)
