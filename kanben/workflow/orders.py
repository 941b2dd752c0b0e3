"""Decide what is made of every publication of a collection, and with what digest.

A publication whose YAML is broken is ordered as the collection's config says: its first job
then fails, tells why, and stops no other publication. A place whose name cannot be used, or is
another's too, is not ordered but refused.
"""

import os
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from msgspec import Struct, structs

from kanben.errors import KanbenError
from kanben.manuscript.formats import FORMATS, paginated
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config, Plan, Settings, settle
from kanben.manuscript.publication import (
    find_places,
    is_writable,
    load_publication,
    usable_name,
    yaml_of,
)
from kanben.manuscript.records import is_listed
from kanben.manuscript.sources import sources_among
from kanben.manuscript.variants import variant_of
from kanben.workflow.digests import digest_of, file_digest, verb_digest
from kanben.workflow.truth import untrue
from kanben.writing.images.pictures import TYPES

_MAKING = frozenset(
    {"variants", "formats", "design", "style", "vocabulary", "glossary", "protected", "decided"}
)
"""Keys of a plan that its manuscript does not depend on."""


class Order(Struct, frozen=True, dict=True):
    """Say what is made of one publication; `plan` is None if it cannot be read.

    `files` are those that exist of the sources.
    """

    name: str
    place: Path
    plan: Plan | None
    files: tuple[Path, ...]
    settings: Settings
    config: Config

    @property
    def folder(self) -> Path:
        """Return the folder of the sources, where pictures are too."""
        return self.place if self.place.is_dir() else self.place.parent

    @cached_property
    def manuscript(self) -> str:
        """Return the digest of the manuscript."""
        plan: object = file_digest(yaml_of(self.place))
        if self.plan is not None:
            fields = structs.asdict(self.plan)
            plan = {key: value for key, value in fields.items() if key not in _MAKING}
        files = [(os.fsencode(path.name), file_digest(path)) for path in self.files]
        return digest_of(verb_digest("manuscript"), self.name, plan, files)

    def variant(self, variant: str) -> str:
        """Return the digest of a converted manuscript."""
        words = [_words_for(variant, level) for level in (self.config, self.plan or Plan())]
        return digest_of(verb_digest("variant"), self.manuscript, variant, words)

    @property
    def review(self) -> str:
        """Return the digest of the review page."""
        variants = [self.variant(variant) for variant in self.settings.variants]
        return digest_of(verb_digest("review"), self.manuscript, variants)

    def variants(self, layout: Layout) -> list[Path]:
        """List the paths of the converted manuscripts."""
        return [layout.variant(self.name, variant) for variant in self.settings.variants]

    def edition(self, variant: str, suffix: str) -> str:
        """Return the digest of an edition; a PDF's pages are cited by the other formats."""
        format_ = FORMATS[suffix]
        pages = self.edition(variant, self.cited_by(suffix)) if self.cited_by(suffix) else ""
        design = self.settings.design if format_.designed else ""
        writer = verb_digest("editions", format_.writer)
        return digest_of(writer, self.variant(variant), _pictures(self.folder), design, pages)

    def proof(self, variant: str, suffix: str) -> str:
        """Return the digest of an edition's proof."""
        format_ = FORMATS[suffix]
        auditor = verb_digest("audit", format_.reader, format_.declarer)
        return digest_of(auditor, self.edition(variant, suffix))

    @property
    def release(self) -> str:
        """Return the digest of all editions of the publication together."""
        proofs = [(*edition, self.proof(*edition)) for edition in self.editions]
        return digest_of(verb_digest("release"), proofs)

    def lone_edition(self, variant: str, suffix: str) -> str:
        """Return the digest of an edition that is asked for alone."""
        return digest_of(verb_digest("release"), self.proof(variant, suffix))

    def drafts(self, layout: Layout) -> list[Path]:
        """List the paths of the drafts of all editions."""
        return [layout.draft(self.name, *edition) for edition in self.editions]

    def draft_proofs(self, layout: Layout) -> list[Path]:
        """List the paths of the drafts' proofs."""
        return [layout.draft_proof(self.name, *edition) for edition in self.editions]

    def cited_by(self, suffix: str) -> str:
        """Return the format whose pages a format cites; empty if none is made, or it cites none."""
        return paginated(self.settings.formats) if FORMATS[suffix].cites_pages else ""

    @property
    def editions(self) -> Iterator[tuple[str, str]]:
        """Yield variant and format of each edition."""
        for variant in self.settings.variants:
            for suffix in self.settings.formats:
                yield variant, suffix


