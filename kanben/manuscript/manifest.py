"""List the editions of a release with their digests, bound together by one root digest."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kanben import __version__
from kanben.manuscript.readable import load_readable, save_readable

SCHEMA = 1
"""The version of the manifest; another one is refused."""


class Item(Struct, frozen=True):
    """Name an edition and its proof by their places below the manifest, with their digests."""

    edition: str
    sha256: str
    proof: str
    proof_sha256: str


class Manifest(Struct, frozen=True):
    """Hold a release: whoever trusts `root` can trust every edition, every proof."""

    schema: int
    kanben: str
    root: str
    editions: tuple[Item, ...]


def manifest_of(items: Iterable[Item]) -> Manifest:
    """Return the manifest of a release."""
    editions = tuple(items)
    return Manifest(SCHEMA, __version__, root_of(editions), editions)


def root_of(editions: Iterable[Item]) -> str:
    """Return the digest of all that a manifest lists, in its order."""
    lines = (
        f"{each.sha256}  {each.edition}\n{each.proof_sha256}  {each.proof}\n" for each in editions
    )
    return sha256("".join(lines).encode()).hexdigest()


def save_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest as indented JSON."""
    save_readable(manifest, path)


def load_manifest(path: Path) -> Manifest:
    """Read a manifest; raises ArchiveError for a file that is none."""
    return load_readable(path, Manifest, "archive.no_manifest")
