"""Quotation marks nest as the region's printers nest them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanben.variants.house import House
from kanben.variants.passage import Converter
from kanben.variants.quotation import CORNER, CURLY, set_quotes

CASES = Path(__file__).parent / "data" / "variants" / "quotation.tsv"


def cases() -> list[tuple[str, ...]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.replace("\\n", "\n").split("\t")) for line in lines]


@pytest.mark.parametrize(("what", "before", "after"), cases())
def test_a_printers_marks_become_those_of_taiwan(what: str, before: str, after: str) -> None:
    assert Converter("Hans", "zh-Hant-TW", House()).passage(before).text == after


def test_marks_of_taiwan_become_mainland_marks_by_depth() -> None:
    converter = Converter("Hant", "zh-Hans-CN", House())
    assert converter.passage("『他說「走」嗎？』").text == "“他说‘走’吗？”"


def test_a_quotation_of_three_paragraphs_opens_each_of_them() -> None:
    first = set_quotes("“第一段。", bytes(5), CORNER)
    second = set_quotes("“第二段。", bytes(5), CORNER, first.open)
    third = set_quotes("“第三段。”完", bytes(7), CORNER, second.open)
    assert [first.marks, second.marks] == [{0: "「"}, {0: "「"}]
    assert (third.marks, third.open, third.doubtful) == ({0: "「", 5: "」"}, (), ())
    assert third.continued


def test_a_mark_of_the_wrong_direction_is_reported() -> None:
    assert set_quotes("”走吧”他说", bytes(6), CORNER).doubtful == (0,)


def test_a_writers_level_that_was_overruled_is_reported() -> None:
    setting = set_quotes("“只说了个“好”。”", bytes(10), CORNER)
    assert (setting.marks[5], setting.doubtful) == ("『", (5,))


@given(st.text(alphabet="“‘’”「」『』\"'甲a1，。 \n", max_size=30))
def test_only_quotation_marks_ever_change(text: str) -> None:
    for quotes in (CORNER, CURLY):
        setting = set_quotes(text, bytes(len(text)), quotes)
        assert all(text[place] in "“‘’”「」『』\"'" for place in setting.marks)
        assert set(setting.marks.values()) <= set(quotes.openers + quotes.closers)
