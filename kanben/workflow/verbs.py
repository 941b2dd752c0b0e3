"""Let the verbs that a rule calls be those of the Kanben that runs the workflow."""

import os
import shlex
import sys
from pathlib import Path


def put_verbs_first() -> None:
    """Put this Python's folder of programs first on PATH, wherever Snakemake was called from."""
    own = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([own, os.environ.get("PATH", os.defpath)])


def shell_word(path: Path) -> str:
    """Quote a path for bash; bytes that are no text are written as bash's escapes.

    Snakemake writes its commands into logs in UTF-8, which has no such bytes.
    """
    word = str(path)
    if word.isprintable():
        return shlex.quote(word)
    return "$'" + "".join(f"\\x{byte:02x}" for byte in os.fsencode(path)) + "'"
