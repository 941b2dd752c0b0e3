"""The build folder keeps itself true: what is not what was made is made again at any date."""

import os
import shutil
from pathlib import Path

import pytest

from bench.kills import files
from kanben.manuscript.archive import whole_file
from kanben.manuscript.plan import Asked, Config
from kanben.manuscript.records import VARIABLE, load_record, note_read, record_place
from kanben.workflow.orders import survey
from kanben.workflow.truth import untrue
from tests.collection import Books

TOWN = "今天的山城，既坚持打基础，又注重创新。\n"


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "build"))
    return tmp_path / "build"


def put(path: Path, text: str) -> Path:
    with whole_file(path) as draft:
        draft.write_text(text, encoding="utf-8")
    return path


def backdate(path: Path, before: os.stat_result) -> None:
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_file_that_was_written_whole_is_true(build: Path) -> None:
    path = put(build / "a/页.json", "山")
    assert list(untrue(build, [path, build / "none"])) == []


@pytest.mark.parametrize("text", ["", "城", "山城", "山"])
def test_a_file_that_was_changed_by_hand_is_untrue_under_any_date(build: Path, text: str) -> None:
    path = put(build / "页.json", "山")
    before = path.stat()
    path.write_text(text, encoding="utf-8")
    backdate(path, before)
    assert list(untrue(build, [path])) == ([path] if text != "山" else [])


def test_a_copied_build_folder_is_still_true(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(build / "页.json", "山")
    shutil.move(build, build.parent / "build2")
    moved = build.parent / "build2" / path.name
    assert list(untrue(build.parent / "build2", [moved])) == []


def test_a_file_without_a_record_is_untrue(build: Path) -> None:
    path = put(build / "页.json", "山")
    record_place(build, path).write_bytes(b"{")
    assert list(untrue(build, [path])) == [path]
    record_place(build, path).unlink()
    assert list(untrue(build, [path])) == [path]


def test_a_file_made_from_what_is_no_longer_there_is_untrue(build: Path) -> None:
    source = build.parent / "底本.txt"
    source.write_text("乙", encoding="utf-8")
    note_read(source, "甲".encode())
    path = put(build / "页.json", "山")
    assert list(untrue(build, [path])) == [path]


def test_a_verb_called_by_hand_leaves_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    path = put(tmp_path / "页.json", "山")
    assert load_record(tmp_path, path) is None
    assert list(tmp_path.iterdir()) == [path]


def test_whatever_is_done_to_a_build_folder_is_undone_by_the_next_build(tmp_path: Path) -> None:
    books = Books(tmp_path, "variants: [zh-Hans-CN]\nformats: [epub, pdf]\n")
    source = books.put("seeds/山城.txt", TOWN)
    code, said = books.snakemake()
    assert code == 0, said[-3000:]
    undisturbed = files(books.folder)
    # Everything at once: each kind of file is cut, edited or deleted under its old date.
    harm = [b"", b"{}", None]
    names = sorted(undisturbed)
    for number, name in enumerate(names):
        path = books.folder / name
        before = path.stat()
        content = harm[number % len(harm)]
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
            backdate(path, before)
    code, said = books.snakemake()
    assert code == 0, said[-3000:]
    assert files(books.folder) == undisturbed
    # A source of the future is a source like any other.
    future = source.stat().st_mtime + 90_000
    os.utime(source, (future, future))
    code, said = books.snakemake()
    assert code == 0, said[-3000:]
    assert files(books.folder) == undisturbed
    code, said = books.snakemake()
    assert (code, "Nothing to be done" in said) == (0, True), said[-3000:]


def test_no_file_of_a_build_can_be_harmed_unnoticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = Books(tmp_path, "variants: [zh-Hans-CN]\nformats: [epub, pdf]\n")
    books.put("seeds/山城.txt", TOWN)
    assert books.snakemake()[0] == 0
    monkeypatch.chdir(books.folder)
    order = Config(), Asked(variants=("zh-Hans-CN",), formats=("epub", "pdf"))
    assert survey(*order).untrue == []
    # Snakemake itself sees that these are missing: they are what it is asked for.
    wanted = {*survey(*order).groundwork, Path("build/review/山城.html"), Path("build/index.html")}
    wanted.add(Path("build/releases/山城.sha256"))
    for name in files(books.folder):
        path = Path(name)
        before, content = path.stat(), path.read_bytes()
        for harm in (b"", content + b" ", content[: len(content) // 2], None):
            if harm is None:
                path.unlink()
            else:
                path.write_bytes(harm)
                backdate(path, before)
            assert survey(*order).untrue or (harm is None and path in wanted), (name, harm)
            path.write_bytes(content)
