"""Ornaments, tables, plays, interviews, minutes and dictionaries are what they look like."""

from pathlib import Path

import pytest

from kanben.manuscript.blocks import BlockKind, Part
from kanben.manuscript.decisions import Constraint
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import SourceText, split_lines
from kanben.reading.furniture.turns import TURNED
from kanben.reading.judging.judges import judges
from kanben.reading.looks.listings import find_listings
from kanben.reading.looks.poems import find_poems
from kanben.reading.page.lines import lay_out
from kanben.reading.read import make_manuscript
from kanben.writing.book.flow import chapter

CASES = sorted(Path("tests/data/reading/apart").glob("*.txt"))
NOVEL = (
    "第一章　过江\n"
    "　　清晨的雾还没有散，渡口的老船工已经把缆绳解开，蹲在船头抽\n"
    "了一袋烟，又把烟袋在船帮上磕了磕，抬起头来看了看天色，摇了摇\n"
    "头，没有说话。\n"
    "　　{}\n"
    "　　过了一会儿，从石阶上下来一个年轻女子，手里提着一只旧藤\n"
    "箱，走得很慢，好像每一步都要想一想，走到跳板前面又站住了，回\n"
    "过头去看岸上。\n"
)


def read_page(page: str, *ruled: Constraint) -> Manuscript:
    """Read a page, and balance its ledger."""
    text = SourceText("page.txt", split_lines(page), "0" * 64, "utf-8")
    plan = Plan(parts=(PartPlan(("page.txt",)),))
    manuscript = make_manuscript("page", plan, [text], judges(), ruled)
    balance(manuscript, [text.lines])
    return manuscript


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_page_is_read_as_a_careful_reader_does(case: Path) -> None:
    manuscript = read_page(case.read_text("utf-8"))
    found = [f"{block.kind}\t{block.text}" for block in manuscript.blocks]
    assert found == case.with_suffix(".tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "ornament",
    [
        "※※※",
        "※　※　※",
        "* * *",
        "***",
        "＊＊＊",
        "——",
        "————",
        "— — —",
        "◇◇◇",
        "☆",
        "-----",
        "～～～",
        "×　×　×",
    ],
)
def test_ornaments_between_two_scenes_stand_for_themselves(ornament: str) -> None:
    blocks = read_page(NOVEL.format(ornament)).blocks
    (found,) = [block for block in blocks if block.kind == BlockKind.SCENE_BREAK]
    assert found.text == ornament
    assert [block.kind for block in blocks].count(BlockKind.PARAGRAPH) == 2


@pytest.mark.parametrize("speech", ["……", "“——”", "！！！", "1", "。"])
def test_what_says_something_is_no_ornament(speech: str) -> None:
    blocks = read_page(NOVEL.format(speech)).blocks
    assert BlockKind.SCENE_BREAK not in {block.kind for block in blocks}


def test_the_editor_knows_better() -> None:
    page = NOVEL.format("※※※")
    ruled = Constraint(0, 5, kind=BlockKind.PARAGRAPH)
    assert BlockKind.SCENE_BREAK not in {block.kind for block in read_page(page, ruled).blocks}


@pytest.mark.parametrize(
    "lines",
    [
        "第一章 过江 1\n第二章 学堂 15\n第三章 山火 32\n第四章 归途 47\n",
        "枯藤老树昏鸦 小桥流水人家\n古道西风瘦马 夕阳西下\n断肠人在天涯\n",
        "int a = 1;\nint b = 2;\nprint a b c\n",
    ],
)
def test_contents_verse_and_listings_are_no_tables(lines: str) -> None:
    assert BlockKind.TABLE not in {block.kind for block in read_page(lines).blocks}


def test_the_rows_of_a_table_are_set_as_one_table_by_their_cells() -> None:
    page = Path("tests/data/reading/apart/table.txt").read_text("utf-8")
    (part,) = read_page(page).parts
    (table,) = [one for one in chapter(Part("", part.blocks), 1).passages if one.kind == "table"]
    assert [row.texts for row in table.rows][:2] == [
        ("县名", "人口", "上年", "本年", "增减（%）"),
        ("江东", "120,000", "3,400", "3,650", "7.4"),
    ]
    assert len({row.anchor for row in table.rows}) == 5


def test_blanks_without_end_are_no_turn_of_the_page() -> None:
    assert TURNED.search("山" + " " * 20_000 + "城") is None
    assert TURNED.search("山城的灯　（ ▶ 下转 第三版）")


def test_listings_keep_their_lines_and_the_prose_between_them_does_not() -> None:
    page = Path("tests/data/reading/listings/listings.txt").read_text(encoding="utf-8")
    blocks = read_page(page).blocks
    listed = [block.text for block in blocks if block.kind == BlockKind.CODE]
    drawn = [line for line in page.splitlines() if line[0] in "├│└d-$I"]
    assert [line for line in drawn if line not in listed] == []
    assert all(block.text.endswith("。") for block in blocks if block.kind == BlockKind.PARAGRAPH)


def test_a_play_in_english_is_no_listing() -> None:
    speeches = ["Mary: The lamp is out.", "John: Then light it!", "Mary: With what?"]
    assert not find_listings(lay_out([(0, speeches)])).kinds


def test_two_foreign_lines_within_prose_are_no_listing() -> None:
    lines = lay_out(
        [(0, ["他在信里写道：", "Note: the lamp is out.", "PS: come home.", "后来没有寄。"])]
    )
    assert not find_listings(lines).kinds


@pytest.mark.parametrize("announced", ["正是：", "有詩為證：", "走近看時，但見："])
def test_a_couplet_that_a_novel_announces_is_verse(announced: str) -> None:
    above = "　　那漢子把朴刀往地下一丟，唱了個喏，大踏步望東山小路去了，"
    couplet = "路見不平拔刀起，恩逢故友放人行。"
    below = "　　眾人見他去了，也各自散去，只有店主人立在門前，半晌不敢作聲。"
    blocks = read_page(f"{above}{announced}\n{couplet}\n{below}\n").blocks
    assert [block.text for block in blocks if block.kind == BlockKind.VERSE] == [couplet]


def test_even_clauses_in_a_narrow_column_are_prose() -> None:
    column = [
        "方案已经获批，加快码头建设",
        "综合服务平台、山城资本港等",
        "重点项目实施。深化与海岛自",
    ]
    assert not find_poems(lay_out([(0, column)])).kinds
