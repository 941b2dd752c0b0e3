"""Look over a collection: its publications, and how far each of them is."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct
from natsort import natsorted

from kanben.errors import KanbenError, PublicationError
from kanben.manuscript.decisions import Break, ProposedMove, Suspicion
from kanben.manuscript.emendations import EDITOR
from kanben.manuscript.layout import Layout
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.plan import Config, settle
from kanben.manuscript.publication import (
    YAML_NAME,
    Publication,
    find_places,
    load_publication,
    usable_name,
)
from kanben.manuscript.yaml import read_yaml
from kanben.messages import tell


class BookState(StrEnum):
    """Say how far a publication is."""

    NEW = "new"
    IN_WORK = "in-work"
    UNPROVED = "unproved"
    """It was published, and its text, its YAML or a proof is no longer what it was."""
    PUBLISHED = "published"
    BROKEN = "broken"


class ShelfBook(Struct, frozen=True):
    """Show one publication on the shelf; `built` is when its last edition was made, 0 if never.

    `doubts` is -1 where nobody has read the text yet.
    """

    name: str
    title: str
    creators: tuple[str, ...] = ()
    state: BookState = BookState.NEW
    acts: int = 0
    doubts: int = -1
    built: float = 0.0
    cover: bool = False
    editions: tuple[str, ...] = ()
    fault: str = ""


class Shelf(Struct, frozen=True):
    """Hold the folder of a collection, as `snakemake --directory` takes it."""

    folder: Path

    @property
    def config(self) -> Config:
        """Return the collection's config.yaml, or what holds without one."""
        path = self.folder / "config.yaml"
        return read_yaml(path, Config) if path.is_file() else Config()

    @property
    def seeds(self) -> Path:
        """Return the folder of the sources."""
        return self.folder / self.config.seeds

    @property
    def layout(self) -> Layout:
        """Return where what is made lies."""
        return Layout(self.folder / self.config.build)

    def places(self) -> dict[str, Path]:
        """Return the places of all publications that can be opened, by name.

        What a link leads to lies elsewhere: it is none of the collection's.
        """
        if not self.seeds.is_dir():
            return {}
        try:
            found = find_places(self.seeds)
        except PublicationError:
            return {}
        named = ((usable_name(place), place) for place in found if not place.is_symlink())
        return {name: place for name, place in named if name}

    def place(self, name: str) -> Path:
        """Return the place of a publication; raises PublicationError if there is none."""
        place = self.places().get(name)
        if place is None:
            raise PublicationError("desk.no_book", name=name)
        require_inside(place, self.seeds)
        return place

    def books(self) -> Iterator[ShelfBook]:
        """Yield what the shelf shows of every publication, in natural order."""
        for name, place in natsorted(self.places().items()):
            yield self.book(name, place)

    def book(self, name: str, place: Path) -> ShelfBook:
        """Look at one publication."""
        try:
            publication = load_publication(place)
        except KanbenError as error:
            return ShelfBook(name, name, state=BookState.BROKEN, fault=tell(error))
        built = _built(self.layout.manuscript(name))
        plan = publication.plan
        metadata = built.metadata if built and not plan.title else plan.metadata
        editions = self.editions(publication)
        acts = len(plan.emendations) + len(plan.decided)
        return ShelfBook(
            name=name,
            title=metadata.title or name,
            creators=tuple(person.name for person in metadata.creators),
            state=self._state(publication, editions),
            acts=acts,
            doubts=-1 if built is None else built.doubts,
            built=max((path.stat().st_mtime for path in editions), default=0.0),
            cover=self.cover(publication) is not None,
            editions=tuple(path.name for path in editions),
        )

    def editions(self, publication: Publication) -> list[Path]:
        """List the editions of a publication that are there."""
        settings = settle(publication.plan, self.config)
        paths = (
            self.layout.edition(publication.name, variant, suffix)
            for variant in settings.variants
            for suffix in settings.formats
        )
        return [path for path in paths if path.is_file()]

    def cover(self, publication: Publication) -> Path | None:
        """Return the cover of the first variant that has one."""
        variants = settle(publication.plan, self.config).variants
        covers = (self.layout.cover(publication.name, variant) for variant in variants)
        return next((path for path in covers if path.is_file()), None)

    def _state(self, publication: Publication, editions: list[Path]) -> BookState:
        plan = publication.plan
        settings = settle(plan, self.config)
        if not editions:
            began = plan.emendations or plan.decided
            return BookState.IN_WORK if began else BookState.NEW
        complete = len(editions) == len(settings.variants) * len(settings.formats)
        proofs = [
            self.layout.proof(publication.name, variant, suffix)
            for variant in settings.variants
            for suffix in settings.formats
        ]
        files = [publication.source_path(name) for name in publication.source_names]
        if publication.yaml:
            files.append(publication.yaml)
        newest = max(path.stat().st_mtime for path in files)
        release = self.layout.release(publication.name)
        proved = complete and all(path.is_file() for path in (*proofs, release))
        current = proved and release.stat().st_mtime >= newest
        return BookState.PUBLISHED if current else BookState.UNPROVED


def require_inside(path: Path, folder: Path) -> None:
    """Raise PublicationError for a path that is a link, or has one, or lies outside a folder."""
    inside = path.is_relative_to(folder) and path != folder
    steps = [path, *path.parents]
    links = any(step.is_symlink() for step in steps[: steps.index(folder)]) if inside else True
    if not inside or links or ".." in path.parts:
        raise PublicationError("desk.outside", file=path)


def require_own_sources(publication: Publication) -> None:
    """Raise PublicationError if a source or the YAML of a publication lies elsewhere."""
    for name in publication.source_names:
        require_inside(publication.source_path(name), publication.folder)
    for yaml in (publication.folder / YAML_NAME, publication.yaml):
        if yaml is not None and yaml.is_symlink():
            raise PublicationError("desk.outside", file=yaml)


class _Built(Struct, frozen=True):
    """Read no more of a manuscript on disk than the shelf shows."""

    metadata: Metadata
    breaks: tuple[Break, ...] = ()
    moves: tuple[ProposedMove, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def doubts(self) -> int:
        """Count the doubts that were open when it was made."""
        open_ends = (end for end in self.breaks if end.by != EDITOR and end.certainty < 0.95)
        return sum(1 for _ in open_ends) + len(self.moves) + len(self.suspicions)


class _BuiltFile(Struct, frozen=True):
    manuscript: _Built


def _built(path: Path) -> _Built | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_BuiltFile).manuscript
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
