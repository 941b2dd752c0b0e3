"""Check editions against their proofs, without the manuscripts that they were made from."""

from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from msgspec import Struct

from kanben.errors import ArchiveError, EngineError, KanbenError
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.manifest import Manifest, load_manifest, root_of
from kanben.proving.audit import testify
from kanben.proving.chain import chained
from kanben.proving.proof import SCHEMA, Proof, Verdict, load_proof, said_by

_MANIFEST = "manifest.json"


class Finding(Struct, frozen=True):
    """Report a file that was checked; `problem` is a key of the message table, or empty."""

    file: Path
    problem: str = ""


def verify(place: Path, proof: Path | None = None) -> Iterator[Finding]:
    """Check an edition, a folder of editions, or a manifest, and yield what was found.

    `proof` is the proof of an edition, if it does not lie where a build puts it, or beside the
    edition under its name with ``.json`` added.
    """
    if place.is_dir():
        yield from _folder(place)
    elif place.suffix == ".json":
        yield from _manifest(place)
    else:
        yield Finding(place, _edition(place, proof or _proof_of(place)))


def _folder(folder: Path) -> Iterator[Finding]:
    if (folder / _MANIFEST).is_file():
        yield from _manifest(folder / _MANIFEST)
        return
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.removeprefix(".") in FORMATS and _proof_of(path).is_file()
    )
    if not found:
        yield Finding(folder, "verify.nothing")
    for path in found:
        yield Finding(path, _edition(path, _proof_of(path)))


def _manifest(path: Path) -> Iterator[Finding]:
    manifest: Manifest = load_manifest(path)
    whole = root_of(manifest.editions) == manifest.root
    yield Finding(path, "" if whole else "verify.root")
    listed = set()
    for item in manifest.editions:
        edition, proof = path.parent / item.edition, path.parent / item.proof
        listed.add(edition)
        if not (edition.is_file() and proof.is_file()):
            yield Finding(edition, "verify.missing")
        elif _sha256(proof) != item.proof_sha256:
            yield Finding(edition, "verify.proof_altered")
        elif _sha256(edition) != item.sha256:
            yield Finding(edition, "verify.altered")
        else:
            yield Finding(edition, _edition(edition, proof))
    folders = {edition.parent for edition in listed}
    for other in sorted(path for folder in folders if folder.is_dir() for path in folder.iterdir()):
        if other not in listed and other.suffix.removeprefix(".") in FORMATS:
            yield Finding(other, "verify.unlisted")


def _proof_of(edition: Path) -> Path:
    """Return where the proof of an edition lies: beside it, or where a build puts it."""
    beside = edition.with_name(f"{edition.name}.json")
    if beside.is_file():
        return beside
    return edition.parent.parent.parent / "proofs" / edition.parent.name / f"{edition.name}.json"


def _edition(edition: Path, place: Path) -> str:
    """Return what is wrong with an edition."""
    if not place.is_file():
        return "verify.no_proof"
    try:
        proof = load_proof(place)
    except ArchiveError:
        return "verify.proof_altered"
    if not _holds_together(proof):
        return "verify.proof_altered"
    if _sha256(edition) != proof.sha256 or edition.stat().st_size != proof.size:
        return "verify.altered"
    if proof.verdict != Verdict.WHOLE:
        return "verify.broken"
    return _read_again(edition, proof)


def _read_again(edition: Path, proof: Proof) -> str:
    try:
        testimony = testify(edition, proof.guide)
    except (EngineError, KanbenError):
        return "verify.altered"
    if testimony.faults:
        return "verify.broken"
    return "" if said_by(testimony.lines) == proof.said else "verify.reads_otherwise"


def _holds_together(proof: Proof) -> bool:
    """Tell whether a proof's chain is one, from the sources that it lists to its edition."""
    stages = [(link.stage, link.sha256) for link in proof.chain]
    digests = dict(stages)
    sources = sha256("\n".join(source.sha256 for source in proof.sources).encode()).hexdigest()
    whole = proof.verdict == Verdict.BROKEN or not proof.faults
    ends = digests.get("sources") == sources and digests.get("edition") == proof.sha256
    return proof.schema == SCHEMA and whole and ends and tuple(chained(stages)) == proof.chain


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
