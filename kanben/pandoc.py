"""Run pandoc, the program beside us that reads and writes documents."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache

from kanben.errors import EngineError


@cache
def program() -> str:
    """Return the path of pandoc."""
    import pypandoc

    path: str = pypandoc.get_pandoc_path()
    return path


def run(
    command: Sequence[str],
    content: bytes,
    *,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run pandoc on `content` and return what it prints.

    The content goes through a file, so that a long one blocks no pipe. In its sandbox pandoc
    reads nothing but the files that options name, and asks nothing of the network. Raises
    EngineError if pandoc fails.
    """
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        done = subprocess.run(
            [program(), "--sandbox", *command],
            stdin=source,
            capture_output=True,
            check=False,
            env={**os.environ, **(environment or {})},
        )
    if done.returncode:
        problem = done.stderr.decode("utf-8", "replace").strip()
        raise EngineError("writing.pandoc_failed", problem=problem)
    return done.stdout


@cache
def version() -> str:
    """Return pandoc's version."""
    return run(["--version"], b"").decode().split()[1]
