"""Keep the proof of an edition as JSON that anyone can check."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kanben.errors import ConservationError
from kanben.manuscript.emendations import Emendation
from kanben.manuscript.manuscript import Source
from kanben.manuscript.readable import load_readable, save_readable
from kanben.messages import say
from kanben.proving.chain import ChainLink
from kanben.proving.matter import EditionLine, Fault, Guide
from kanben.proving.normal import ink

SCHEMA = 2
"""The version of the proof; another one is refused."""


class Verdict(StrEnum):
    """Say how a proof ended."""

    WHOLE = "whole"
    BROKEN = "broken"


class Proof(Struct, frozen=True):
    """Hold the outcome of an audit; characters are those of the text that leave ink.

    `chain` binds sources, manuscript, variant and edition. `changes` count what was changed in
    the print, by act and rule. `matters` count the lines that `reader` read in each matter,
    `said` is the digest of them all: who reads the edition again with `guide` gets the same.
    `faults` are empty for an edition that is whole.
    """

    schema: int
    kanben: str
    publication: str
    variant: str
    edition: str
    sha256: str
    size: int
    verdict: Verdict
    sources: tuple[Source, ...]
    chain: tuple[ChainLink, ...]
    changes: dict[str, int]
    engines: dict[str, str]
    blocks: int
    characters: int
    reader: str
    guide: Guide
    matters: dict[str, int]
    said: str
    faults: tuple[Fault, ...] = ()


def changes_of(emendations: Iterable[Emendation]) -> dict[str, int]:
    """Count emendations by what they do and by whose word: ``correct editor``, ``drop spaces``."""
    counts = Counter(f"{each.change} {each.by}" for each in emendations)
    return dict(sorted(counts.items()))


def said_by(lines: Iterable[EditionLine]) -> str:
    """Return the digest of everything that was read in an edition."""
    digest = sha256()
    for line in lines:
        links = "".join(f"{link.label}\x1f{link.target}" for link in line.links)
        calls = "".join(f"{call.offset}\x1f{call.label}" for call in line.calls)
        looks = "".join(f"{one.start}\x1f{one.end}\x1f{one.manner}" for one in line.distinctions)
        said = (line.region, line.kind, str(line.level), line.label, ink(line.text), calls, links)
        whole = "\x1e".join((*said, looks) if looks else said) + "\n"
        digest.update(whole.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def save_proof(proof: Proof, path: Path) -> None:
    """Write a proof as indented JSON."""
    save_readable(proof, path)


def load_proof(path: Path) -> Proof:
    """Read a proof back; raises ArchiveError for a file that is none."""
    return load_readable(path, Proof, "archive.no_proof")


def require_whole(proof: Proof, edition: Path) -> None:
    """Raise ConservationError for a proof that failed."""
    if proof.verdict == Verdict.BROKEN:
        first: Fault = proof.faults[0]
        raise ConservationError(
            "proof.broken",
            file=edition,
            count=len(proof.faults),
            fault=say(f"proof.fault.{first.kind}"),
            region=first.region or "–",
            expected=first.expected or "–",
            found=first.found or "–",
        )
