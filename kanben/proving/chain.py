"""Bind sources, manuscripts and edition together by digests, each link by the one before it."""

from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from kanben.manuscript.archive import encoded
from kanben.manuscript.manuscript import Manuscript


class ChainLink(Struct, frozen=True):
    """Hold one stage: its digest, and that of it together with all before it."""

    stage: str
    sha256: str
    chained: str


def chain_of(manuscript: Manuscript, edition: str) -> tuple[ChainLink, ...]:
    """Return the chain from the sources to an edition, which is given by its digest.

    The manuscript in the sources' script is the one that a variant was converted from.
    """
    sources = "\n".join(source.sha256 for source in manuscript.sources)
    stages = [("sources", sha256(sources.encode()).hexdigest())]
    if manuscript.origin:
        stages.append(("manuscript", manuscript.origin))
    stages.append(("variant", sha256(encoded(manuscript)).hexdigest()))
    stages.append(("edition", edition))
    return tuple(chained(stages))


def chained(stages: Iterable[tuple[str, str]]) -> Iterable[ChainLink]:
    """Yield the links of stages and their digests."""
    before = ""
    for stage, digest in stages:
        before = sha256(f"{before}{stage}{digest}".encode()).hexdigest()
        yield ChainLink(stage, digest, before)
