"""Folios count on from page to page; running heads say again what headings said."""

import numpy as np
import pytest

from kanben.reading.furniture.head_echoes import echoes_of, keys_of, nearest
from kanben.reading.judging.furniture import furniture_evidence, possible_rows
from kanben.reading.looks.traits import look
from kanben.reading.numbers.folio_chains import chains_of, numerals_of, value_of
from kanben.reading.numbers.labels import dress_of, is_upper, labels_of
from kanben.reading.page.lines import lay_out

PAGE = [f"春江潮水连海平第{row}行，海上明月" for row in range(28)]
NO_FOLIOS = np.zeros(0, np.int64)


def book(*folios: str) -> list[str]:
    return [line for folio in folios for line in (*PAGE, folio)]


def rows_of(texts: list[str], *wanted: str) -> list[int]:
    return [row for row, text in enumerate(texts) if text in wanted]


def test_folios_count_on_at_a_pages_distance() -> None:
    texts = book("17", "18", "19", "20")
    chains = chains_of(texts)
    assert chains.chosen.tolist() == rows_of(texts, "17", "18", "19", "20")
    assert chains.page == 29


def test_a_lists_numbers_keep_no_pages_distance() -> None:
    texts = [*PAGE, "1", "一等", "2", "二等", "3", "三等", "4", *PAGE]
    assert not chains_of(texts).worth.any()


def test_a_year_alone_on_its_line_has_no_successor() -> None:
    texts = [*book("17", "18"), "1919", *book("19")]
    assert chains_of(texts).worth[rows_of(texts, "1919")[0]] == 0


def test_a_page_without_a_folio_does_not_break_the_chain() -> None:
    texts = book("17", "18", "（插图）", "20", "21")
    chains = chains_of(texts)
    assert chains.chosen.tolist() == rows_of(texts, "17", "18", "20", "21")
    assert chains.before[rows_of(texts, "20")[0]] == 29


def test_of_two_numbers_on_a_page_the_one_at_its_foot_is_the_folio() -> None:
    texts = book("17", "18", "19", "20")
    texts.insert(80, "19")
    assert 80 not in chains_of(texts).chosen
    assert len(chains_of(texts).chosen) == 4


def test_left_and_right_heads_take_turns_with_their_number() -> None:
    texts = book("8 江南游记", "第三章 9", "10 江南游记", "第三章 11")
    assert len(chains_of(texts).chosen) == 4


def test_a_chapters_label_is_no_folio() -> None:
    assert [list(numerals_of(0, label)) for label in ("Chapter 2", "Appendix B", "图 3")] == [
        []
    ] * 3


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("·17·", ("arabic", 17)),
        ("第17頁", ("arabic", 17)),
        ("xiv", ("roman", 14)),
        ("— 二十三 —", ("chinese", 23)),
        ("一〇八", ("chinese", 108)),
        ("A05 城事周报", ("arabic", 5)),
        ("城事周报 第5版", ("arabic", 5)),
        ("17 / 412", ("arabic", 17)),
    ],
)
def test_folios_come_in_many_dresses(printed: str, number: tuple[str, int]) -> None:
    assert [(one.script, one.value) for one in numerals_of(0, printed)] == [number]


@pytest.mark.parametrize("printed", ["2.3", "2.", "§1.2", "3,897", "中华民国"])
def test_section_numbers_and_sums_are_no_folios(printed: str) -> None:
    assert not list(numerals_of(0, printed))


def test_hundreds_are_read_in_chinese() -> None:
    assert value_of("一百二十") == ("chinese", 120)
    assert value_of("二百") == ("chinese", 200)


def test_a_running_head_says_what_its_chapter_and_section_are_called() -> None:
    assert keys_of("CHAPTER 2. 江南水路      2.8. 运河 AND LOCKS") == ("江南水路", "运河andlocks")
    assert keys_of("江南水路") == ("江南水路",)
    assert keys_of("18  第二章　江南水路")[-1] == "江南水路"


