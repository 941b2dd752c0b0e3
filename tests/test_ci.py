"""Every command that the workflows of CI run is run here, in a fresh clone.

What would change the machine or the world outside is a program that writes down its arguments:
apt-get, gh, and for .ci/run, which would call these tests again, make.
"""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
RECORDED = ("apt-get", "gh")


def runs(name: str) -> list[str]:
    workflow: Any = yaml.safe_load((ROOT / ".github/workflows" / name).read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    return [step["run"] for step in job["steps"] if "run" in step]


class Runner:
    """A fresh clone, and a PATH on which some programs only record how they were called."""

    def __init__(self, folder: Path, recorded: tuple[str, ...]) -> None:
        self.clone = folder / "clone"
        self.record = folder / "record"
        self.record.touch()
        programs = folder / "bin"
        programs.mkdir()
        for name in recorded:
            program = programs / name
            program.write_text(
                f'#!/bin/sh\necho {name} "$@" >> "{self.record}"\n', encoding="utf-8"
            )
            program.chmod(0o755)
        home = folder / "home"
        home.mkdir()
        self.environment = {
            "HOME": str(home),
            "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_REF_NAME": "v0.1.0",
            **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
        }
        cache = subprocess.run(
            ["pip", "cache", "dir"], capture_output=True, text=True, check=False
        ).stdout.strip()
        self.environment.setdefault("PIP_CACHE_DIR", cache)
        subprocess.run(["git", "clone", "--quiet", ROOT, self.clone], check=True)

    def run(self, command: str) -> None:
        done = subprocess.run(
            ["sh", "-e", "-c", command],
            cwd=self.clone,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}"

    @property
    def recorded(self) -> list[str]:
        return self.record.read_text(encoding="utf-8").splitlines()


def test_a_change_is_checked_and_tested_and_its_editions_are_made(tmp_path: Path) -> None:
    runner = Runner(tmp_path, (*RECORDED, "make"))
    for command in runs("check.yml"):
        runner.run(command)
    assert runner.recorded == [
        "apt-get update",
        "apt-get install --yes --no-install-recommends ca-certificates git make",
        "make check",
        "make test",
        "make publish",
    ]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("release"), RECORDED)
    for command in runs("release.yml"):
        runner.run(command)
    return runner


def test_a_release_from_a_fresh_clone_holds_twelve_editions_with_their_checksums(
    released: Runner,
) -> None:
    sums = (released.clone / "dist/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(sums) == 12
    for line in sums:
        digest, name = line.split("  ")
        content = (released.clone / "dist" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
    (call,) = [line for line in released.recorded if line.startswith("gh")]
    assert call.startswith("gh release create v0.1.0 --title v0.1.0 --generate-notes dist/")
    assert {"dist/SHA256SUMS", *(f"dist/{line.split('  ')[1]}" for line in sums)} <= set(
        call.split()
    )


def test_a_fresh_clone_that_has_published_holds_nothing_to_commit(released: Runner) -> None:
    status = subprocess.run(
        ["git", "status", "--porcelain"],
        cwd=released.clone,
        capture_output=True,
        text=True,
        check=True,
    )
    assert status.stdout == "?? dist/\n" or status.stdout == ""
