"""Put into a few characters what the outcome of a job depends on.

Snakemake keeps a job's params and runs the job again when they differ: whatever changed, and
whatever the dates of files say. A digest holds those of the jobs before it, so that a stage that
failed and was mended leaves no edition as it was.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from kanben.workflow.engines import engine_versions
from kanben.workflow.footing import PACKAGE, footing

_SHOWN = 16
"""Hexadecimal digits of a digest: 64 bits, for a handful of versions of one file."""


def digest_of(*parts: object) -> str:
    """Return the digest of values that msgspec can write: structs, texts, numbers, tuples."""
    return sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:_SHOWN]


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's content; empty if there is no such file."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


_code_digest = cache(file_digest)


@cache
def verb_digest(verb: str, *also: str) -> str:
    """Return the digest of what a verb of the command line is made of.

    These are the modules that it imports, their data and templates, the versions of engines and
    fonts. `also` are functions that the verb finds by their names, as ``module:function``.
    """
    ground = footing(f"{PACKAGE.name}.cli.{verb}", *also)
    return digest_of(
        sorted(_code_digest(path) for path in ground.files), engine_versions(ground.packages)
    )