def test_a_heading_is_said_before_the_heads_that_echo_it() -> None:
    texts = ["第二章", "江南水路", *PAGE, "18", "第二章 江南水路", *PAGE, "19", "第二章 江南水路"]
    echoes = echoes_of(texts, np.array(rows_of(texts, "18", "19")), 30)
    heading, first, second = (row for row, text in enumerate(texts) if "江南水路" in text)
    assert echoes.rank[[heading, first, second]].tolist() == [0, 1, 2]
    assert echoes.since[first] == pytest.approx((first - heading) / 30)
    assert echoes.agreed[second] == 1
    assert echoes.beside[heading] == 1


def test_a_poets_name_comes_back_more_often_than_pages_turn() -> None:
    texts = ["早春", "某甲", *PAGE[:4], "晚春", "某甲", *PAGE[:4], "初夏", "某甲", *PAGE]
    assert echoes_of(texts, NO_FOLIOS, 30).crowded[1] == 1


def test_a_head_repeats_the_number_of_its_section() -> None:
    texts = ["2.8", "运河", *PAGE, "2.8. 运河"]
    assert echoes_of(texts, NO_FOLIOS, 30).numbered[0] == 1


@pytest.mark.parametrize("texts", [[], ["字"], ["17", "18"]])
def test_a_text_too_short_for_pages_has_no_chains_of_folios(texts: list[str]) -> None:
    chains = chains_of(texts)
    assert not len(chains.chosen)
    assert len(echoes_of(texts, chains.chosen, chains.page).times) == len(texts)


def test_every_line_knows_how_far_the_folios_above_and_below_are() -> None:
    up, down = nearest(np.array([2, 5]), 7, 9)
    assert up.tolist() == [9, 9, 0, 1, 2, 0, 1]
    assert down.tolist() == [2, 1, 0, 2, 1, 0, 9]


def test_headings_and_running_heads_wear_their_numbers_in_different_dress() -> None:
    assert dress_of("2.3. 运河") == dress_of("4.12. 江南水路")
    printed = [
        "2.3. 运河",
        "2.3 运河",
        "2.3",
        "§2.3 运河",
        "第二章 运河",
        "第二章",
        "Chapter 2",
        "CHAPTER 2. 运河",
    ]
    assert len({dress_of(line) for line in printed}) == len(printed)
    assert dress_of("运河") == ""


def test_what_stands_beside_folios_in_its_dress_is_a_running_head() -> None:
    texts = ["2.1 运河", *PAGE, "18", "2.1. 运河", *PAGE, "19", "2.2. 水闸", *PAGE]
    up, down = nearest(np.array(rows_of(texts, "18", "19")), len(texts), 9)
    labels = labels_of(texts, np.where(up <= down, up, -down))
    heads = rows_of(texts, "2.1. 运河", "2.2. 水闸")
    assert labels.beside[heads].tolist() == [1, 1]
    assert labels.there[heads].tolist() == [1, 1]
    assert labels.alike[0] == 1


def test_a_head_in_capitals_has_no_small_letters() -> None:
    assert is_upper("5.6. CANALS/水闸")
    assert not is_upper("5.6 Canals/水闸")
    assert not is_upper("运河")


def test_full_lines_in_the_middle_of_a_page_are_not_judged() -> None:
    signs = "春江潮水连海平上明月共生滟随波千里何处无流宛转绕芳甸"
    texts = [
        text if text.isdigit() else f"{signs[row // 20]}{signs[row % 20]}{text[4:]}"
        for row, text in enumerate(book("17", "18", "19"))
    ]
    lines = lay_out([(0, texts)])
    possible = possible_rows(furniture_evidence(lines, look(lines)))
    assert {28, 57, 86} <= set(possible.tolist())
    assert not {10, 14, 40, 43} & set(possible.tolist())
