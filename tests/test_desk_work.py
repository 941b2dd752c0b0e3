"""An editor works at the desk by key and by mouse, and every act stands in the YAML."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kanben.manuscript.archive import load
from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import Asked, Config
from kanben.manuscript.publication import load_publication
from kanben.press import make_copy, publish
from tests.collection import put
from tests.facsimiles import print_story
from tests.running_desk import running
from tests.tracked_docx import change_in, come, gone

CHROMIUM = "/usr/bin/chromium"
SCRIPT = Path(__file__).parent / "browser" / "desk_work.mjs"
SHOTS = [os.environ["DESK_SHOTS"]] if os.environ.get("DESK_SHOTS") else []
"""A folder for pictures of every page, to be looked at."""
KINDS = {
    "p": "paragraph",
    "h": "heading",
    "H": "headline",
    "K": "kicker",
    "c": "caption",
    "y": "byline",
    "v": "verse",
    "l": "list",
    "o": "quote",
    "f": "furniture",
    "F": "footnote",
    "T": "table",
    "C": "code",
    "S": "scene-break",
}

TEXT = """　　老茶社在城南，门前有一口古井，井水清甜，四时
不涸。茶客多是老人，清早便来，坐到日中。
　　掌柜姓林，人称林老板，祖上三代都在此地卖茶。茶社
里挂着一幅旧画，画中是江上的船。
江边旧事
　　那一年涨大水，街上的铺子都关了门，只有老茶社还
生着火。林老板读完《旧闻，把书还给了老周。
　　“今天水急，”他说，“茶社不能一日无茶。
　　老人头发白了，干了一辈子活，后面还有许多活要干，只是这
个干字怎么写，谁也说不准。
"""
GOOD, BAD = 196, 4


def many_files(folder: Path) -> Path:
    """Lay two hundred files of three kinds in a folder, four of which are none."""
    kinds = ("txt", "md", "html")
    texts = {
        "txt": "　　第{}篇，江上有雾，船都停在岸边。\n",
        "md": "# 第{0}篇\n\n江上有雾，船都停在岸边。\n",
        "html": "<!DOCTYPE html><html><body><h1>第{0}篇</h1><p>江上有雾。</p></body></html>",
    }
    for number in range(GOOD):
        kind = kinds[number % 3]
        put(folder, {f"第{number}篇.v1.{kind}": texts[kind].format(number)})
    put(folder, {"空.txt": "", "程序.exe": "MZ", "隐.zip": "PK", "页.bin": "一"})
    return folder


def lay_out(folder: Path) -> tuple[Path, Path, Path, Path]:
    """Lay out a collection, files to drop upon it, and a document that comes back."""
    books = folder / "books"
    put(books, {"config.yaml": "variants: [zh-Hans-CN, zh-Hant-TW]\n", "seeds/茶社/甲.txt": TEXT})
    pdf = print_story(folder / "print", "book-a5")
    (books / "seeds" / "老照片.v2.pdf").write_bytes(pdf.read_bytes())
    layout = Layout(books / "build")
    asked = Asked(variants=("zh-Hans-CN",), formats=("docx",))
    list(publish([books / "seeds" / "茶社"], layout, Config(), asked))
    edition = layout.edition("茶社", "zh-Hans-CN", "docx")
    document = change_in(edition, folder / "返.docx", "旧画", gone("旧画") + come("古画"))
    dropped = put(
        folder / "拖来",
        {"拖一/甲/1.txt": "　　一。\n", "拖二/甲/1.txt": "　　二。\n", "拖三/2.txt": "　　三。\n"},
    )
    return books, many_files(folder / "许多"), dropped, document


class Work:
    """What was done, and what stands in the YAML."""

    def __init__(self, folder: Path) -> None:
        self.books, *files = lay_out(folder)
        with running(self.books) as desk:
            command = ["node", str(SCRIPT), CHROMIUM, desk.address, str(self.books)]
            command += [*map(str, files), *SHOTS]
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        self.told: dict[str, Any] = json.loads(ran.stdout)
        self.yaml = (self.books / "seeds" / "茶社" / "publication.yaml").read_text("utf-8")
        self.plan: dict[str, Any] = yaml.safe_load(self.yaml)

    def acts(self, name: str) -> list[dict[str, Any]]:
        return [act for act in self.plan["emendations"] if name in act]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return Work(tmp_path_factory.mktemp("work"))


def test_two_hundred_files_are_taken_in_and_the_bad_ones_named(work: Work) -> None:
    assert str(GOOD) in work.told["taken"]
    assert len(work.told["refused"]) == BAD
    assert "/" in work.told["underway"]
    names = {place.name for place in (work.books / "seeds").iterdir()}
    assert {f"第{number}篇-v1" for number in range(GOOD)} <= names


def test_a_folder_of_folders_falls_on_the_shelf_as_publications(work: Work) -> None:
    assert sorted(work.told["fallen"]) == ["拖一-甲", "拖三", "甲"]
    seeds = work.books / "seeds"
    texts = [path.read_text("utf-8") for path in seeds.glob("*/[12].txt")]
    assert sorted(texts) == ["　　一。\n", "　　三。\n", "　　二。\n"]
    assert len({path.parent for path in seeds.glob("*/[12].txt")}) == 3


def test_every_kind_has_its_key(work: Work) -> None:
    assert work.told["kinds"] == KINDS


def test_a_heading_is_moved_by_key_and_by_its_grip(work: Work) -> None:
    (first, second, third) = work.told["moves"]
    assert first[0] > first[1]
    assert second[0] < second[1]
    assert third[0] + 1 == third[1]
    assert len(work.acts("move")) == 1


def test_entries_of_the_index_are_taken_in_renamed_merged_and_left_out(work: Work) -> None:
    index = work.plan["index"]
    assert index["add"] == ["老茶社"]
    assert index["rename"] == {"林老板": "林掌柜"}
    assert index["merge"] == {"茶社": "老茶社"}
    assert index["remove"] == ["古井"]


def test_suspicions_and_conversions_are_settled(work: Work) -> None:
    assert len(work.acts("query")) == 1
    assert len(work.acts("keep")) == 1
    assert work.plan["glossary"]
    assert work.told["choice"]


def test_a_change_that_came_back_is_taken(work: Work) -> None:
    (act,) = work.acts("correct")
    assert "古画" in act["to"]


def test_the_printed_page_is_shown_in_each_script(work: Work) -> None:
    shown = work.told["paper"]
    assert [variant for variant, _, _ in shown] == ["zh-Hans-CN", "zh-Hant-TW"]
    assert all(height > 1000 and " / " in number for _, number, height in shown)


def test_what_somebody_else_wrote_meanwhile_stays_and_is_shown(work: Work) -> None:
    status, message = work.told["conflict"]
    assert status == 409
    assert message
    assert "title: 茶社旧闻  # 周编辑改\n" in work.yaml
    assert work.told["after"] == 200


def test_the_page_of_a_pdf_shows_where_the_line_stands(work: Work) -> None:
    width, height = work.told["crop"]
    assert width > height > 10
    across, down = work.told["box"]
    assert 0.05 < across < 1
    assert 0.005 < down < 0.1


def test_the_work_has_no_barrier_and_what_results_can_be_built(work: Work) -> None:
    assert work.told["axe"] == []
    assert work.told["console"] == []
    made = make_copy(load_publication(work.books / "seeds" / "茶社")).manuscript
    assert any("古画" in block.text for block in made.blocks)
    assert load(Layout(work.books / "build").manuscript("茶社"))
