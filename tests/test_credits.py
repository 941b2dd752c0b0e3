"""Credits name who made what, before the name or behind it."""

import csv
from pathlib import Path

import pytest

from kanben.credits import RUN_IN, credits_in, is_credit

TABLE = Path("tests/data/credits.tsv").read_text(encoding="utf-8").splitlines()
ROWS = list(csv.reader(TABLE[1:], "excel-tab"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_credit_gives_each_role_its_name(row: list[str]) -> None:
    printed, *told = row
    pairs = [pair for pair in zip(told[::2], told[1::2], strict=True) if pair[0]]
    assert list(credits_in(printed)) == pairs


@pytest.mark.parametrize("line", ["文/林一鸣", "本报记者 周敏 摄", "（周敏 摄）", "责编：吴岸"])
def test_a_line_of_credits_is_known(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", ["渡口的清晨", "摄影艺术展今天开幕", "他把图纸铺在桌上"])
def test_other_lines_are_no_credits(line: str) -> None:
    assert not is_credit(line)


def test_credits_run_into_a_paragraph_are_found_at_its_end() -> None:
    found = RUN_IN.search("渡口的灯又亮了。文/林一鸣 图/周敏")
    assert found is not None
    assert found[1] == "文/林一鸣 图/周敏"
