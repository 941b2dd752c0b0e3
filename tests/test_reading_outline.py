"""The outline of a book is read as its printer meant it."""

import csv
from pathlib import Path

import pytest

from kanben.manuscript.blocks import HEADINGS, BlockKind
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.blocks.below_titles import settle_beginnings
from kanben.reading.files.source import SourceText, split_lines
from kanben.reading.judging.judges import judges
from kanben.reading.outline.dress import volume_of
from kanben.reading.page.line_blocks import LineBlock
from kanben.reading.page.lines import lay_out
from kanben.reading.read import make_manuscript

FOLDER = Path("tests/data/reading/outlines")
OUTLINES = sorted(FOLDER.glob("*.txt"))
STRUCTURES = sorted(Path("tests/data/reading/structures").glob("*.txt"))
TABLE = Path("tests/data/reading/openings.tsv").read_text(encoding="utf-8")
OPENINGS = list(csv.DictReader(TABLE.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_page(page: str, name: str = "page") -> Manuscript:
    lines = split_lines(page)
    text = SourceText("page.txt", lines, "0" * 64, "utf-8")
    plan = Plan(parts=(PartPlan(("page.txt",)),))
    manuscript = make_manuscript(name, plan, [text], judges())
    balance(manuscript, [lines])
    return manuscript


@pytest.mark.parametrize("path", OUTLINES, ids=lambda path: path.stem)
def test_chapters_are_found_in_every_dress_with_their_levels(path: Path) -> None:
    page, outline = path.read_text(encoding="utf-8").split("\n===\n")
    blocks = read_page(page).blocks
    found = [f"{block.level} {block.text}" for block in blocks if block.kind in HEADINGS]
    assert found == outline.splitlines()


@pytest.mark.parametrize("row", OPENINGS, ids=lambda row: row["name"])
def test_a_download_is_called_what_its_opening_or_its_name_says(row: dict[str, str]) -> None:
    metadata = read_page(row["opening"].replace("｜", "\n"), row["name"]).metadata
    assert metadata.title in row["title"].split("|")
    names = [person.name for person in metadata.creators[:1]] or [""]
    assert names[0] in row["creators"].split("|")


@pytest.mark.parametrize("path", STRUCTURES, ids=lambda path: path.stem)
def test_newspapers_minutes_and_contents_read_as_their_proofs(path: Path) -> None:
    page, proof = path.read_text(encoding="utf-8").split("\n===\n")
    found = []
    for block in read_page(page, path.stem).blocks:
        level = f" {block.level}" if block.kind is BlockKind.HEADING else ""
        found.append(f"{block.kind}{level}: {block.text}")
    assert found == proof.splitlines()


def test_an_entry_without_a_heading_and_a_heading_without_an_entry_are_doubts() -> None:
    page = """用水条例
目录
第一章 总则………1
第二章 取水………3
第三章 附则………9
第一章 总则
第一条 为了保护水资源，制定本条例。
第二章 取水
第二条 取水应当申请许可。
第四章 罚则
第三条 违反本条例规定的，处以罚款。
"""
    doubts = {doubt.reason: doubt.text for doubt in read_page(page).suspicions}
    assert doubts["suspicion.no_heading"] == "第三章 附则"
    assert doubts["suspicion.no_entry"] == "第四章 罚则"


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("他没有寄出去。（本书首发于山城小说网，请支持正版）", "他没有寄出去。"),
        ("天亮了。更多精彩好书请访问www.shancheng.com", "天亮了。"),
        ("他从网上下载了一本电子书，读到天亮。", "他从网上下载了一本电子书，读到天亮。"),
        ("“欢迎光临！”门口的姑娘说。", "“欢迎光临！”门口的姑娘说。"),
    ],
)
def test_what_a_site_wrote_into_a_paragraph_goes_on_record(printed: str, published: str) -> None:
    above = "　　清晨的雾还没有散，渡口的老船工已经把缆绳解开，蹲在船头抽了一袋烟。\n" * 14
    manuscript = read_page(f"{above}　　{printed}\n{above}")
    assert manuscript.blocks[14].text == published


def test_folios_that_interrupt_sentences_are_no_chapters() -> None:
    page = "\n".join(
        line
        for number in range(1, 6)
        for line in (*["江上的雾还没有散，渡口的老船工已经把缆绳解开，"] * 24, str(number))
    )
    kinds = {block.kind for block in read_page(page).blocks}
    assert not kinds & HEADINGS


def test_the_articles_of_a_law_are_text_and_its_chapters_headings() -> None:
    page = """用水条例
第一章 总则
第一条 为了保护水资源，制定本条例。
第二条 本条例所称用水，
是指取用地表水和地下水。
第二章 取水
第三条 取水应当申请许可。
"""
    blocks = read_page(page).blocks
    headings = [block.text for block in blocks if block.kind in HEADINGS]
    assert headings == ["用水条例", "第一章 总则", "第二章 取水"]


@pytest.mark.parametrize("line", ["第三回去的时候，他没有带伞。", "第一场雪来得早。", "卷起裤腿。"])
def test_words_that_only_look_like_labels_are_running_text(line: str) -> None:
    above = "　　清晨的雾还没有散，渡口的老船工已经把缆绳解开，蹲在船头抽了一袋烟。\n" * 8
    kinds = {block.text: block.kind for block in read_page(f"{above}　　{line}\n{above}").blocks}
    assert kinds[line] is BlockKind.PARAGRAPH


@pytest.mark.parametrize(("line", "number"), [("江陰縣志卷十二", 12), ("渡口記卷上", 1)])
def test_a_volume_is_counted_behind_its_books_name(line: str, number: int) -> None:
    label = volume_of(line)
    assert label is not None
    assert (label.unit, label.parts) == ("卷", (number,))


def test_what_begins_as_an_old_prints_questions_do_is_no_title() -> None:
    words = ("歸舟", "燈火", "雨雪", "石橋", "山行", "夜泊")
    lines = lay_out([(0, [f"問渡{word}如何曰待之可也" for word in words])])
    prose = [LineBlock(BlockKind.PARAGRAPH, (row,), certainty=0.9) for row in range(5)]
    doubtful = LineBlock(BlockKind.HEADING, (5,), certainty=0.6)
    assert settle_beginnings(lines, [*prose, doubtful])[5].kind == BlockKind.PARAGRAPH
    ruled = LineBlock(BlockKind.HEADING, (5,))
    assert settle_beginnings(lines, [*prose, ruled])[5].kind == BlockKind.HEADING
