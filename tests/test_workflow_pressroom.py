"""The verbs of a build run in its pressroom as they would by themselves."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kanben.errand import PRESSROOM

KANBEN = str(Path(sys.executable).parent / "kanben")
BUILD = """\
import os, sys, time
from kanben.workflow.pressrooms import open_pressroom
open_pressroom()
print(os.environ["KANBEN_PRESSROOM"], flush=True)
time.sleep(600)
"""


class Build:
    """A process that has opened a pressroom, as Snakemake does."""

    def __init__(self) -> None:
        alone = {key: word for key, word in os.environ.items() if key != PRESSROOM}
        self.process = subprocess.Popen(
            [sys.executable, "-c", BUILD], stdout=subprocess.PIPE, text=True, env=alone
        )
        assert self.process.stdout
        self.pressroom = self.process.stdout.readline().strip()

    @property
    def place(self) -> Path:
        return Path(self.pressroom.partition(":")[0])

    def kanben(self, *arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
        environment = {**os.environ, PRESSROOM: self.pressroom}
        return subprocess.run(
            [KANBEN, *map(str, arguments)], env=environment, capture_output=True, check=False
        )


@pytest.fixture(scope="module")
def build() -> Iterator[Build]:
    build = Build()
    yield build
    build.process.kill()
    build.process.wait()


def answers(place: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(place))
        except OSError:
            return False
    return True


def eventually(is_so: Callable[[], bool]) -> bool:
    for _ in range(300):
        if is_so():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("arguments", [["--version"], ["check", "没有.txt"], ["index", "--help"]])
def test_a_verb_says_and_returns_the_same_in_the_pressroom(
    build: Build, arguments: list[str]
) -> None:
    alone = subprocess.run(
        [KANBEN, *arguments],
        env={**os.environ, PRESSROOM: ""},
        capture_output=True,
        check=False,
    )
    handed = build.kanben(*arguments)
    assert (handed.returncode, handed.stdout, handed.stderr) == (
        alone.returncode,
        alone.stdout,
        alone.stderr,
    )


def test_a_verb_works_in_the_folder_of_its_caller(build: Build, tmp_path: Path) -> None:
    (tmp_path / "渡口.txt").write_text("渡口的早晨\n\n天还没亮，江上有雾。\n", encoding="utf-8")
    done = subprocess.run(
        [KANBEN, "manuscript", "渡口.txt", "--out", "渡口.json"],
        env={**os.environ, PRESSROOM: build.pressroom},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0
    assert (tmp_path / "渡口.json").is_file()


def test_another_installation_takes_no_notice_of_the_pressroom(tmp_path: Path) -> None:
    elsewhere = f"{tmp_path / 'none'}:{sys.prefix}-other"
    done = subprocess.run(
        [KANBEN, "--version"], env={**os.environ, PRESSROOM: elsewhere}, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_pressroom_dies_with_its_build_however_that_dies(number: int) -> None:
    build = Build()
    assert build.kanben("--version").returncode == 0
    build.process.send_signal(number)
    build.process.wait()
    assert eventually(lambda: not answers(build.place))


def test_a_verb_ends_with_its_caller_and_leaves_no_draft(build: Build, tmp_path: Path) -> None:
    source = tmp_path / "长街.txt"
    source.write_text("长街\n\n" + "长街很长，从东门一直通到西门。\n" * 20_000, encoding="utf-8")
    caller = subprocess.Popen(
        [KANBEN, "manuscript", str(source), "--out", str(tmp_path / "长街.json")],
        env={**os.environ, PRESSROOM: build.pressroom},
    )
    time.sleep(1)
    caller.kill()
    caller.wait()
    assert build.kanben("--version").returncode == 0
    time.sleep(1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["长街.txt"]
