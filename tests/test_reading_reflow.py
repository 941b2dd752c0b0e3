"""Lines of print become the paragraphs their author wrote."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from kanben.cli.verbs import kanben_command
from kanben.errors import ConfigError
from kanben.manuscript.blocks import BlockKind
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.manuscript.publication import load_publication
from kanben.reading.files.source import SourceText, split_lines
from kanben.reading.judging.constraints import Rulings
from kanben.reading.judging.judges import judges
from kanben.reading.judging.reflow import conclude, think
from kanben.reading.judging.setting import set_lines
from kanben.reading.looks.traits import look
from kanben.reading.mending.repairs import NONE
from kanben.reading.page.lines import lay_out
from kanben.reading.read import make_manuscript, read

SEEDS = Path("seeds/qijiang-2021")
NEWSPAPER = SEEDS / "004_50cfcea65c9d9663.txt"
CASES = sorted(Path("tests/data/reading/pages").glob("*.txt"))

JOINED_OVER_A_BLANK = {62, 120, 155, 158, 177, 180, 183, 197, 230}
KEPT_WITHOUT_A_BLANK = {157, 179, 182}


@pytest.fixture(scope="module")
def seeds() -> Manuscript:
    manuscript, _ = read(load_publication(SEEDS))
    return manuscript


def of_newspaper(manuscript: Manuscript) -> dict[int, bool]:
    return {found.after: found.join for found in manuscript.breaks if found.source == 1}


def test_a_column_that_ends_inside_a_paragraph_does_not_end_it(seeds: Manuscript) -> None:
    joined = {line for line, join in of_newspaper(seeds).items() if join}
    assert joined >= JOINED_OVER_A_BLANK


def test_a_paragraph_begins_where_no_blank_line_says_so(seeds: Manuscript) -> None:
    kept = {line for line, join in of_newspaper(seeds).items() if not join}
    assert kept >= KEPT_WITHOUT_A_BLANK


def test_headings_stacked_at_a_page_stay_apart(seeds: Manuscript) -> None:
    kept = {line for line, join in of_newspaper(seeds).items() if not join}
    assert {147, 149, 203} <= kept


def test_every_line_of_a_text_without_wrapping_is_a_block(seeds: Manuscript) -> None:
    assert not any(found.join for found in seeds.breaks if found.source == 0)


def test_displaced_headings_are_proposed_their_places_and_stay(seeds: Manuscript) -> None:
    moves = {move.anchor: move.before for move in seeds.moves}
    assert moves.items() >= {"004-147": "004-45", "004-149": "004-99", "004-203": "004-153"}.items()
    anchors = [block.anchor for block in seeds.blocks]
    assert anchors.index("004-142" if "004-142" in anchors else "004-137") < anchors.index(
        "004-147"
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_reads_as_its_proof(path: Path) -> None:
    printed, proof = path.read_text(encoding="utf-8").split("\n===\n")
    text = SourceText(path.name, split_lines(printed), "", "utf-8")
    plan = Plan(parts=(PartPlan((path.name,)),), repairs=NONE)
    manuscript = make_manuscript(path.stem, plan, [text], judges())
    found = [f"{block.kind}: {block.text}" for block in manuscript.blocks]
    assert found == proof.splitlines()


def test_a_reader_can_ask_why() -> None:
    result = CliRunner().invoke(kanben_command, ["reflow", str(NEWSPAPER), "--explain", "1"])
    assert result.exit_code == 0
    assert "綦江，是中国西|部齿轮城" in result.output.replace("\n", "")
    assert result.output.count("  - ") >= 1


@pytest.mark.parametrize("line", ["0", "9", "99999", "elsewhere.txt:1", "x"])
def test_a_line_without_text_has_nothing_to_explain(line: str) -> None:
    result = CliRunner().invoke(kanben_command, ["reflow", str(NEWSPAPER), "--explain", line])
    assert isinstance(result.exception, ConfigError)
    assert result.output == ""


def test_scripts_get_a_json_object_a_block() -> None:
    arguments = ["reflow", str(NEWSPAPER), "--repairs", "none", "--jsonl"]
    result = CliRunner().invoke(kanben_command, arguments)
    blocks = [json.loads(line) for line in result.output.splitlines()]
    first = blocks[0]
    assert (first["kind"], first["lines"], first["spans"]) == ("paragraph", [1, 8], [[1, 8]])
    assert [found["after"] for found in first["breaks"]] == list(range(1, 9))
    assert all(0 <= found["p"] <= 1 for block in blocks for found in block["breaks"])
    asked = sum(len(block["breaks"]) for block in blocks)
    assert asked == 209


def test_lines_of_several_files_name_their_file(tmp_path: Path) -> None:
    one, two = tmp_path / "一.txt", tmp_path / "二.txt"
    one.write_text(
        "老周在渡口撑了三十年船，镇上的人都说他的船\n最稳，风里雨里没有出过事，就是涨水的\n",
        "utf-8",
    )
    two.write_text(
        "时候也照样过河。后来桥修好了，他把船系在\n柳树下，每天还是要去看一看。\n", "utf-8"
    )
    files = [str(one), str(two)]
    result = CliRunner().invoke(kanben_command, ["reflow", *files, "--jsonl"])
    (block,) = [json.loads(line) for line in result.output.splitlines()]
    assert (block["source"], block["lines"]) == (files[0], [1, 2])
    assert block["continued"] == [{"source": files[1], "lines": [1, 2], "spans": [[1, 2]]}]
    assert [(b["source"], b["after"]) for b in block["breaks"]] == [
        (files[0], 1),
        (files[0], 2),
        (files[1], 1),
    ]
    asked = CliRunner().invoke(kanben_command, ["reflow", *files, "--explain", f"{two}:1"])
    assert f"{two}:1" in asked.output


def test_markdown_and_plain_text_leave_the_furniture_out() -> None:
    for form in ("--markdown", "--text"):
        result = CliRunner().invoke(kanben_command, ["reflow", str(NEWSPAPER), form])
        assert (
            "作为老工业基地，綦江有着辉煌的过往，曾为国家经济建设作出过不可磨灭的重要贡献。"
            in result.output
        )


@pytest.mark.parametrize("page", ["字" * 2_000_000, "今天的綦江，" * 300_000], ids=["one", "marks"])
def test_a_single_line_of_megabytes_is_read(page: str) -> None:
    text = SourceText("page", (page,), "", "utf-8")
    manuscript = make_manuscript("page", Plan(parts=(PartPlan(("page",)),)), [text], judges())
    assert manuscript.blocks[0].kind in set(BlockKind)


def test_first_thoughts_can_be_concluded_twice_and_stay_as_they_are() -> None:
    lines = lay_out([(0, ("渡口的灯亮了，老船工把缆绳解开，蹲在船头", "抽了一袋烟。", "他姓罗。"))])
    setting = set_lines(lines, look(lines), np.arange(len(lines)))
    thoughts = think(setting, judges(), Rulings())
    told = thoughts.evidence.names
    first, second = (conclude(setting, thoughts, judges(), Rulings()) for _ in range(2))
    assert first.tolist() == second.tolist()
    assert thoughts.evidence.names == told
