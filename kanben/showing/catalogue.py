"""Show all editions on one page, with their sizes, checksums and proofs."""

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.errors import ArchiveError
from kanben.manuscript.archive import whole_file
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout
from kanben.manuscript.manifest import Item, manifest_of, save_manifest
from kanben.manuscript.metadata import Metadata
from kanben.manuscript.variants import TAGS, Glyphs, label_of, language_selector
from kanben.templates import render


class Edition(Struct, frozen=True):
    """List one finished file; `href` leads there from the catalogue, `size` is in bytes.

    `proof` leads to its proof, whose digest is `proof_sha256`.
    """

    format: str
    media_type: str
    name: str
    href: str
    size: int
    sha256: str
    proof: str
    proof_sha256: str


class CatalogueScript(Struct, frozen=True):
    """List the editions of a publication in one script variant."""

    variant: str
    label: str
    metadata: Metadata
    cover: str
    editions: tuple[Edition, ...]
    lacking: tuple[str, ...]
    """Formats that were ordered and could not be made, or are not whole."""


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


_WHOLE = "whole"


class _Envelope(Struct, frozen=True):
    """Read no more of a manuscript on disk than a catalogue needs."""

    manuscript: "_Head"


class _Head(Struct, frozen=True):
    metadata: Metadata
    script: str


def write_catalogue(layout: Layout, ordered: Mapping[str, Collection[tuple[str, str]]]) -> None:
    """Write ``index.html``, ``SHA256SUMS`` and ``manifest.json`` for what there is.

    `ordered` are the variant and format of each edition that should be there, by publication:
    the page says which of them are not. An edition that is not the one that was proved is not
    listed as one.
    """
    titles = [_title(layout, name, editions) for name, editions in ordered.items()]
    page = render(
        "catalogue.html", titles=titles, size=_size, fonts=language_selector, glyphs=Glyphs
    )
    with whole_file(layout.catalogue) as draft:
        draft.write_text(page, encoding="utf-8")
    listed = [
        edition for title in titles for script in title.scripts for edition in script.editions
    ]
    with whole_file(layout.checksums) as draft:
        lines = (f"{each.sha256}  {each.href}\n" for each in listed)
        draft.write_text("".join(lines), encoding="utf-8")
    items = (Item(each.href, each.sha256, each.proof, each.proof_sha256) for each in listed)
    save_manifest(manifest_of(items), layout.manifest)


def _title(layout: Layout, name: str, ordered: Collection[tuple[str, str]]) -> CatalogueTitle:
    scripts, lacking = [], []
    for variant in TAGS:
        editions = tuple(_editions(layout, name, variant))
        wanted = [suffix for tag, suffix in ordered if tag == variant]
        if editions:
            head = _head(layout.variant(name, variant))
            cover = _link(layout, layout.cover(name, variant))
            label = label_of(variant, head.script)
            made = {edition.format for edition in editions}
            missing = tuple(suffix for suffix in wanted if suffix not in made)
            scripts.append(CatalogueScript(variant, label, head.metadata, cover, editions, missing))
        elif wanted:
            lacking.append(label_of(variant))
    review = _link(layout, layout.review(name))
    chart = _link(layout, layout.chart(name))
    return CatalogueTitle(name, tuple(scripts), review, chart, tuple(lacking))


def _link(layout: Layout, path: Path) -> str:
    """Return where the catalogue finds a file; empty if there is none, or nothing in it."""
    there = path.is_file() and path.stat().st_size
    return path.relative_to(layout.folder).as_posix() if there else ""


def _head(path: Path) -> _Head:
    """Read what a manuscript says of itself; raises ArchiveError if it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Envelope).manuscript
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveError("archive.no_manuscript", file=path, problem=str(error)) from error


def _editions(layout: Layout, name: str, variant: str) -> Iterator[Edition]:
    for suffix, format_ in FORMATS.items():
        path = layout.edition(name, variant, suffix)
        proof = layout.proof(name, variant, suffix)
        if not (path.is_file() and proof.is_file()):
            continue
        digest = sha256(path.read_bytes()).hexdigest()
        record = proof.read_bytes()
        if _proved(record) == digest:
            yield Edition(
                format=suffix,
                media_type=format_.media_type,
                name=path.name,
                href=path.relative_to(layout.folder).as_posix(),
                size=path.stat().st_size,
                sha256=digest,
                proof=proof.relative_to(layout.folder).as_posix(),
                proof_sha256=sha256(record).hexdigest(),
            )


def _proved(record: bytes) -> str:
    """Return the digest of the edition that a proof found whole; empty for any other."""
    try:
        proof = msgspec.json.decode(record, type=_Proof)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return proof.sha256 if proof.verdict == _WHOLE else ""


def _size(count: int) -> str:
    """Write a number of bytes as people read it."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count // 1000, 1)} KB"
