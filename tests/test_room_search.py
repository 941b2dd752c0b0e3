"""Readers find every paragraph that holds what they look for, and no other."""

import json
import subprocess
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.press import publish
from kanben.room.room import write_room
from kanben.room.search.folding import coarse, normal

DATA = Path(__file__).parent / "data/room"
WALK = Path(__file__).parent / "browser/room.mjs"
VARIANTS = {
    "江城旧事": ("zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK"),
    "山中書信": ("zh-Hant-TW",),
    "渡口志": ("zh-Hans-CN",),
}


def queries() -> dict[str, set[str]]:
    """Return what is looked for, and where it stands: ``江城旧事 7``."""
    found = {}
    for row in (DATA / "queries.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, _, places = row.partition("\t")
        found[query] = {
            f"{name} {line}"
            for name, *lines in map(str.split, filter(None, places.split("；")))
            for line in lines
        }
    return found


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    layout = Layout(tmp_path_factory.mktemp("room") / "build")
    for name, variants in VARIANTS.items():
        asked = Asked(variants=variants, formats=("html",))
        list(publish([DATA / f"{name}.txt"], layout, Config(), asked))
    write_room(layout, {name: [(tag, "html") for tag in tags] for name, tags in VARIANTS.items()})
    return layout


@pytest.fixture(scope="module")
def walked(room: Layout) -> Any:
    """Walk through the room in a browser, from the disk, and look for everything."""
    command = ["node", str(WALK), str(room.folder), json.dumps(list(queries()))]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=400)
    return json.loads(told.stdout)


def places(hits: list[list[Any]]) -> set[str]:
    return {
        f"{unquote(urlsplit(href).path).split('/')[-2]} {anchor.partition('-')[2]}"
        for anchor, _, href, _ in hits
    }


def test_forty_queries_and_more_find_every_paragraph_that_holds_them(walked: Any) -> None:
    assert len(queries()) >= 40
    for query, wanted in queries().items():
        assert places(walked["found"][query]) == wanted, query


def test_a_hit_opens_at_its_paragraph_and_marks_the_words(walked: Any, room: Layout) -> None:
    for anchor, language, href, marks in walked["found"]["頭髮"]:
        page = Path(unquote(urlsplit(href).path)).read_text(encoding="utf-8")
        assert f'id="{anchor}"' in page
        assert urlsplit(href).fragment.startswith(f"{anchor}:~:text=")
        assert f'lang="{language}"' in page
        assert marks[0] in ("頭髮", "头发")


def test_a_text_in_one_script_shows_itself_whichever_script_is_asked_in(walked: Any) -> None:
    shown = {
        unquote(href).split("/")[-2]: language for _, language, href, _ in walked["found"]["头发"]
    }
    assert shown == {"江城旧事": "zh-Hans-CN", "山中書信": "zh-Hant-TW", "渡口志": "zh-Hans-CN"}


def test_axe_and_the_console_have_nothing_to_say_of_any_page(walked: Any) -> None:
    assert walked["axe"] == []
    assert walked["console"] == []
    assert walked["wider"] == []


def test_forms_of_one_word_are_one_in_the_index() -> None:
    assert normal("５Ｇ 基站，Hello  World") == "5g基站,hello world"
    assert coarse("「頭髮」裏面") == coarse("“头发”裡面") == coarse("“头发”里面")


def test_a_second_writing_changes_no_file(room: Layout) -> None:
    def stamps() -> dict[Path, int]:
        files = (path for path in room.room.rglob("*") if path.is_file())
        return {path: path.stat().st_mtime_ns for path in files}

    before = stamps()
    write_room(room, {name: [(tag, "html") for tag in tags] for name, tags in VARIANTS.items()})
    assert stamps() == before


def test_what_is_no_longer_published_leaves_the_room(room: Layout, tmp_path: Path) -> None:
    copy = Layout(copytree(room.folder, tmp_path / "build"))
    write_room(copy, {"渡口志": [("zh-Hans-CN", "html")]})
    assert [path.name for path in (copy.room / "books").iterdir()] == ["渡口志.html"]
    assert not [path for path in (copy.room / "records").iterdir() if "山中書信" in path.name]
