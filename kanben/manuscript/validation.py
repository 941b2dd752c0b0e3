"""Hold what a validator that is none of ours said of an edition."""

from pathlib import Path

import msgspec
from msgspec import Struct


class Validation(Struct, frozen=True):
    """Record a validator's judgement of one file: who judged, how many faults, the first few."""

    sha256: str
    validator: str
    version: str
    errors: int
    warnings: int
    remarks: tuple[str, ...] = ()


def validation_of(place: Path, sha256: str) -> Validation | None:
    """Read the record of an edition; None if there is none, or it is about another file."""
    try:
        validation = msgspec.json.decode(place.read_bytes(), type=Validation)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return validation if validation.sha256 == sha256 else None
