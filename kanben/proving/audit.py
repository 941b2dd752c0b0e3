"""Prove that an edition holds its manuscript: all of it, no more, in order and in kind."""

from hashlib import file_digest
from pathlib import Path
from zipfile import BadZipFile

from lxml import etree

from kanben import __version__
from kanben.errors import EngineError
from kanben.manuscript.declared import Declared
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.pages import Pages
from kanben.proving.chain import chain_of
from kanben.proving.examination import Examination, matters_of
from kanben.proving.frames import reader_of
from kanben.proving.matter import Guide, Region, Testimony
from kanben.proving.normal import ink
from kanben.proving.proof import SCHEMA, Proof, Verdict, changes_of, said_by


def audit(
    manuscript: Manuscript, edition: Path, declared: Declared, pages: Pages | None = None
) -> Proof:
    """Read an edition back and hold it against its manuscript.

    `declared` is what its writer says of it, `pages` where everything stands in the PDF, for a
    format that cites it. Raises EngineError if the edition cannot be opened.
    """
    guide = Guide(declared.language, bool(manuscript.index), bool(manuscript.notes))
    testimony = testify(edition, guide)
    suffix = edition.suffix.removeprefix(".")
    faults = Examination(manuscript, testimony, declared, suffix, pages).run()
    body = [line for line in testimony.lines if line.region == Region.BODY]
    digest = sha256_of(edition)
    return Proof(
        schema=SCHEMA,
        kanben=__version__,
        publication=manuscript.name,
        variant=manuscript.variant,
        edition=edition.name,
        sha256=digest,
        size=edition.stat().st_size,
        verdict=Verdict.BROKEN if faults else Verdict.WHOLE,
        sources=manuscript.sources,
        chain=chain_of(manuscript, digest),
        changes=changes_of(manuscript.emendations),
        engines=manuscript.engines,
        blocks=sum(1 for part in manuscript.parts for _ in part.printed_blocks),
        characters=sum(len(ink(line.text)) for line in body),
        reader=testimony.reader,
        guide=guide,
        matters=matters_of(testimony.lines),
        said=said_by(testimony.lines),
        faults=faults,
    )


def testify(edition: Path, guide: Guide) -> Testimony:
    """Read an edition. Raises EngineError if it cannot be opened."""
    try:
        return reader_of(edition.suffix.removeprefix("."))(edition, guide)
    except (
        BadZipFile,
        LookupError,
        etree.LxmlError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise EngineError("proof.unreadable", file=edition, problem=str(error)) from error


def sha256_of(edition: Path) -> str:
    """Return the digest of a file."""
    with edition.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
