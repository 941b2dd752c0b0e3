"""The editions of a publication change together, and nobody ever sees some of both."""

import os
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from kanben.errors import ArchiveError, FileError
from kanben.manuscript.archive import DRAFT_PREFIX, load, whole_file
from kanben.manuscript.folders import whole_folder
from kanben.manuscript.formats import FORMATS, Commission
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.press import Failed, Made, prove, publish
from kanben.proving.release import release
from tests.collection import Books

RIVER = "江边\n\n江边的老人头发白了，他每天清早下到码头，数一\n数靠岸的船。\n"
ASKED = Asked(variants=("zh-Hans-CN", "zh-Hant-TW"), formats=("epub", "html"))


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    with whole_folder(tmp_path / "架/江") as draft:
        (draft / "甲").write_text("旧", "utf-8")
        (draft / "乙").write_text("旧", "utf-8")
    return tmp_path / "架/江"


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_new_folder_takes_the_place_of_the_old_one(
    shelf: Path, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    with whole_folder(shelf) as draft:
        (draft / "甲").write_text("新", "utf-8")
    assert files(shelf) == {"甲": "新"}
    assert [path.name for path in shelf.parent.iterdir()] == ["江"]


def test_a_folder_that_was_not_filled_leaves_the_old_one_alone(shelf: Path) -> None:
    def fill() -> None:
        with whole_folder(shelf) as draft:
            (draft / "甲").write_text("新", "utf-8")
            raise InterruptedError

    with pytest.raises(FileError):
        fill()
    assert files(shelf) == {"甲": "旧", "乙": "旧"}
    assert [path.name for path in shelf.parent.iterdir()] == ["江"]


def test_a_file_where_the_folder_is_meant_is_told(tmp_path: Path) -> None:
    (tmp_path / "江").write_text("", "utf-8")
    with pytest.raises(FileError) as found, whole_folder(tmp_path / "江"):
        pass
    assert found.value.file == str(tmp_path / "江")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A publication with four editions."""
    source = tmp_path / "江.txt"
    source.write_text(RIVER, encoding="utf-8")
    made = Layout(tmp_path / "build")
    events = list(publish([source], made, Config(), ASKED))
    assert not [event for event in events if isinstance(event, Failed)]
    return made


def drafts_of(layout: Layout, variant: str, *suffixes: str) -> list[Path]:
    """Write and prove drafts once more."""
    manuscript = load(layout.variant("江", variant))
    drafts = [layout.draft("江", variant, suffix) for suffix in suffixes]
    for draft, suffix in zip(drafts, suffixes, strict=True):
        FORMATS[suffix].write(manuscript, draft, Commission())
        prove(manuscript, draft, layout.draft_proof("江", variant, suffix))
    return drafts


def put(layout: Layout, drafts: list[Path]) -> dict[str, str]:
    """Release drafts; return why some were not."""
    made = release(drafts, layout.editions("江"), layout.proofs("江"))
    return {name: error.key for name, error in made.failures.items()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_edition_that_is_not_whole_keeps_no_other_from_its_readers(layout: Layout) -> None:
    sound, broken = drafts_of(layout, "zh-Hans-CN", "epub", "html")
    text = broken.read_text("utf-8")
    broken.write_text(text.replace("靠岸的船", "靠岸的"), "utf-8")
    prove(load(layout.variant("江", "zh-Hans-CN")), broken, Path(f"{broken}.json"))
    assert put(layout, [sound, broken]) == {broken.name: "proof.broken"}
    assert names(layout.editions("江")) == [
        "江.zh-Hans-CN.epub",
        "江.zh-Hant-TW.epub",
        "江.zh-Hant-TW.html",
    ]
    # The proof of the fault is kept where the others are.
    assert f"{broken.name}.json" in names(layout.proofs("江"))


def test_a_draft_that_changed_after_its_proof_is_not_released(layout: Layout) -> None:
    (draft,) = drafts_of(layout, "zh-Hans-CN", "html")
    draft.write_text(draft.read_text("utf-8") + "\n", "utf-8")
    assert put(layout, [draft]) == {draft.name: "archive.no_draft"}
    assert draft.name not in names(layout.editions("江"))
    assert len(names(layout.editions("江"))) == 3


def test_a_draft_without_a_proof_is_not_released(layout: Layout) -> None:
    first, second = drafts_of(layout, "zh-Hans-CN", "html", "epub")
    first.unlink()
    Path(f"{second}.json").write_text("{}", "utf-8")
    assert put(layout, [first, second]) == {
        first.name: "file.missing",
        second.name: "archive.no_proof",
    }


def test_editions_of_another_text_go_when_new_ones_come(layout: Layout, tmp_path: Path) -> None:
    source = tmp_path / "江.txt"
    source.write_text(RIVER.replace("清早", "黄昏"), encoding="utf-8")
    fewer = Asked(variants=("zh-Hans-CN",), formats=("html",))
    assert all(isinstance(each, Made) for each in publish([source], layout, Config(), fewer))
    assert names(layout.editions("江")) == ["江.zh-Hans-CN.html"]
    assert names(layout.proofs("江")) == ["江.zh-Hans-CN.html.json"]


def test_drafts_of_two_texts_are_never_released_together(layout: Layout, tmp_path: Path) -> None:
    (old,) = drafts_of(layout, "zh-Hans-CN", "html")
    kept = old.read_bytes(), Path(f"{old}.json").read_bytes()
    source = tmp_path / "江.txt"
    source.write_text(RIVER.replace("清早", "黄昏"), encoding="utf-8")
    list(publish([source], layout, Config(), ASKED))
    before = names(layout.editions("江"))
    (new,) = drafts_of(layout, "zh-Hant-TW", "html")
    for path, content in zip((old, Path(f"{old}.json")), kept, strict=True):
        path.write_bytes(content)
    with pytest.raises(ArchiveError) as found:
        put(layout, [old, new])
    assert found.value.key == "archive.other_manuscript"
    assert names(layout.editions("江")) == before


def test_an_edition_put_in_place_by_hand_is_not_kept(layout: Layout) -> None:
    foreign = layout.editions("江") / "江.zh-Hant-HK.html"
    foreign.write_text("<p>江</p>", "utf-8")
    edited = layout.edition("江", "zh-Hant-TW", "html")
    edited.write_text(edited.read_text("utf-8") + " ", "utf-8")
    assert put(layout, drafts_of(layout, "zh-Hans-CN", "html")) == {}
    assert names(layout.editions("江")) == [
        "江.zh-Hans-CN.epub",
        "江.zh-Hans-CN.html",
        "江.zh-Hant-TW.epub",
    ]


def test_an_edition_that_did_not_change_keeps_its_date(layout: Layout) -> None:
    edition = layout.edition("江", "zh-Hans-CN", "html")
    os.utime(edition, (1_000_000_000, 1_000_000_000))
    assert put(layout, drafts_of(layout, "zh-Hans-CN", "html", "epub")) == {}
    assert edition.stat().st_mtime == 1_000_000_000


class Watcher:
    """Look at a folder again and again, as a reader of its editions would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: set[frozenset[tuple[str, str]]] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Watcher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.002):
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                found = frozenset(self._files(handle))
            except FileNotFoundError:
                found = None
            # What was put aside while we looked is no longer what lies there.
            if os.fstat(handle).st_ino == self.folder.stat().st_ino:
                assert found is not None
                self.seen.add(found)
            os.close(handle)

    def _files(self, handle: int) -> Iterator[tuple[str, str]]:
        for name in os.listdir(handle):
            file = os.open(name, os.O_RDONLY, dir_fd=handle)
            with os.fdopen(file, "rb") as stream:
                yield name, sha256(stream.read()).hexdigest()


