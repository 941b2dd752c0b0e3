"""Keep the proof of an edition as JSON."""

from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.manuscript.archive import whole_file
from kanben.proving.matter import Fault


class Verdict(StrEnum):
    """Say how a proof ended."""

    WHOLE = "whole"
    BROKEN = "broken"


class Proof(Struct, frozen=True):
    """Hold the outcome of an audit; characters are those of the text that leave ink.

    `matters` count the lines that `reader` read in each matter; `faults` are empty for an
    edition that is whole.
    """

    edition: str
    sha256: str
    verdict: Verdict
    blocks: int
    characters: int
    reader: str
    matters: dict[str, int]
    faults: tuple[Fault, ...] = ()


def save_proof(proof: Proof, path: Path) -> None:
    """Write a proof as indented JSON."""
    with whole_file(path) as draft:
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=2) + b"\n")


def load_proof(path: Path) -> Proof:
    """Read a proof back."""
    return msgspec.json.decode(path.read_bytes(), type=Proof)
