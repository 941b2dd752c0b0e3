"""``kanben desk``: correct in the browser, publish with a button."""

import os
from pathlib import Path

import click

from kanben.messages import say

_PASSWORD = "KANBEN_DESK_PASSWORD"
"""The variable that holds the password of a desk that others can reach."""


@click.command(help=say("cli.desk.help"), epilog=say("cli.desk.epilog"))
@click.argument("books", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--port", default=0, type=click.IntRange(0, 65535), help=say("cli.desk.port"))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("cli.desk.host"))
@click.option("--patience", default=15.0, type=float, hidden=True)
@click.option("--open/--no-open", "opens", default=True, help=say("cli.desk.open"))
def command(books: Path, port: int, host: str, patience: float, *, opens: bool) -> None:
    """Serve the desk of a collection."""
    import webbrowser

    from kanben.errors import ConfigError

    try:
        from kanben.desk.server import Address, serve
    except ModuleNotFoundError as error:
        raise ConfigError("desk.missing", package=error.name) from error
    from kanben.desk.shelf import Shelf

    def ready(address: str) -> None:
        click.echo(say("cli.desk.ready", address=address))
        if opens:
            webbrowser.open(address)

    address = Address(host, port, os.environ.get(_PASSWORD, ""), patience)
    serve(Shelf(books.resolve()), address, ready)
