"""Numbers are followed through the outline, words to where they come back."""

import csv
from pathlib import Path

import numpy as np
import pytest

from kanben.reading.blocks.headings import form_of
from kanben.reading.judging.kinds import bridges, spans_of
from kanben.reading.judging.setting import set_lines
from kanben.reading.looks.traits import look
from kanben.reading.numbers.grammar import label_of
from kanben.reading.numbers.numerals import number_of
from kanben.reading.numbers.outline import COLUMNS, follow_numbers, outline_number
from kanben.reading.page.lines import lay_out
from kanben.reading.words.echoes import echoes

_TABLE = Path("tests/data/reading/labels.tsv").read_text(encoding="utf-8")
LABELS = list(csv.DictReader(_TABLE.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def followed(*texts: str) -> dict[str, list[float]]:
    count = len(texts)
    table = follow_numbers(
        texts, np.full(count, 0.5, np.float32), np.zeros(count, bool), np.zeros(count, bool)
    )
    return {name: table[:, place].tolist() for place, name in enumerate(COLUMNS)}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("第十二章 紙與墨", (12,)),
        ("第二百零三回", (203,)),
        ("4.3 版面", (4, 3)),
        ("2.1   Paper", (2, 1)),
        ("§1.2 墨色", (1, 2)),
        ("B.1 錯誤", (102, 1)),
        ("附錄 B", (102,)),
        ("Chapter 4", (4,)),
        ("（三）裝訂", (3,)),
        ("十一、雕版", (11,)),
        ("③紙張", (3,)),
        ("第１２回", (12,)),
        ("（４）裝訂", (4,)),
    ],
)
def test_a_number_is_read_in_every_dress(text: str, parts: tuple[int, ...]) -> None:
    number = outline_number(text)
    assert number is not None
    assert number.parts == parts


@pytest.mark.parametrize("text", ["0.5 < 3", "3.5%", "第一次印刷", "紙", "2021年"])
def test_what_only_looks_like_a_number_of_the_outline_is_none(text: str) -> None:
    assert outline_number(text) is None


def test_chinese_numbers_are_counted() -> None:
    assert [number_of(text) for text in ("十", "二十", "一百一十", "二〇", "三百零五")] == [
        10,
        20,
        110,
        20,
        305,
    ]


def test_a_section_follows_the_last_of_the_sections_below_its_predecessor() -> None:
    found = followed("4.2 紙", "字", "4.2.1 竹紙", "字", "字", "4.3 墨")
    assert found["chain"][5] == 3
    assert found["back"][5] == pytest.approx(np.log(3))
    assert found["on"][2] == pytest.approx(np.log(3))


def test_a_chapter_is_followed_by_its_first_section() -> None:
    found = followed("第四章", "印刷", "4.1 紙", "字", "4.2 墨")
    assert found["chain"][0] == 3


def test_the_items_of_a_list_are_near_and_sections_far_apart() -> None:
    listed = followed("1. 紙", "2. 墨", "3. 筆")
    parted = followed("一、紙", *["字"] * 20, "二、墨", *["字"] * 20, "三、筆")
    assert listed["spread"][1] < parted["spread"][21]


def test_a_running_head_that_repeats_a_section_has_been_seen() -> None:
    found = followed("4.2 紙", "字", "4.2. 紙", "字")
    assert found["seen"][0] == -1
    assert found["seen"][2] > 0


def test_the_words_of_a_heading_come_back_below_it() -> None:
    lines = lay_out(
        [
            (
                0,
                (
                    "竹紙的製造",
                    "南方多用竹紙。竹紙價廉，製造也快，",
                    "書坊於是大量採用。" + "其餘各類不在此列，可參考專書。" * 14,
                    "新橋的夜景",
                    "墨色要看松煙的粗細，膠的多少。",
                ),
            )
        ]
    )
    below, _ = echoes(lines)
    assert below[0] > below[3]


def test_a_caption_within_a_word_is_bridged_and_a_heading_is_not() -> None:
    printed = [
        "坊間的紙和墨價錢並不相同，要看各地產",
        "新橋的夜景",
        "量的多少，也要看運費的高低而定。",
    ]
    printed += ["裝訂", "書葉摺好之後，用線裝訂起來，再加書衣。"]
    lines = lay_out([(0, printed)])
    setting = set_lines(lines, look(lines), np.arange(len(lines)))
    words, flow = bridges(setting, spans_of(np.zeros(len(lines) - 1, bool)))
    assert words[1] > 0
    assert flow[1] > 0
    assert words[3] == flow[3] == 0


def test_an_appendix_has_the_rank_of_a_chapter_and_its_sections_that_of_sections() -> None:
    assert form_of("附錄 B 版式") == form_of("第二章 版式")
    assert form_of("B.1 行寬") == form_of("2.1 行寬") < form_of("B.1.2 字距")


@pytest.mark.parametrize("row", LABELS, ids=lambda row: row["printed"])
def test_a_label_is_told_from_its_title(row: dict[str, str]) -> None:
    label = label_of(row["printed"])
    if not row["rank"]:
        assert label is None
        return
    assert label is not None
    assert (label.rank.name, label.unit) == (row["rank"], row["unit"])
    assert " ".join(map(str, label.parts)) == row["numbers"]
    assert row["printed"][label.end :].lstrip(" 　：") == row["title"]
