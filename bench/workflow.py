"""Measure what the workflow costs above the work itself: CPU seconds, whole process trees.

    python -m bench.workflow seeds/qijiang-2021

Copies the publication into an empty folder and makes its editions there: all in one process
(``kanben publish``), by ``snakemake`` from nothing, by ``snakemake`` when nothing is to be done,
and one text in one variant by ``kanben publish``.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cpu_seconds(folder: Path, *command: str) -> float:
    """Return the CPU seconds, user and system, of a command and all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    subprocess.run(
        command, cwd=folder, check=True, capture_output=True, env={**os.environ, "PATH": path}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("publication", type=Path, help="a publication's folder")
    publication = parser.parse_args().publication
    snakemake = ("snakemake", "--snakefile", str(ROOT / "Snakefile"), "--cores", "2", "--quiet")
    profile = ("--profile", str(ROOT / "profiles" / "default"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        place = folder / "seeds" / publication.name
        shutil.copytree(publication, place)
        text = max(place.glob("*.txt"), key=lambda path: path.name)
        alone = ("kanben", "publish", str(text), "--out", "alone", "--variant", "zh-Hant-TW")
        whole = cpu_seconds(folder, "kanben", "publish", str(place), "--out", "whole")
        made = cpu_seconds(folder, *snakemake, *profile)
        idle = cpu_seconds(folder, *snakemake, *profile)
        single = cpu_seconds(folder, *alone)
    print(f"all editions, one process   {whole:6.2f} s CPU")
    print(f"all editions, snakemake     {made:6.2f} s CPU   {made / whole:.2f} x")
    print(f"nothing to be done          {idle:6.2f} s CPU")
    print(f"one text, one variant       {single:6.2f} s CPU")


if __name__ == "__main__":
    main()
