"""Build the container image by its recipe, and run in it what the recipe's first lines say.

    debootstrap --variant=minbase bookworm ROOT
    python -m bench.container --root ROOT --dist DIST

ROOT is a fresh Debian, which becomes the image that the recipe begins with; so no registry of
images is asked. The recipe is `Containerfile`; it copies what HEAD holds. Buildah (Debian has it)
builds and runs, with its isolation by chroot, which needs neither a daemon nor limits of its own.
DIST holds a wheel and an sdist: each is installed beside Debian's libraries alone, in a virtual
environment, and publishes the seeds. Prints a row for each trial: what was done, seconds, how many
editions came of it.

`--trust FILE`, certificates that the fresh Debian is to trust, where a network has its own.
"""

import argparse
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import msgspec

HOME = Path(__file__).parent.parent
RECIPE = HOME / "Containerfile"
SYSTEM = HOME / "kanben/data/system.tsv"
IMAGE = "kanben"
PASSWORD = "一本書一盞燈一壺茶兩個人夜讀"
WAIT = 60
"""Seconds until a desk must answer; it takes two on a machine at rest."""


def buildah(*words: str | Path) -> str:
    """Run buildah, and return what it prints on its standard output."""
    return subprocess.run(
        ["buildah", *map(str, words)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


class Call(msgspec.Struct, frozen=True):
    """Hold a call of the image as the recipe shows it: volumes, port, variables, command."""

    volumes: tuple[str, ...]
    port: int
    variables: tuple[str, ...]
    command: tuple[str, ...]


def calls() -> list[Call]:
    """Return the calls that stand in the recipe's first lines."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--rm", action="store_true")
    reader.add_argument("--volume", action="append", default=[])
    reader.add_argument("--publish", default="::0")
    reader.add_argument("--env", action="append", default=[])
    reader.add_argument("image", choices=[IMAGE])
    reader.add_argument("command", nargs=argparse.REMAINDER)
    found = []
    for line in RECIPE.read_text(encoding="utf-8").splitlines():
        if told := re.match(r"#\s+podman run (.*)", line):
            read = reader.parse_args(shlex.split(told[1]))
            port = int(read.publish.rpartition(":")[2])
            found.append(Call(tuple(read.volume), port, tuple(read.env), tuple(read.command)))
    return found


def base(root: Path, trust: Path | None) -> None:
    """Make a fresh Debian the image that the recipe begins with."""
    (name,) = re.findall(r"^FROM (\S+)$", RECIPE.read_text(encoding="utf-8"), re.MULTILINE)
    container = buildah("from", "scratch")
    buildah("add", "--quiet", container, root, "/")
    if trust is not None:
        buildah("copy", "--quiet", container, trust, "/usr/local/share/ca-certificates/trust.crt")
    buildah("commit", "--quiet", container, f"docker.io/library/{name}")
    buildah("rm", container)


def build() -> None:
    """Build the image from what HEAD holds."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", HOME, folder], check=True)
        buildah(
            "build",
            "--isolation",
            "chroot",
            "--pull=never",
            "--file",
            RECIPE,
            "--tag",
            IMAGE,
            folder,
        )


@contextmanager
def container_of(image: str) -> Iterator[str]:
    """Have a container of an image for a while."""
    container = buildah("from", "--pull=never", image)
    try:
        yield container
    finally:
        buildah("rm", container)


def running(container: str, call: Call, books: Path) -> list[str]:
    """Return the command that makes a call in a container, with `books` where it says ./books."""
    words = ["buildah", "run", "--isolation", "chroot"]
    for volume in call.volumes:
        words += ["--volume", volume.replace("./books", str(books))]
    for variable in call.variables:
        words += ["--env", f"{variable}={PASSWORD}"]
    return [*words, container, "--", *call.command]


def answers(port: int) -> bool:
    """Tell whether a desk answers within the time it has."""
    for _ in range(WAIT):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status in (200, 303, 401)
        except (OSError, HTTPException):
            time.sleep(1)
        finally:
            connection.close()
    return False


def opened(words: Sequence[str], port: int) -> str:
    """Open a desk, ask it for its page, and close it."""
    desk = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        return "answers" if answers(port) else "does not answer"
    finally:
        desk.terminate()
        desk.wait()


def editions(books: Path) -> str:
    """Count what was published, and clear it away."""
    found = len(list((books / "build/editions").rglob("*.*")))
    shutil.rmtree(books / "build", ignore_errors=True)
    return f"{found} editions"


def call_each(books: Path) -> Iterator[tuple[str, str]]:
    """Make every call of the recipe; yield the program called, and what came of it."""
    for call in calls():
        with container_of(IMAGE) as container:
            words = running(container, call, books)
            name = " ".join(call.command[:2]).partition(" --")[0]
            if call.port:
                yield name, opened(words, call.port)
            else:
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
                yield name, editions(books)


def packages() -> list[str]:
    """Return what publishing needs of Debian, and Python's own tools."""
    rows = [line.split("\t") for line in SYSTEM.read_text(encoding="utf-8").splitlines()]
    needed = {row[-1] for row in rows if row[0] == "publish"}
    return [*sorted(needed), "ca-certificates", "python3-venv"]


def install_each(dist: Path, books: Path, image: str) -> Iterator[tuple[str, str]]:
    """Install the wheel, then the sdist, and publish with each; yield what came of it."""
    publish = "/venv/bin/kanben publish /books/seeds --out /books/build"
    for package in (*dist.glob("*.whl"), *dist.glob("kanben-*.tar.gz")):
        with container_of(image) as container:
            call = Call((f"{dist}:/dist:ro", "./books:/books"), 0, (), ("sh", "-ec"))
            steps = (
                "apt-get update -q",
                f"apt-get install -q -y --no-install-recommends {' '.join(packages())}",
                "python3 -m venv /venv",
                f"/venv/bin/pip install --quiet /dist/{package.name}",
                publish,
            )
            for step in steps:
                words = [*running(container, call, books), step]
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
            yield package.name, editions(books)


def main() -> None:
    """Print what came of each trial, with the seconds that it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--trust", type=Path)
    parser.add_argument("--dist", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder)
        shutil.copytree(HOME / "seeds", books / "seeds")
        began = time.monotonic()

        def row(name: str, outcome: str) -> None:
            nonlocal began
            now = time.monotonic()
            print(f"{name}\t{now - began:.0f} s\t{outcome}", flush=True)
            began = now

        base(asked.root, asked.trust)
        build()
        row("image", "built")
        for name, outcome in call_each(books):
            row(name, outcome)
        if asked.dist is not None:
            (fresh,) = re.findall(r"^FROM (\S+)$", RECIPE.read_text("utf-8"), re.MULTILINE)
            for name, outcome in install_each(asked.dist.resolve(), books, fresh):
                row(name, outcome)


if __name__ == "__main__":
    main()