@cache
def _pictures(folder: Path) -> str:
    """Return the digest of all pictures below a folder; many bare texts may share one."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in TYPES)
    return digest_of([(os.fsencode(path.relative_to(folder)), file_digest(path)) for path in found])


def _words_for(variant: str, level: Config | Plan) -> tuple[object, ...]:
    """Return what an editor says about the conversion to one variant.

    A word with an entry in a glossary, of whatever variant, is no longer protected.
    """
    language = variant_of(variant, "Hans").language
    listed = {word for words in level.glossary.values() for word in words}
    return (
        level.style.get(language),
        level.glossary.get(language),
        [tag for tag in level.vocabulary if variant_of(tag, "Hans").language == language],
        level.protected,
        sorted(listed) if level.protected else (),
    )


class Collection(Struct, frozen=True):
    """Hold the orders of a collection by name, and the places that cannot be published."""

    seeds: Path
    layout: Layout
    orders: dict[str, Order]
    refused: dict[str, Path]
    """Places by a digest that can stand in a file's name."""

    @property
    def digest(self) -> str:
        """Return the digest of the catalogue of everything."""
        releases = [(name, order.release) for name, order in self.orders.items()]
        return digest_of(verb_digest("catalogue"), releases)

    @property
    def releases(self) -> list[Path]:
        """List the paths of the lists of what is released of each publication."""
        return [self.layout.release(name) for name in self.orders]

    @property
    def reviews(self) -> list[Path]:
        """List the paths of the review pages."""
        return [self.layout.review(name) for name in self.orders]

    @property
    def groundwork(self) -> list[Path]:
        """List the paths of what editions are made from, and of what is made beside it."""
        layout = self.layout
        return [
            path
            for name, order in self.orders.items()
            for path in (
                layout.manuscript(name),
                layout.apparatus(name),
                layout.chart(name),
                *order.variants(layout),
            )
        ]

    @property
    def untrue(self) -> list[Path]:
        """List the files of earlier builds that must be made again, whatever their dates say."""
        layout = self.layout
        listed = [layout.catalogue, layout.checksums, layout.manifest]
        found = [path for path in listed if layout.catalogue.is_file() and not path.is_file()]
        found += untrue(layout.folder, listed)
        if layout.catalogue.is_file() and not is_listed(layout.folder):
            found.append(layout.catalogue)
        for name, order in self.orders.items():
            release = layout.release(name)
            beside = list(self._beside(order))
            if release.is_file():
                found += [path for path in beside if not path.is_file()]
                found += [release] if any(self._unsound(order)) else []
            found += untrue(layout.folder, [*beside, layout.review(name), release])
        return [*found, *untrue(layout.folder, self.groundwork)]

    def _unsound(self, order: Order) -> Iterator[Path]:
        """Yield each edition and proof that is not there any more, or not as it was released."""
        places = (self.layout.edition, self.layout.proof)
        files = [place(order.name, *edition) for edition in order.editions for place in places]
        yield from (path for path in files if not path.is_file())
        yield from untrue(self.layout.folder, files)

    def _beside(self, order: Order) -> Iterator[Path]:
        """Yield each draft with its proof, record of pages and cover."""
        layout, name = self.layout, order.name
        yield from order.drafts(layout)
        yield from order.draft_proofs(layout)
        for variant, suffix in order.editions:
            if FORMATS[suffix].paginated:
                yield layout.pages(name, variant)
            if FORMATS[suffix].covered:
                yield layout.cover(name, variant)


def survey(config: Config, asked: Asked) -> Collection:
    """Order everything that lies in the collection's folder.

    Raises PublicationError if there is no such folder, or nothing in it.
    """
    places, refused = named_places(Path(config.seeds))
    orders = {name: order_of(name, place, config, asked) for name, place in places.items()}
    return Collection(Path(config.seeds), Layout(Path(config.build)), orders, refused)


def shelved(config: Config) -> Collection:
    """Return a collection that orders nothing one by one, with the places that are refused."""
    _, refused = named_places(Path(config.seeds))
    return Collection(Path(config.seeds), Layout(Path(config.build)), {}, refused)


def named_places(seeds: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """Return the publications of a folder by name, and those that cannot be used by a digest.

    Raises PublicationError if there is no such folder, or nothing in it.
    """
    named: dict[str, Path] = {}
    refused: dict[str, Path] = {}
    for name, group in groupby(sorted(find_places(seeds), key=usable_name), usable_name):
        places = list(group)
        if name and len(places) == 1:
            named[name] = places[0]
        else:
            refused |= {digest_of(os.fsencode(place)): place for place in places}
    return named, refused


def order_of(name: str, place: Path, config: Config, asked: Asked) -> Order:
    """Order what is made of the publication at a place."""
    try:
        publication = load_publication(place)
    except KanbenError:
        found = sources_among(place.iterdir()) if place.is_dir() else [place]
        files = tuple(path for path in found if is_writable(path.name))
        return Order(name, place, None, files, settle(Plan(), config, asked), config)
    plan = publication.plan
    files = tuple(publication.source_path(source) for source in publication.source_names)
    return Order(name, place, plan, files, settle(plan, config, asked), config)
