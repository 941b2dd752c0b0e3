"""What the forests are taught is what they are asked when a page is read."""

from bench.reflow_gold import Document
from kanben.reading.judging.reflow import obey
from teach.reflow.samples import prepare

CONTENTS = ("目录", "第一章　渡口……………………1", "第二章　归舟……………………9", "")
PROSE = (
    "第一章　渡口",
    "　　江边的老人头发白了，他每天清早下到码头，数一",
    "数靠岸的船。",
    "第二章　归舟",
    "　　雾散以后，最后一条船回来了。",
)


def lesson() -> Document:
    blocks: list[tuple[str, tuple[int, ...]]] = [("list", (number,)) for number in (1, 2, 3)]
    blocks += [("heading", (5,)), ("paragraph", (6, 7)), ("heading", (8,)), ("paragraph", (9,))]
    return Document("渡口", "渡口", CONTENTS + PROSE, tuple(blocks))


def test_printed_contents_are_in_no_lesson_as_no_reading_judges_them() -> None:
    sample = prepare(lesson())
    assert list(sample.setting.lines.texts) == [line.strip("　") for line in PROSE]
    assert sample.breaks.tolist() == [True, False, True, True]


def test_a_lesson_lets_chapter_marks_stand_alone_whatever_is_first_thought() -> None:
    sample = prepare(lesson())
    thought = obey(sample.setting, sample.ends[:, 0] * 0 + 0.9, sample.rulings)
    assert [chance > 0.5 for chance in thought.tolist()] == [False, True, False, False]


def test_line_ends_that_need_no_judging_weigh_less_in_a_lesson() -> None:
    sample = prepare(lesson())
    assert sample.weight[1] > sample.weight[0]
