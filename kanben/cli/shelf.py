"""``kanben shelf``: make what has changed on one shelf of a collection."""

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from kanben.cli.faults import tell_fault
from kanben.cli.options import (
    FILE,
    config_option,
    formats_option,
    out_option,
    read_config,
    variants_option,
)
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.messages import say, tell

if TYPE_CHECKING:
    from kanben.workflow.orders import Order
    from kanben.workflow.shelves import CollectionShelf, ShelvedBook

_PAUSE = 5
"""Seconds between two states of the list that are kept: what a killed job loses at most."""


@click.command(help=say("cli.shelf.help"), epilog=say("cli.shelf.epilog"))
@click.argument("number", type=click.IntRange(0))
@click.option("--of", "count", type=click.IntRange(1), required=True, help=say("cli.shelf.of"))
@click.option("--seeds", type=FILE, help=say("cli.seeds"))
@click.option("--build", type=FILE, help=say("cli.build"))
@config_option
@variants_option
@formats_option
@click.option("--design", default="", help=say("cli.publish.design"))
@out_option
def command(
    number: int,
    count: int,
    seeds: Path | None,
    build: Path | None,
    config: Path | None,
    variants: tuple[str, ...],
    formats: tuple[str, ...],
    design: str,
    out: Path,
) -> None:
    """Make the shelf, and write the list of its editions if all of them are there."""
    from msgspec import structs

    from kanben.workflow.shelves import load_list, shelf_at, shelf_list

    given = read_config(config)
    places = {"seeds": seeds or given.seeds, "build": build or given.build}
    chosen = structs.replace(given, **{key: str(path) for key, path in places.items()})
    asked = Asked(variants=variants, formats=formats, design=design)
    keeper = _Keeper(chosen, asked, shelf_list(Layout(Path(chosen.build)), number))
    keeper.books = load_list(keeper.place)
    keeper.fill(shelf_at(chosen, number, count))
    if keeper.code:
        click.echo(say("cli.publish.failed", count=keeper.failures), err=True)
        sys.exit(keeper.code)
    keeper.write_manifest(out)


class _Keeper:
    """Make what has changed on a shelf; what fails stops no other publication."""

    def __init__(self, config: Config, asked: Asked, place: Path) -> None:
        self.config = config
        self.asked = asked
        self.place = place
        self.layout = Layout(Path(config.build))
        self.books: dict[str, ShelvedBook] = {}
        self.failures = 0
        self.code = 0

    def fill(self, shelf: "CollectionShelf") -> None:
        """Go along the shelf; keep its list now and then, and at the end."""
        from kanben.workflow.orders import order_of
        from kanben.workflow.shelves import book_digest, save_list

        before, self.books = self.books, {}
        saved = time.monotonic()
        for name, place in shelf.places.items():
            order = order_of(name, place, self.config, self.asked)
            digest = book_digest(order)
            known = before.get(name)
            if known is not None and known.is_whole(digest):
                self.books[name] = known
            else:
                self.books[name] = self._made(order, digest)
            if time.monotonic() - saved > _PAUSE:
                save_list({**before, **self.books}, self.place)
                saved = time.monotonic()
        save_list(self.books, self.place)

    def _made(self, order: "Order", digest: str) -> "ShelvedBook":
        from kanben.workflow.shelves import ShelvedBook, files_of, stamps

        failures = list(self._failures(order.place))
        for failure in failures:
            self.failures += 1
            click.echo(f"✗ {failure}", err=True)
        if not failures:
            click.echo(f"✓ {order.name}")
        # A book's boxes hold each other: on a long shelf they must not pile up. What the first
        # book loaded stays, and need not be gone through after each.
        gc.collect()
        if len(self.books) == 0:
            gc.freeze()
        made = stamps(files_of(order, self.layout))
        return ShelvedBook(digest, made, "\n".join(failures))

    def _failures(self, place: Path) -> Iterator[str]:
        """Publish what lies at a place; yield what could not be made, and why."""
        from kanben.press import Failed, publish

        try:
            for event in publish([place], self.layout, self.config, self.asked):
                if isinstance(event, Failed):
                    self.code = max(self.code, event.error.exit_code)
                    yield f"{tell(event.error)} [{event.error.key}]"
        except Exception as error:
            # A fault of ours in one book is no reason to let the others go.
            self.code = max(self.code, tell_fault(error))
            yield f"{place}: {error!r}"

    def write_manifest(self, out: Path) -> None:
        """Write the list of what stands on the shelf."""
        from kanben.manuscript.archive import whole_file

        with whole_file(out) as draft:
            draft.write_bytes(msgspec.json.encode(sorted(self.books)))
