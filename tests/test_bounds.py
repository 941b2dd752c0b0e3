"""Twice the text is twice the work, whatever the shape of the text. Calls are counted, not time."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from bench.bounds import SHAPES
from kanben.manuscript.blocks import Position
from kanben.manuscript.plan import PartPlan, Plan
from kanben.reading.files.source import SourceText, split_lines
from kanben.reading.judging.judges import judges
from kanben.reading.mending.repairs import NONE
from kanben.reading.read import make_manuscript
from kanben.showing.suggestions import unique_words
from kanben.typesetting.breaking import Measures, break_greedily, break_ragged
from kanben.typesetting.clreq import classify
from kanben.typesetting.long_books import split_head
from kanben.typesetting.optimum import break_optimally
from kanben.typesetting.paragraph import MeasuredText, Paragraph
from kanben.typesetting.rules import DEFAULT
from kanben.words import cut

LINEAR = 2.4
"""What twice the text may cost; what is done once for a text of any size makes it less."""


def work(task: Callable[[], object]) -> int:
    """Count the calls, Python's own functions too, that a task makes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event.endswith("call")

    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(None)
    return calls


def growth(task: Callable[[int], object], size: int) -> float:
    task(size // 4)  # what is loaded once
    return work(lambda: task(2 * size)) / work(lambda: task(size))


def read(text: str, repairs: dict[str, bool]) -> None:
    source = SourceText("a.txt", split_lines(text), "0" * 64, "utf-8")
    make_manuscript("a", Plan(parts=(PartPlan(("a.txt",)),), repairs=repairs), [source], judges())


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_and_mending_grow_with_the_text(shape: str) -> None:
    assert growth(lambda size: read(SHAPES[shape](size), {}), 3000) < LINEAR


def test_reading_alone_grows_with_the_text() -> None:
    assert growth(lambda size: read(SHAPES["nested quotes"](size), NONE), 3000) < LINEAR


@pytest.mark.parametrize("shape", ["one line without marks", "word", "digits", "prose"])
def test_words_are_cut_in_spans_that_lose_nothing(shape: str) -> None:
    text = SHAPES[shape](9000)
    assert "".join(cut(text)) == text


def test_a_long_run_is_cut_into_the_same_words_as_its_sentences() -> None:
    sentence = "江上的雾还没有散挑水的人沿着石阶走下去码头上的灯一盏一盏灭了"
    words = cut(sentence)
    assert cut(sentence * 100)[: len(words) * 90] == words * 90


def paragraph(text: str, *, cuttable: bool) -> Paragraph:
    found = MeasuredText()
    found.text, found.classes = text, classify(text)
    found.sizes = [10.0] * len(text)
    found.advances = [10.0 if ord(char) > 0x2000 else 5.0 for char in text]
    found.breaks = [char.isspace() for char in text]
    found.anywhere = set(range(1, len(text))) if cuttable else set()
    return Paragraph(found, DEFAULT)


@pytest.mark.parametrize("breaker", [break_greedily, break_ragged, break_optimally])
@pytest.mark.parametrize(
    "unit", ["山", "a", "（", "“‘", "山城。\n", "1", "https://example.org/", "——", "山 "]
)
def test_a_paragraph_is_broken_in_time_that_grows_with_it(
    breaker: Callable[..., list[int]], unit: str
) -> None:
    def set_lines(size: int) -> None:
        text = unit * (size // len(unit))
        ends = breaker(paragraph(text, cuttable=True), 0, Measures(240.0, 220.0))
        assert ends[-1] == len(text)

    assert growth(set_lines, 4000) < LINEAR


def test_the_shortest_first_line_is_found_at_the_beginning_of_a_text() -> None:
    seen: list[int] = []

    def split(part: str) -> tuple[None, None, int | None]:
        seen.append(len(part))
        end = part.find(" ")
        return None, None, end + 1 if end >= 0 else None

    assert split_head("山城 " * 1000, split)[2] == 3
    assert seen == [64]
    assert split_head("山" * 300 + " 城", split)[2] == 301
    assert split_head("山" * 300, split)[2] is None


def test_the_shapes_of_the_bench_have_the_size_that_is_asked_for(tmp_path: Path) -> None:
    for name, shape in SHAPES.items():
        assert 1500 < len(shape(3000)) < 6100, name


@pytest.mark.parametrize("unit", ["（", "山城", "山 "])
def test_doubts_on_one_long_line_quote_it_in_time_that_grows_with_it(unit: str) -> None:
    def quote(size: int) -> None:
        lines = (unit * size,)
        assert not any(unique_words(lines, Position(0, 1, at), 6) for at in range(0, size // 2, 5))

    assert growth(quote, 1000) < LINEAR


def test_the_words_that_a_doubt_quotes_stand_once_on_their_line() -> None:
    lines = ("山城的早晨，山城的 早市。", "山城的早晚")
    assert unique_words(lines, Position(0, 1, 0), 2) == "山城的早晨"
    assert unique_words(lines, Position(0, 1, 6), 2) == "山城的 早市"
    assert unique_words(lines, Position(0, 1, 2), 1) == "的早晨"
