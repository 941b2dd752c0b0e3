"""An edition is read back and compared with its manuscript."""

import pytest

from kanben.proving.seek import RunningText

PARAGRAPH = "綦江着力提升企业创新意识和技术创新能力，不断夯实企业创新主体地位。"
RUNNING_HEADS = ("綦江：创新", "綦江：创新驱动发展", "技术创新")


@pytest.mark.parametrize(
    "pages",
    [
        [f"目录 第一章 {PARAGRAPH}后文"],
        ["綦江 着力提升企业创新意识\n和技术创新能力，不断夯实企业创新主体地位。"],
        [
            "綦江着力提升企业创新意识和技术创新能\n12\n",
            "綦江：创新\n力，不断夯实企业创新主体地位。",
        ],
        ["綦江着力提升企业创新意识和技术\n12\n", "技术创新\n创新能力，不断夯实企业创新主体地位。"],
        [
            "綦\n12\n",
            "綦江：创新驱动发展\n江着力提升企业创新意识和技术创新能力，不断夯实企业创新主体地位。",
        ],
    ],
)
def test_a_paragraph_is_found_over_line_ends_and_page_margins(pages: list[str]) -> None:
    assert RunningText(pages, RUNNING_HEADS).seek([PARAGRAPH], 0) is not None


@pytest.mark.parametrize(
    "page",
    [
        "綦江着力提升企业创新意识和技术创新能，不断夯实企业创新主体地位。",
        "綦江着力提升企业创新意识和技术创新能力力，不断夯实企业创新主体地位。",
        "綦江着力提升企业创新意识和技术创新能力，不断夯实企业创新主体地位",
    ],
)
def test_a_lost_or_doubled_character_is_noticed(page: str) -> None:
    assert RunningText([page, "别的文字。"], RUNNING_HEADS).seek([PARAGRAPH], 0) is None


def test_a_note_call_may_stand_between_two_runs() -> None:
    pages = RunningText(["重型转载车〔12〕变速器市场"])
    assert pages.seek(["重型转载车", "变速器市场"], 0) == len(pages.text)
    assert pages.seek(["重型转载车", "变速箱市场"], 0) is None


def test_a_note_call_may_be_the_last_thing_on_a_page() -> None:
    pages = RunningText(
        ["传统产业链10\r\n綦江：创新驱动发展\r\n4", "植入“智能因子”"], RUNNING_HEADS
    )
    assert pages.seek(["传统产业链", "植入“智能因子”"], 0) == len(pages.text)


def test_a_page_may_end_right_after_the_first_character_behind_a_note_call() -> None:
    pages = RunningText(
        ["取得了出让合同，[27]环\r\n5", "綦江：创新驱动发展\r\n境影响评价批复"], RUNNING_HEADS
    )
    assert pages.seek(["取得了出让合同，", "环境影响评价批复"], 0) == len(pages.text)
    assert pages.seek(["取得了出让合同，", "环境评价批复"], 0) is None
