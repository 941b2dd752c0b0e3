"""Whatever stops a build, the same command then ends with the files of an undisturbed one."""

import ctypes
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.kills import files, jobs_of, kill
from tests.collection import ENVIRONMENT, Books

CONFIG = "variants: [zh-Hans-CN, zh-Hant-TW]\nformats: [epub, html]\n"
TEXTS = {
    "渡口": "渡口\n\n天还没亮，江上有雾，挑水的人已经沿着石\n阶走下去了。灯一盏一盏灭了。\n",
    "塔影": "塔影\n\n塔在山上，影子落到水里。每年三月，船从塔影上划\n过去，谁也不觉得稀奇。\n",
}
PATIENCE = 120


def shelf(folder: Path) -> Books:
    books = Books(folder, CONFIG)
    for name, text in TEXTS.items():
        books.put(f"seeds/{name}.txt", text)
    return books


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a build leaves that nothing has disturbed."""
    books = shelf(tmp_path_factory.mktemp("undisturbed"))
    code, said = books.snakemake()
    assert code == 0, said[-1000:]
    return files(books.folder)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return shelf(tmp_path)


def begin(
    books: Books, until: str, prepare: Callable[[], object] | None = None
) -> "subprocess.Popen[bytes]":
    """Begin a build, and return when the first file of a name is there."""
    build = subprocess.Popen(
        books.command(),
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=prepare,
    )
    begun = time.monotonic()
    while build.poll() is None and not any((books.folder / "build").glob(until)):
        assert time.monotonic() < begun + PATIENCE
        time.sleep(0.01)
    assert build.poll() is None
    return build


def ends_right(books: Books, undisturbed: dict[str, str]) -> None:
    code, said = books.snakemake()
    assert code == 0, said[-1000:]
    assert files(books.folder) == undisturbed


def partial(books: Books, undisturbed: dict[str, str]) -> list[str]:
    """Name the editions in place that are no undisturbed build's."""
    found = files(books.folder).items()
    return [name for name, digest in found if "/editions/" in name and undisturbed[name] != digest]


@pytest.mark.parametrize(
    ("target", "moment"),
    [
        ("job", "manuscripts/*.json"),
        ("snakemake", "drafts/*/*.html"),
        ("group", "drafts/*/*.epub.json"),
        ("group", "releases/*"),
    ],
)
def test_a_build_may_be_killed_at_any_moment(
    books: Books, undisturbed: dict[str, str], target: str, moment: str
) -> None:
    kill(begin(books, moment), target, random.Random(1))
    assert partial(books, undisturbed) == []
    ends_right(books, undisturbed)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_told_to_end_leaves_nothing_half_written(
    books: Books, undisturbed: dict[str, str], number: signal.Signals
) -> None:
    # Whoever runs the tests may have asked for some signals to be passed over.
    build = begin(books, "drafts/*/*.html", lambda: signal.signal(number, signal.SIG_DFL))
    os.killpg(build.pid, number)
    assert build.wait(PATIENCE) != 0
    while list(jobs_of(build.pid)):
        time.sleep(0.05)
    assert not list((books.folder / "build").rglob(".kanben-*"))
    assert partial(books, undisturbed) == []
    ends_right(books, undisturbed)


def run(books: Books, prepare: Callable[[], object]) -> tuple[int, str]:
    """Run the workflow in a process that something is done to first."""
    done = subprocess.run(
        books.command(),
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        preexec_fn=prepare,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("room", [10_000, 30_000])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    books: Books, undisturbed: dict[str, str], room: int
) -> None:
    code, said = run(books, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    assert code == 1
    assert "[file.full]" in said, said[-1000:]
    assert "Traceback" not in said, said
    assert partial(books, undisturbed) == []
    ends_right(books, undisturbed)


def give_up_the_right_to_write_anywhere() -> None:
    """Take from root what others do not have (prctl(2), PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.parametrize("place", ["build", "build/editions", "build/drafts/渡口"])
def test_a_folder_that_nobody_may_write_to_is_told(
    books: Books, undisturbed: dict[str, str], place: str
) -> None:
    folder = books.folder / place
    folder.mkdir(parents=True)
    folder.chmod(0o555)
    code, said = run(books, give_up_the_right_to_write_anywhere)
    if folder.is_dir():
        folder.chmod(0o755)
    assert code == 1
    assert "no permission" in said, said[-1000:]
    assert "Traceback" not in said, said
    ends_right(books, undisturbed)


def test_a_source_edited_while_its_build_runs_is_no_ones_edition(
    books: Books, undisturbed: dict[str, str]
) -> None:
    source = books.folder / "seeds/渡口.txt"
    before, text = source.stat(), source.read_text(encoding="utf-8")
    source.write_text(text.replace("石", "木"), encoding="utf-8")
    build = begin(books, "manuscripts/渡口.json")
    # The text is put back under its old date while editions of the other one are made.
    source.write_text(text, encoding="utf-8")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    build.wait(PATIENCE)
    ends_right(books, undisturbed)


def test_a_yaml_edited_while_its_build_runs_counts_at_the_next_one(
    books: Books, undisturbed: dict[str, str]
) -> None:
    plan = books.put("seeds/渡口.yaml", "title: 江渡\n")
    build = begin(books, "manuscripts/渡口.json")
    plan.write_text("title: 渡口\n", encoding="utf-8")
    build.wait(PATIENCE)
    assert books.snakemake()[0] == 0
    assert "江渡" not in books.text("渡口.zh-Hans-CN.epub")
    plan.unlink()
    ends_right(books, undisturbed)


def test_a_clock_that_was_put_back_hides_no_change(
    books: Books, undisturbed: dict[str, str]
) -> None:
    source = books.folder / "seeds/渡口.txt"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("石", "木"), encoding="utf-8")
    assert books.snakemake()[0] == 0
    # All that was made seems to come from a year that has not begun.
    future = time.time() + 400 * 86_400
    for path in (books.folder / "build").rglob("*"):
        os.utime(path, (future, future))
    source.write_text(text, encoding="utf-8")
    ends_right(books, undisturbed)
