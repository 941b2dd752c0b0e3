"""Repairs mend what print damaged, on record, and leave the rest alone."""

import csv
from pathlib import Path

import pytest

from kanben.errors import ConfigError
from kanben.manuscript.blocks import BlockKind, Position
from kanben.manuscript.decisions import Constraint
from kanben.manuscript.emendations import Change
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.manuscript.publication import load_publication
from kanben.reading.files.source import SourceText, split_lines
from kanben.reading.judging.judges import judges
from kanben.reading.mending.repairs import NAMES, NONE
from kanben.reading.read import make_manuscript, read

CASES = Path("tests/data/reading/repairs.tsv")
ROWS = list(csv.DictReader(CASES.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_paragraph(page: str, rules: dict[str, bool]) -> Manuscript:
    """Read a page as one paragraph."""
    lines = split_lines(page)
    joins = [Constraint(0, number, join=True) for number in range(1, len(lines))]
    ruled = [*joins, Constraint(0, 1, kind=BlockKind.PARAGRAPH)]
    plan = Plan(parts=(PartPlan(("page.txt",)),), repairs=rules)
    text = SourceText("page.txt", lines, "0" * 64, "utf-8")
    manuscript = make_manuscript("page", plan, [text], judges(), ruled)
    balance(manuscript, [lines])
    return manuscript


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}: {row['printed']}")
def test_a_rule_by_itself_mends_what_it_names(row: dict[str, str]) -> None:
    manuscript = read_paragraph(row["printed"], {**NONE, row["rule"]: True})
    assert manuscript.blocks[0].text == row["published"]
    assert {emendation.by for emendation in manuscript.emendations} <= {row["rule"]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}: {row['printed']}")
def test_without_repairs_every_character_stays_as_printed(row: dict[str, str]) -> None:
    manuscript = read_paragraph(row["printed"], NONE)
    assert manuscript.blocks[0].text == row["printed"]
    assert not manuscript.emendations


def test_a_word_begun_anew_on_the_next_line_is_printed_once() -> None:
    manuscript = read_paragraph("新增重庆市重点实\n验实验室、企业技术中心。", {})
    assert manuscript.blocks[0].text == "新增重庆市重点实验室、企业技术中心。"
    (emendation,) = manuscript.emendations
    assert (emendation.change, emendation.at, emendation.before, emendation.by) == (
        Change.DROP,
        Position(0, 2, 0),
        "验实",
        "doublings",
    )


def test_a_divided_latin_word_is_whole_again_and_two_words_are_parted() -> None:
    page = "這是 Suzanne 的 develop-\nment 與 New\nYork 的事。"
    assert "develop-ment" in read_paragraph(page, NONE).blocks[0].text
    mended = read_paragraph(page, {}).blocks[0].text
    assert "development" in mended
    assert "New York" in mended


def test_a_credit_line_run_into_the_paragraph_becomes_a_block_of_its_own() -> None:
    manuscript = read_paragraph("这里迸发出无限潜力！”文/陈正英 图/綦江区委宣传部提供", {})
    assert [(block.kind, block.text) for block in manuscript.blocks] == [
        (BlockKind.PARAGRAPH, "这里迸发出无限潜力！”"),
        (BlockKind.BYLINE, "文/陈正英 图/綦江区委宣传部提供"),
    ]


def test_a_repair_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigError) as caught:
        read_paragraph("今天的綦江。", {"magic": True})
    assert caught.value.key == "repair.unknown"


def test_the_seeds_half_width_commas_become_full_width_and_their_doublings_single() -> None:
    manuscript, printed = read(load_publication(Path("seeds/qijiang-2021")))
    commas = [e for e in manuscript.emendations if (e.at.source, e.before) == (0, ",")]
    assert len(commas) == sum(line.count(",") for line in printed[0]) == 213
    dropped = [(e.at.line, e.before) for e in manuscript.emendations if e.by == "doublings"]
    assert (132, "验实") in dropped
    assert (262, "开拓卫星试验工程师对卫星电源产品进行热真空实验") in dropped
    assert {emendation.by for emendation in manuscript.emendations} <= set(NAMES)
    balance(manuscript, printed)


def test_what_is_only_suspicious_is_flagged_and_stays() -> None:
    page = "綦江，" * 20 + "成功创建陆海传綦智慧数据谷。”"
    manuscript = read_paragraph(page, {})
    reasons = {suspicion.reason: suspicion.text for suspicion in manuscript.suspicions}
    assert "陆海传綦智慧"[1:5] in reasons["suspicion.company"]
    assert reasons["suspicion.closes"].endswith("”")
    assert manuscript.blocks[0].text == page


def test_a_line_of_many_half_width_commas_is_mended() -> None:
    manuscript = read_paragraph("今天,既坚持" * 50_000, {})
    assert len(manuscript.emendations) == 50_000


def read_lines_of(kind: str, printed: str) -> Manuscript:
    """Read lines, with ⏎ between them, as one block of a kind."""
    lines = tuple(printed.split("⏎"))
    joins = [Constraint(0, number, join=True) for number in range(1, len(lines))]
    ruled = [*joins, Constraint(0, 1, kind=BlockKind(kind))]
    plan = Plan(parts=(PartPlan(("page.txt",)),), repairs={**NONE, "doublings": True})
    text = SourceText("page.txt", lines, "0" * 64, "utf-8")
    manuscript = make_manuscript("page", plan, [text], judges(), ruled)
    balance(manuscript, [lines])
    return manuscript


AUTHORS = [
    line
    for line in Path("tests/data/reading/doublings_of_authors.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("printed", AUTHORS)
def test_what_a_writer_says_twice_stays(printed: str) -> None:
    (block,) = read_lines_of("paragraph", printed).blocks
    assert block.text == printed.replace("⏎", "")


def test_of_what_is_printed_twice_at_a_line_end_nearly_all_is_printed_once() -> None:
    path = Path("tests/data/reading/doublings_of_printers.tsv")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    mended = [read_lines_of(row["kind"], row["printed"]).blocks[0].text for row in rows]
    right = [text for text, row in zip(mended, rows, strict=True) if text == row["published"]]
    assert len(right) >= 55 / 60 * len(rows)
    whole = {row["printed"].replace("⏎", "") for row in rows}
    assert set(mended) <= {row["published"] for row in rows} | whole


def test_a_timetable_and_a_refrain_keep_what_they_repeat() -> None:
    for kind, printed in (("table", "国语 算术 国语 算术"), ("verse", "春天在哪里呀春天在哪里")):
        assert read_lines_of(kind, printed).blocks[0].text == printed


def test_what_may_be_a_slip_or_the_writers_is_doubted_and_stays() -> None:
    printed = "山里的人都说山外的天⏎山外的天是另一个样子。"
    manuscript = read_lines_of("paragraph", printed)
    assert manuscript.blocks[0].text == printed.replace("⏎", "")
    assert [found.reason for found in manuscript.suspicions] == ["suspicion.doubled"]


with Path("tests/data/reading/spaces.tsv").open(encoding="utf-8") as file:
    SPACES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", SPACES, ids=lambda row: row["printed"])
def test_a_space_goes_only_where_one_word_was_spread(row: dict[str, str]) -> None:
    ruled = [Constraint(0, 1, kind=BlockKind(row["kind"]))]
    plan = Plan(parts=(PartPlan(("page.txt",)),), repairs={**NONE, "spaces": True})
    text = SourceText("page.txt", (row["printed"],), "0" * 64, "utf-8")
    manuscript = make_manuscript("page", plan, [text], judges(), ruled)
    balance(manuscript, [text.lines])
    assert manuscript.blocks[0].text == row["published"]
