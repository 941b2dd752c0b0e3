"""Kill builds at random moments, and see whether the same command then ends right.

    python -m bench.kills [--kills 100] [--seed 1]

A small collection is built once without disturbance. Then, again and again, a build of it is
begun and killed with -9 after a random part of that time: one of its jobs, Snakemake, or the
whole group. What lies in the editions' folder must be whole at that moment, and all files must
be those of the undisturbed build once the same command has been given again.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    "渡口": "渡口的早晨\n\n天还没亮，江上有雾，挑水的人已经沿着石\n阶走下去了。灯一盏一盏灭了。\n",
    "长街": "长街\n\n长街很长，从东门一直通到西门。王明先生说：“这里\n从前有三十六家铺子。”\n",
    "塔影": "塔影\n\n塔在山上，影子落到水里。每年三月，船从塔影上划\n过去，谁也不觉得稀奇。\n",
}
CONFIG = "variants: [zh-Hans-CN, zh-Hant-TW]\nformats: [epub, html]\n"
_UNCOUNTED = (".snakemake", "logs", "records", ".lock", "progress.json")
"""What differs between two builds of the same: records of times, and who holds the lock."""


def collection(folder: Path) -> None:
    """Lay out the collection: three short texts."""
    (folder / "seeds").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """Begin a build in a session of its own."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.Popen(
        ["snakemake", "--snakefile", str(ROOT / "Snakefile"), "--directory", str(folder)],
        env={**os.environ, "PATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def files(folder: Path) -> dict[str, str]:
    """Return the digests of all files of a build that are the same in every build."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "build").rglob("*"))
        if path.is_file() and not any(part in _UNCOUNTED for part in path.parts)
    }


def jobs_of(session: int) -> Iterator[int]:
    """Yield the processes of a session but its leader."""
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3:4] == [str(session)] and entry.name.isdecimal() and int(entry.name) != session:
            yield int(entry.name)


def kill(build: "subprocess.Popen[bytes]", target: str, chance: random.Random) -> None:
    """Kill one job, Snakemake alone, or all of a build; then wait until nothing of it is left."""
    jobs = list(jobs_of(build.pid))
    if target == "job" and jobs:
        victims = [chance.choice(jobs)]
    else:
        victims = [build.pid] if target == "snakemake" else [build.pid, *jobs]
    for victim in victims:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue
    build.wait()
    while list(jobs_of(build.pid)):
        time.sleep(0.05)


def faults_of(
    folder: Path, undisturbed: dict[str, str], target: str, after: float, chance: random.Random
) -> list[str]:
    """Build, kill, build again; return what is wrong with the files."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    shutil.rmtree(folder / ".snakemake", ignore_errors=True)
    build = start(folder)
    try:
        build.wait(after)
    except subprocess.TimeoutExpired:
        kill(build, target, chance)
    found = files(folder)
    faults = [
        f"partial: {name}"
        for name, digest in found.items()
        if "/editions/" in name and "/." not in name and undisturbed.get(name) != digest
    ]
    code = start(folder).wait()
    if code:
        faults.append(f"the same command ended with {code}")
    ended = files(folder)
    faults += [
        f"differs: {name}"
        for name in sorted(ended.keys() | undisturbed.keys())
        if ended.get(name) != undisturbed.get(name)
    ]
    return faults


def main() -> None:
    """Print a line for each kill that did not end right, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    right = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        collection(folder)
        begun = time.monotonic()
        if start(folder).wait():
            raise SystemExit("the undisturbed build failed")
        whole = time.monotonic() - begun
        undisturbed = files(folder)
        for number in range(1, asked.kills + 1):
            target = chance.choice(("job", "snakemake", "group"))
            after = chance.uniform(0, whole)
            faults = faults_of(folder, undisturbed, target, after, chance)
            right += not faults
            if faults:
                print(
                    f"{number}: {target} after {after:.1f} s: {'; '.join(faults[:3])}", flush=True
                )
            elif number % 10 == 0:
                print(f"{number}: {right} right", flush=True)
    print(f"{right} of {asked.kills} kills ended right")


if __name__ == "__main__":
    main()
