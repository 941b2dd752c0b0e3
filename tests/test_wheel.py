"""The wheel, installed where there is no checkout, publishes too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent
RUN = "import sys; from kanben.cli.main import main; sys.argv[0] = 'kanben'; main()"


class Installed:
    """Kanben from its wheel, alone in a folder, and an empty folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.work = folder / "work"
        self.work.mkdir()
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        building = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir"]
        subprocess.run([*pip, *building, folder, ROOT], check=True)
        (wheel,) = folder.glob("kanben-*.whl")
        placing = ["install", "--no-deps", "--no-index", "--target"]
        subprocess.run([*pip, *placing, self.site, wheel], check=True)
        self.environment = {**os.environ, "PYTHONPATH": str(self.site), "KANBEN_LANG": "en"}

    def run(self, *command: str | Path) -> str:
        done = subprocess.run(
            command,
            cwd=self.work,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:]
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = Installed(tmp_path_factory.mktemp("wheel"))
    assert str(made.site) in made.run(sys.executable, "-c", "import kanben; print(kanben)")
    (made.work / "山城.txt").write_text("今天的山城，既坚持打基础。\n", encoding="utf-8")
    return made


def test_the_wheel_publishes_a_text(installed: Installed) -> None:
    installed.run(sys.executable, "-c", RUN, "publish", "山城.txt", "--out", "out")
    editions = installed.work / "out/editions/山城"
    assert len(list(editions.iterdir())) == 12


def test_the_workflow_of_the_wheel_publishes_a_collection(installed: Installed) -> None:
    (installed.work / "seeds").mkdir()
    text = (installed.work / "山城.txt").read_bytes()
    (installed.work / "seeds/山城.txt").write_bytes(text)
    snakefile = installed.site / "kanben/workflow/Snakefile"
    wanted = "--config", "variants=zh-Hant-TW"
    said = installed.run(PROGRAMS / "snakemake", "--snakefile", snakefile, *wanted)
    assert "kanben/workflow/profiles/default" in said
    assert len(list((installed.work / "build/editions/山城").iterdir())) == 4
