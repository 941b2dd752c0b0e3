"""Corrections that come back in a DOCX become emendations that make the same text."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from kanben.cli.verbs import kanben_command
from tests.tracked_docx import TEXT, come, gone, published, run, sent_back


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "江"
    place.mkdir()
    (place / "江.txt").write_text(TEXT, "utf-8")
    return place


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("己经", gone("己经") + come("已经"), "挑水的人已经沿着"),
        ("渐渐", gone("渐渐"), "码头上热闹起来"),
        ("卖鱼", come("摆摊") + run("卖鱼"), "摆摊卖鱼的人也来了"),
        ("的人也", gone("的人也") + come("的也"), "卖鱼的也来了"),
    ],
)
def test_a_tracked_change_becomes_an_emendation_that_makes_it(
    place: Path, before: str, after: str, wanted: str
) -> None:
    layout, _ = published(place)
    changed = sent_back(layout, before, after)
    arguments = ["tracked", str(changed), str(place), "--manuscript"]
    arguments.append(str(layout.variant("江", "zh-Hans-CN")))
    told = CliRunner().invoke(kanben_command, arguments, catch_exceptions=False)
    acts = yaml.safe_load(told.stdout)
    assert acts[0]["why"] == "林编辑"
    plan = yaml.safe_dump({"emendations": acts}, allow_unicode=True)
    (place / "publication.yaml").write_text(plan, "utf-8")
    assert wanted in published(place)[1]
