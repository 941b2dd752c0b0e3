"""The seeds read as a careful human edition, and nothing of the print is lost."""

from pathlib import Path

import pytest

from kanben.editing.apparatus import annotate
from kanben.editing.emend import emend
from kanben.editing.witnesses import compare
from kanben.manuscript.blocks import HEADINGS, Block, BlockKind
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.publication import load_publication
from kanben.reading.read import read

SEEDS = Path(__file__).parents[1] / "seeds" / "qijiang-2021"
CASES = Path(__file__).parent / "data" / "editing"


@pytest.fixture(scope="module")
def edition() -> Manuscript:
    publication = load_publication(SEEDS)
    manuscript, printed = read(publication)
    edited = annotate(compare(emend(manuscript, publication, printed)))
    for account in balance(edited, printed):
        kept = account.kept + account.corrected + account.dropped + account.furniture
        assert account.printed == kept
    return edited


def block_of(edition: Manuscript, anchor: str) -> Block:
    return next(block for block in edition.blocks if block.anchor == anchor)


def test_headings_stand_where_a_reader_looks_for_them(edition: Manuscript) -> None:
    outline = [
        f"{'#' * block.level} {block.text}\n{following.text[:10]}…\n"
        for part in edition.parts
        for block, following in zip(part.blocks, part.blocks[1:], strict=False)
        if block.kind in HEADINGS
    ]
    assert "".join(outline) == (CASES / "seeds-outline.md").read_text(encoding="utf-8")


def test_the_split_headline_is_whole_under_its_kicker(edition: Manuscript) -> None:
    kicker, headline, lead = edition.parts[1].blocks[:3]
    assert (kicker.kind, kicker.text) == (BlockKind.KICKER, "綦江")
    assert headline.kind == BlockKind.HEADLINE
    assert headline.text == "建设区域性科技创新中心 赋能经济高质量发展"
    assert lead.text.startswith("綦江，是中国西部齿轮城")


def test_bylines_stand_alone(edition: Manuscript) -> None:
    bylines = [block.text for block in edition.blocks if block.kind == BlockKind.BYLINE]
    assert bylines == [
        "中共重庆市委 綦江区委 姜天波",
        "重庆市綦江区人民政府区长 罗成",
        "文/陈正英 图/綦江区委宣传部提供",
        "文/张静",
        "文/张静",
    ]


def test_what_was_printed_twice_is_published_once(edition: Manuscript) -> None:
    assert block_of(edition, "004-262").text == "开拓卫星试验工程师对卫星电源产品进行热真空实验"
    assert "重点实验室、" in block_of(edition, "004-131").text


def test_misprints_are_queried_not_changed(edition: Manuscript) -> None:
    text = "".join(block.text for block in edition.blocks)
    for printed in ("慢大黑猪", "陆海传綦智慧数据谷", "重型转载车", "百万平方公里"):
        assert printed in text
        assert any(printed in note.text for note in edition.notes)


def test_variant_readings_of_the_two_pages_are_known(edition: Manuscript) -> None:
    table = (CASES / "seeds-readings.tsv").read_text(encoding="utf-8").splitlines()
    found = {
        (str(one.a.at.line), one.a.reading, str(one.b.at.line), one.b.reading)
        for one in edition.readings
    }
    expected = {tuple(row.split("\t")) for row in table}
    assert found >= expected
    assert len(found - expected) <= 5


def test_two_captions_of_one_form_are_no_readings(edition: Manuscript) -> None:
    assert not [one for one in edition.readings if one.a.at.line == 51 or one.b.at.line == 151]
    assert not [one for one in edition.readings if one.b.at.line in (103, 104)]