def test_a_watcher_sees_the_old_editions_or_the_new_ones(tmp_path: Path) -> None:
    books = Books(tmp_path / "书库", "variants: [zh-Hans-CN, zh-Hant-TW]\nformats: [epub, html]\n")
    books.put("seeds/江.txt", RIVER)
    assert books.snakemake()[0] == 0
    folder = books.folder / "build/editions/江"
    with Watcher(folder) as watcher:
        books.put("seeds/江.txt", RIVER.replace("清早", "黄昏"))
        code, said = books.snakemake()
        assert code == 0, said[-3000:]
        books.put("seeds/江.yaml", "title: 江邊\nvariants: [zh-Hant-TW]\n")
        assert books.snakemake()[0] == 0
    assert sorted(len(found) for found in watcher.seen) == [2, 4, 4]
    assert names(folder) == ["江.zh-Hant-TW.epub", "江.zh-Hant-TW.html"]


def test_what_a_killed_release_left_behind_is_cleared_away(tmp_path: Path) -> None:
    books = Books(tmp_path / "书库")
    books.put("seeds/江.txt", RIVER)
    left = books.folder / f"build/editions/{DRAFT_PREFIX}x"
    left.mkdir(parents=True)
    with whole_file(left / "江.zh-Hans-CN.epub") as draft:
        draft.write_text("half", "utf-8")
    assert books.snakemake()[0] == 0
    assert not left.exists()
    assert books.editions == ["江.zh-Hans-CN.epub"]
