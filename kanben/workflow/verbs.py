"""Let the verbs that a rule calls be those of the Kanben that runs the workflow."""

import os
import sys
from pathlib import Path


def put_verbs_first() -> None:
    """Put this Python's folder of programs first on PATH, wherever Snakemake was called from."""
    own = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([own, os.environ.get("PATH", os.defpath)])
