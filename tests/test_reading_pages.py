"""Whatever is printed, nothing is lost when it is read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanben.manuscript.blocks import BlockKind, MarkKind
from kanben.manuscript.decisions import Constraint
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.manuscript.plan import PartPlan, Plan
from kanben.manuscript.publication import load_publication
from kanben.reading.files.source import SourceText, split_lines
from kanben.reading.judging.judges import judges
from kanben.reading.mending.repairs import NONE
from kanben.reading.read import labels_of, make_manuscript, read

SEEDS = Path("seeds/qijiang-2021")
PRINT = st.text(
    alphabet=st.sampled_from(
        "綦江的实验室。，,:.?!“”「」()（）—-…1２3AbＣc \u3000\n\n\r\f\t\u00ad\u200b\ufeff⼈\uf900𠮷"
    ),
    max_size=400,
)


def manuscript_of(
    *pages: str, plan: Plan | None = None, ruled: tuple[Constraint, ...] = ()
) -> tuple[Manuscript, list[tuple[str, ...]]]:
    texts = [
        SourceText(f"page{number}.txt", split_lines(page), "0" * 64, "utf-8")
        for number, page in enumerate(pages, 1)
    ]
    planned = plan or Plan()
    parts = (PartPlan(tuple(text.name for text in texts)),)
    whole = Plan(parts=parts, repairs=planned.repairs)
    manuscript = make_manuscript("綦江", whole, texts, judges(), ruled)
    return manuscript, [text.lines for text in texts]


@settings(max_examples=300, deadline=None)
@given(st.lists(PRINT, min_size=1, max_size=3))
def test_any_print_balances_with_its_manuscript(pages: list[str]) -> None:
    balance(*manuscript_of(*pages))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), PRINT)
def test_any_text_on_earth_balances_without_repairs(text: str, page: str) -> None:
    manuscript, printed = manuscript_of(text, page, plan=Plan(repairs=NONE))
    assert not any(emendation.by != "bylines" for emendation in manuscript.emendations)
    balance(manuscript, printed)


def test_the_seeds_balance_and_get_labels_title_and_script() -> None:
    manuscript, printed = read(load_publication(SEEDS))
    assert [source.label for source in manuscript.sources] == ["000", "004"]
    assert manuscript.script == "Hans"
    assert manuscript.metadata.title
    assert [account.printed for account in balance(manuscript, printed)] == [5623, 3704]


def test_labels_are_short_and_unique_or_counted() -> None:
    assert labels_of(["000_df95.txt", "004_50cf.txt"]) == ("000", "004")
    assert labels_of(["a_1.txt", "a_2.txt"]) == ("s1", "s2")
    assert labels_of(["第一页.txt"]) == ("s1",)


def test_a_page_start_is_marked_inside_the_paragraph_it_interrupts() -> None:
    first = (
        "今天的綦江既坚持打基础谋长远加快推动建设一批科技\n"
        "创新项目高标准高质量创建国家高新区又注重战略性全\n"
    )
    manuscript, printed = manuscript_of(first, "局性，持续提升全区科技创新水平。\n")
    (block,) = manuscript.blocks
    assert [piece.target(MarkKind.PAGE) for piece in block.pieces] == ["", None, None, "", None]
    balance(manuscript, printed)


@pytest.mark.parametrize("join", [True, False])
def test_the_editors_word_decides_a_line_end(join: bool) -> None:
    page = "今天的綦江，既坚持打基础。\n又注重全局性，持续提升水平。\n"
    manuscript, _ = manuscript_of(page, ruled=(Constraint(0, 1, join=join),))
    (decided,) = manuscript.breaks
    assert (decided.join, decided.p, decided.by) == (join, float(join), "editor")
    assert len(manuscript.blocks) == (1 if join else 2)


def test_the_editors_kind_decides_a_block() -> None:
    ruled = (Constraint(0, 1, kind=BlockKind.CAPTION),)
    manuscript, _ = manuscript_of("綦江高新区\n\n今天的綦江。\n", ruled=ruled)
    assert manuscript.blocks[0].kind == BlockKind.CAPTION
