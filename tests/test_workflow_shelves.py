"""A collection on shelves is the same collection, made by fewer jobs."""

from pathlib import Path

import pytest

from kanben.manuscript.plan import Config
from kanben.workflow.shelves import shelf_number, shelves
from tests.collection import Books

TEXTS = {
    "渡口": "渡口的早晨\n\n天还没亮，江上有雾，挑水的人已经沿着石\n阶走下去了。灯一盏一盏灭了。\n",
    "长街": "长街\n\n长街很长，从东门一直通到西门。王明先生说：“这里\n从前有三十六家铺子。”\n",
    "塔影": "塔影\n\n塔在山上，影子落到水里。每年三月，船从塔影上划\n过去，谁也不觉得稀奇。\n",
}
ONE_BY_ONE = "variants: [zh-Hans-CN, zh-Hant-TW]\nformats: [epub, html]\n"
ON_SHELVES = ONE_BY_ONE + "shelf: 2\n"


def collection(folder: Path, config: str) -> Books:
    folder.mkdir()
    books = Books(folder, config)
    for name, text in TEXTS.items():
        books.put(f"seeds/{name}.txt", text)
    return books


def editions(books: Books) -> dict[str, bytes]:
    found = sorted((books.folder / "build/editions").rglob("*.*"))
    return {path.name: path.read_bytes() for path in found if path.is_file()}


def jobs(said: str) -> int:
    return said.count("rule shelf:")


def test_editions_are_the_same_byte_for_byte_on_shelves_and_one_by_one(tmp_path: Path) -> None:
    single, shelved = (
        collection(tmp_path / name, config)
        for name, config in (("single", ONE_BY_ONE), ("shelved", ON_SHELVES))
    )
    assert [books.snakemake()[0] for books in (single, shelved)] == [0, 0]
    assert len(editions(single)) == 12
    assert editions(single) == editions(shelved)
    manifests = [books.folder / "build/manifest.json" for books in (single, shelved)]
    assert manifests[0].read_bytes() == manifests[1].read_bytes()


def test_only_the_shelf_of_what_has_changed_is_gone_over_and_only_that_is_made(
    tmp_path: Path,
) -> None:
    books = collection(tmp_path / "books", ON_SHELVES)
    assert books.snakemake()[0] == 0
    code, said = books.snakemake()
    assert (code, jobs(said)) == (0, 0)
    before = {
        path: path.stat().st_ino for path in (books.folder / "build/editions").rglob("*.epub")
    }
    books.put("seeds/长街.txt", TEXTS["长街"].replace("三十六", "七十二"))
    code, said = books.snakemake()
    assert (code, jobs(said)) == (0, 1)
    again = {path for path, number in before.items() if path.stat().st_ino != number}
    assert {path.parent.name for path in again} == {"长街"}
    assert "七十二" in books.text("长街.zh-Hans-CN.epub")


def test_an_edition_that_was_lost_or_altered_is_made_again(tmp_path: Path) -> None:
    books = collection(tmp_path / "books", ON_SHELVES)
    books.snakemake()
    whole = editions(books)
    books.edition("渡口.zh-Hans-CN.epub").unlink()
    books.edition("塔影.zh-Hant-TW.html").write_text("", encoding="utf-8")
    assert books.snakemake()[0] == 0
    assert editions(books) == whole


def test_what_fails_stops_nothing_else_and_is_tried_again(tmp_path: Path) -> None:
    books = collection(tmp_path / "books", ON_SHELVES)
    books.put("seeds/空白.txt", "\n\n")
    code, said = books.snakemake()
    assert code != 0
    assert "[source.blank]" in said
    assert len(editions(books)) == 12
    assert "空白" in (books.folder / "build/index.html").read_text(encoding="utf-8")
    books.put("seeds/空白.txt", "空白\n\n纸上不再空白，写着一句话。\n")
    assert books.snakemake()[0] == 0
    assert len(editions(books)) == 16


@pytest.mark.parametrize("shelf", ["auto", 1, 3])
def test_every_publication_stands_on_one_shelf_whatever_else_there_is(
    tmp_path: Path, shelf: str | int
) -> None:
    for number in range(40):
        (tmp_path / f"文{number}.txt").write_text("山城\n\n江上有雾。\n", encoding="utf-8")
    found = shelves(Config(seeds=str(tmp_path), shelf=shelf))  # type: ignore[arg-type]
    assert sorted(name for each in found for name in each.places) == sorted(
        f"文{number}" for number in range(40)
    )
    assert len(found) == {"auto": 1, 1: 64, 3: 16}[shelf]
    assert all(
        shelf_number(name, each.count) == each.number for each in found for name in each.places
    )
