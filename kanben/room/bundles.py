"""Bundle what was published for a release: a ZIP for each publication, and one of everything."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from kanben.errors import ArchiveError
from kanben.manuscript.archive import whole_file
from kanben.manuscript.layout import Layout
from kanben.manuscript.manifest import Item, load_manifest, manifest_of
from kanben.manuscript.readable import readable
from kanben.writing.book.zips import Member, write_zip

_SITE = ("index.html", "SHA256SUMS", "manifest.json", "sitemap*.xml")
_FOLDERS = ("editions", "proofs", "validations", "covers", "charts", "room", "opds", "review")
"""What readers see of a build folder: all that its first page leads to."""


def bundle(layout: Layout, out: Path, version: str) -> list[Path]:
    """Write the bundles of a release, its manifest and checksums; return the files.

    The same build gives the same bytes. Raises ArchiveError if a file that the manifest lists is
    not there.
    """
    manifest = load_manifest(layout.manifest)
    made = []
    by_publication: dict[str, list[Item]] = {}
    for item in manifest.editions:
        by_publication.setdefault(Path(item.edition).parent.name, []).append(item)
    for name, items in by_publication.items():
        made.append(out / f"{name}-{version}.zip")
        _zip(made[-1], _publication(layout, items))
    made.append(out / f"site-{version}.zip")
    _zip(made[-1], _site(layout))
    made.append(out / "manifest.json")
    with whole_file(made[-1]) as draft:
        draft.write_bytes(layout.manifest.read_bytes())
    return made


def write_sums(out: Path) -> Path:
    """Write the checksums of all files that lie in a folder, in the order of their names."""
    sums = out / "SHA256SUMS"
    files = sorted(path for path in out.iterdir() if path.is_file() and path != sums)
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    with whole_file(sums) as draft:
        draft.write_text("".join(lines), "utf-8")
    return sums


def _zip(path: Path, members: Iterable[Member]) -> None:
    with whole_file(path) as draft:
        write_zip(draft, members)


def _publication(layout: Layout, items: Iterable[Item]) -> Iterator[Member]:
    """Yield a publication's editions and proofs, with a manifest that `kanben verify` reads."""
    listed = tuple(items)
    manifest = manifest_of(listed)
    for item in listed:
        yield _member(layout, item.edition)
        yield _member(layout, item.proof)
    lines = "".join(f"{item.sha256}  {item.edition}\n" for item in listed)
    yield Member("SHA256SUMS", lines.encode())
    yield Member("manifest.json", readable(manifest))


def _site(layout: Layout) -> Iterator[Member]:
    files = {path for pattern in _SITE for path in layout.folder.glob(pattern)}
    for folder in _FOLDERS:
        files |= {path for path in (layout.folder / folder).rglob("*") if path.is_file()}
    for path in sorted(files):
        yield _member(layout, path.relative_to(layout.folder).as_posix())


def _member(layout: Layout, place: str) -> Member:
    path = layout.folder / place
    try:
        return Member(place, path.read_bytes())
    except OSError as error:
        raise ArchiveError("archive.missing", file=path) from error
