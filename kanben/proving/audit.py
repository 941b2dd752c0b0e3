"""Prove that an edition holds its manuscript: every block whole, in order, nothing lost."""

from collections.abc import Iterator
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path

import msgspec
from msgspec import Struct

from kanben.characters import inked
from kanben.errors import ConservationError
from kanben.manuscript.archive import whole_file
from kanben.manuscript.blocks import HEADINGS, Block, BlockKind, MarkKind
from kanben.manuscript.manuscript import Manuscript
from kanben.proving.extract import extract
from kanben.proving.seek import RunningText

_INTERRUPTING = frozenset({MarkKind.NOTE, MarkKind.RUBY})


class Verdict(StrEnum):
    """Say how a proof ended."""

    WHOLE = "whole"
    BROKEN = "broken"


class Proof(Struct, frozen=True):
    """Hold the outcome of an audit; characters are those that leave ink.

    `missing` quotes the beginnings of blocks that do not stand whole in their place.
    `foreign` lists compatibility code points that only the edition has.
    """

    edition: str
    sha256: str
    verdict: Verdict
    blocks: int
    characters: int
    missing: tuple[str, ...]
    foreign: tuple[str, ...]


def audit(manuscript: Manuscript, edition: Path) -> Proof:
    """Read an edition back and look for every block of its manuscript, in order.

    Raises EngineError if the edition cannot be opened.
    """
    running = RunningText(extract(edition), _margins(manuscript))
    cursor, characters, missing = 0, 0, []
    blocks = [block for part in manuscript.parts for block in part.printed_blocks]
    for block in blocks:
        runs = list(_runs(block))
        end = running.seek(runs, cursor) if runs else cursor
        if end is None:
            missing.append("".join(runs)[:40])
        else:
            cursor, characters = end, characters + sum(map(len, runs))
    own = _compatibility("".join(block.text for block in blocks))
    foreign = _compatibility(running.text) - own
    return Proof(
        edition=edition.name,
        sha256=_sha256(edition),
        verdict=Verdict.BROKEN if missing or foreign else Verdict.WHOLE,
        blocks=len(blocks),
        characters=characters,
        missing=tuple(missing),
        foreign=tuple(sorted(foreign)),
    )


def require_whole(proof: Proof, edition: Path) -> None:
    """Raise ConservationError for a proof that failed."""
    if proof.verdict == Verdict.BROKEN:
        quote = proof.missing[0] if proof.missing else proof.foreign[0]
        count = len(proof.missing) + len(proof.foreign)
        raise ConservationError("proof.broken", file=edition, count=count, quote=quote)


def save_proof(proof: Proof, path: Path) -> None:
    """Write a proof as indented JSON."""
    with whole_file(path) as draft:
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=2) + b"\n")


def load_proof(path: Path) -> Proof:
    """Read a proof back."""
    return msgspec.json.decode(path.read_bytes(), type=Proof)


def _runs(block: Block) -> Iterator[str]:
    """Yield the ink of a block between the places where a call or a reading may stand."""
    run = ""
    for piece in block.pieces:
        run += inked(piece.text)
        if run and any(mark.kind in _INTERRUPTING for mark in piece.marks):
            yield run
            run = ""
    if run:
        yield run


def _margins(manuscript: Manuscript) -> Iterator[str]:
    """Yield what stands in the margins: running heads, notes, footnotes."""
    yield manuscript.metadata.title
    for part in manuscript.parts:
        yield part.title
        kept = HEADINGS | {BlockKind.FOOTNOTE}
        yield from (block.text for block in part.printed_blocks if block.kind in kept)
    yield from (note.text for note in manuscript.notes)


def _sha256(edition: Path) -> str:
    with edition.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _compatibility(text: str) -> set[str]:
    """Return the Kangxi radicals and compatibility ideographs of a text."""
    return {
        f"U+{ord(char):04X}"
        for char in set(text)
        if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff"
    }
