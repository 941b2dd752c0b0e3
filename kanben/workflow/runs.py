"""Run the workflow from a program, as anybody could at a prompt."""

import os
import sys
from pathlib import Path

import kanben


def snakefile() -> Path:
    """Return the workflow: the checkout's, or the wheel's own copy."""
    package = Path(kanben.__file__).parent
    checkout = package.parent / "Snakefile"
    return checkout if checkout.is_file() else package / "workflow" / "Snakefile"


def snakemake_command(folder: Path, *targets: str) -> list[str]:
    """Return the command that publishes a folder's collection, or the targets alone."""
    snakemake = [sys.executable, "-m", "snakemake", "--snakefile", str(snakefile())]
    cores = str(os.cpu_count() or 1)
    options = ["--directory", str(folder), "--cores", cores, "--keep-going"]
    return [*snakemake, *options, *(["--", *targets] if targets else [])]
