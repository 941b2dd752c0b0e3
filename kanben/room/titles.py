"""Gather what there is of a publication: scripts, editions that were proved, what they hold."""

from collections.abc import Collection, Iterator, Sequence
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.errors import ArchiveError
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.pages import Pages
from kanben.manuscript.validation import Validation, validation_of
from kanben.manuscript.variants import TAGS, label_of
from kanben.writing.book.identity import identifier_of
from kanben.writing.book.structure import Heading, contents_of, volume_of


class Edition(Struct, frozen=True):
    """List one finished file; `href` leads there from the build folder, `size` is in bytes.

    `proof` leads to its proof, whose digest is `proof_sha256`; `blocks` and `characters` are what
    was found in the edition, by `reader`. `validated` leads to what `validation` was read from.
    """

    format: str
    media_type: str
    name: str
    href: str
    size: int
    sha256: str
    proof: str
    proof_sha256: str
    blocks: int
    characters: int
    reader: str
    validated: str = ""
    validation: Validation | None = None


class CatalogueScript(Struct, frozen=True):
    """List the editions of a publication in one script variant, and what can be said of it.

    `characters` counts what leaves ink, by the proofs; `pages` those of the PDF, 0 without one.
    """

    variant: str
    language: str
    script: str
    label: str
    metadata: Metadata
    identifier: str
    filing: dict[str, str]
    cover: str
    editions: tuple[Edition, ...]
    lacking: tuple[str, ...]
    """Formats that were ordered and could not be made, or are not whole."""
    characters: int
    pages: int
    contents: tuple[Heading, ...]

    @property
    def validated(self) -> bool:
        """Tell whether an outside validator judged any of the editions."""
        return any(each.validation for each in self.editions)

    @property
    def online(self) -> str:
        """Return where the edition for the web is."""
        return next((each.href for each in self.editions if each.format == "html"), "")


class CatalogueTitle(Struct, frozen=True):
    """List a publication."""

    name: str
    scripts: tuple[CatalogueScript, ...]
    review: str
    chart: str
    lacking: tuple[str, ...]
    """Script variants that were ordered and have no edition at all."""


class _Proof(Struct, frozen=True):
    """Read no more of a proof than a catalogue needs."""

    sha256: str
    verdict: str
    blocks: int = 0
    characters: int = 0
    reader: str = ""


_WHOLE = "whole"


class _Envelope(Struct, frozen=True):
    manuscript: Manuscript


class Gathered(Struct, frozen=True):
    """Hold a title beside the manuscripts of its scripts, in the same order."""

    title: CatalogueTitle
    manuscripts: tuple[Manuscript, ...]


def gather_title(layout: Layout, name: str, ordered: Collection[tuple[str, str]]) -> Gathered:
    """Gather a publication; `ordered` are variant and format of each edition that should be there.

    An edition that is not the one that was proved is not listed as one.
    """
    scripts, manuscripts, lacking = [], [], []
    for variant in TAGS:
        editions = tuple(_editions(layout, name, variant))
        wanted = [suffix for tag, suffix in ordered if tag == variant]
        if editions:
            manuscript = _manuscript(layout.variant(name, variant))
            scripts.append(_script(layout, manuscript, editions, wanted))
            manuscripts.append(manuscript)
        elif wanted:
            lacking.append(label_of(variant))
    review, chart = _link(layout, layout.review(name)), _link(layout, layout.chart(name))
    title = CatalogueTitle(name, tuple(scripts), review, chart, tuple(lacking))
    return Gathered(title, tuple(manuscripts))


def _script(
    layout: Layout,
    manuscript: Manuscript,
    editions: tuple[Edition, ...],
    wanted: Sequence[str],
) -> CatalogueScript:
    variant = manuscript.variant
    made = {edition.format for edition in editions}
    return CatalogueScript(
        variant=variant,
        language=manuscript.script_variant.language,
        script=manuscript.script,
        label=label_of(variant, manuscript.script),
        metadata=manuscript.metadata,
        identifier=identifier_of(manuscript),
        filing=manuscript.filing,
        cover=_link(layout, layout.cover(manuscript.name, variant)),
        editions=editions,
        lacking=tuple(suffix for suffix in wanted if suffix not in made),
        characters=max(edition.characters for edition in editions),
        pages=_pages(layout.pages(manuscript.name, variant)),
        contents=contents_of(volume_of(manuscript)),
    )


def _link(layout: Layout, path: Path) -> str:
    """Return where the catalogue finds a file; empty if there is none, or nothing in it."""
    there = path.is_file() and path.stat().st_size
    return path.relative_to(layout.folder).as_posix() if there else ""


def _manuscript(path: Path) -> Manuscript:
    """Read a manuscript; raises ArchiveError if it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Envelope).manuscript
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveError("archive.no_manuscript", file=path, problem=str(error)) from error


def _pages(path: Path) -> int:
    try:
        return len(msgspec.json.decode(path.read_bytes(), type=Pages).labels)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return 0


def _editions(layout: Layout, name: str, variant: str) -> Iterator[Edition]:
    for suffix, format_ in FORMATS.items():
        path, place = layout.edition(name, variant, suffix), layout.proof(name, variant, suffix)
        if not (path.is_file() and place.is_file()):
            continue
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        record = place.read_bytes()
        proof = _proved(record)
        if proof is not None and proof.sha256 == digest:
            told = layout.validation(path)
            yield Edition(
                format=suffix,
                media_type=format_.media_type,
                name=path.name,
                href=path.relative_to(layout.folder).as_posix(),
                size=path.stat().st_size,
                sha256=digest,
                proof=place.relative_to(layout.folder).as_posix(),
                proof_sha256=sha256(record).hexdigest(),
                blocks=proof.blocks,
                characters=proof.characters,
                reader=proof.reader,
                validated=_link(layout, told),
                validation=validation_of(told, digest),
            )


def _proved(record: bytes) -> _Proof | None:
    """Return the proof of an edition that was found whole; None for any other."""
    try:
        proof = msgspec.json.decode(record, type=_Proof)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return proof if proof.verdict == _WHOLE else None
