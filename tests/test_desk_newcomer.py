"""Somebody who never saw a terminal drops a text, settles doubts, publishes, opens the book."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from tests.collection import Books
from tests.running_desk import SEED, running

CHROMIUM = "/usr/bin/chromium"
SCRIPT = Path(__file__).parent / "browser" / "desk.mjs"
SHOTS = [os.environ["DESK_SHOTS"]] if os.environ.get("DESK_SHOTS") else []
"""A folder for pictures of every page, to be looked at."""
CONFIG = "variants: [zh-Hans-CN, zh-Hant-TW]\nformats: [epub]\n"


class Newcomer:
    """What a newcomer met, and the collection that was left."""

    def __init__(self, folder: Path) -> None:
        self.books = Books(folder / "books", CONFIG)
        (self.books.folder / "seeds").mkdir()
        downloads = folder / "downloads"
        downloads.mkdir()
        with running(self.books.folder) as desk:
            command = ["node", str(SCRIPT), CHROMIUM, desk.address, str(SEED), str(downloads)]
            command += SHOTS
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        self.told: dict[str, Any] = json.loads(ran.stdout)

    @property
    def place(self) -> Path:
        return self.books.folder / "seeds" / SEED.stem


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    return Newcomer(tmp_path_factory.mktemp("newcomer"))


def test_ten_doubts_are_settled_and_signed(newcomer: Newcomer) -> None:
    told = newcomer.told
    assert len(told["settled"]) == 10
    assert told["left"] < told["doubts"]
    plan = yaml.safe_load((newcomer.place / "publication.yaml").read_text("utf-8"))
    acts = [*plan.get("emendations", ()), *plan.get("decided", ())]
    assert len(acts) >= 10
    assert {act["by"] for act in acts} == {"林编辑"}
    assert plan["title"] == "綦江旧报"


def test_the_book_is_published_and_can_be_opened(newcomer: Newcomer) -> None:
    assert newcomer.told["published"] == "已出版，并已核验完整。", newcomer.told["log"]
    assert newcomer.told["state"] == "已出版"
    with ZipFile(newcomer.told["epub"]) as book:
        text = "".join(
            book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")
        )
    assert "綦江旧报" in text


def test_the_yaml_that_results_rebuilds_the_same_editions(
    newcomer: Newcomer, tmp_path: Path
) -> None:
    again = Books(tmp_path, CONFIG)
    for path in newcomer.place.iterdir():
        again.put(f"seeds/{SEED.stem}/{path.name}", path.read_bytes())
    code, said = again.snakemake()
    assert code == 0, said
    made = newcomer.books.editions
    assert again.editions == made
    assert made
    for name in made:
        assert again.edition(name).read_bytes() == newcomer.books.edition(name).read_bytes()


def test_no_page_of_the_desk_has_a_barrier_or_a_fault(newcomer: Newcomer) -> None:
    assert newcomer.told["axe"] == []
    assert newcomer.told["console"] == []
    assert newcomer.told["elsewhere"] == []
    assert newcomer.told["wider"] == []
