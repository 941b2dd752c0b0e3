"""How words flow across line ends, whatever the lines look like."""

import numpy as np

from kanben.reading.judging.setting import set_lines
from kanben.reading.looks.traits import look
from kanben.reading.page.lines import Lines, lay_out
from kanben.reading.words.continuity import flow_of, running_on


def table(*printed: str) -> Lines:
    """Return the table of some printed lines."""
    return lay_out([(0, printed)])


def test_a_sentence_cut_in_the_middle_goes_on() -> None:
    lines = table("会议要求各地要进一步加强对水库的", "管理，确保人民群众的生命财产安全。")
    assert flow_of(lines).join[0] > 1


def test_a_caption_does_not_go_on_into_the_sentence_below_it() -> None:
    lines = table("我们一定要认真研究这些问", "村民们在地里收割水稻", "题，提出切实可行的办法。")
    flow = flow_of(lines)
    assert flow.join[0] < 0
    assert flow.join[1] < 0


def test_words_go_on_over_the_caption_between_them() -> None:
    lines = table(
        "会议要求各地要进一步加强对水库的",
        "村民们在地里收割水稻",
        "管理，确保人民群众的生命财产安全。",
    )
    flow = flow_of(lines)
    assert flow.over[0] > flow.join[0]
    assert flow.over[0] == running_on(lines, np.array([0]), np.array([2]))[0]


def test_traditional_and_simplified_print_flow_alike() -> None:
    simplified = table("会议要求各地要进一步加强对水库的", "管理，确保人民的安全。")
    traditional = table("會議要求各地要進一步加強對水庫的", "管理，確保人民的安全。")
    assert np.allclose(flow_of(simplified).join, flow_of(traditional).join)


def test_half_width_marks_are_read_as_full_width_ones() -> None:
    full = table("会议讨论了三个问题，", "并作出决定。")
    half = table("会议讨论了三个问题,", "并作出决定。")
    assert np.allclose(flow_of(full).join, flow_of(half).join)


def test_a_clause_that_is_complete_is_known_from_one_that_is_cut() -> None:
    flow = flow_of(table("会议讨论了三个问题", "会议讨论了三个问"))
    assert flow.end[0] > flow.end[1]


def test_a_line_that_begins_a_clause_is_known_from_one_that_does_not() -> None:
    flow = flow_of(table("我们认为这个问题很重要", "的问题很重要"))
    assert flow.start[0] > flow.start[1]


def test_nothing_is_said_of_the_flow_of_old_prints_without_punctuation() -> None:
    lines = table(*["春江潮水連海平海上明月共潮生"] * 8)
    setting = set_lines(lines, look(lines), np.arange(len(lines)))
    assert not setting.flow.join.any()


def test_the_lines_of_a_listing_neither_flow_nor_part() -> None:
    flow = flow_of(table("$ make count.txt", "sort words.txt > count.txt"))
    assert flow.join[0] == flow.end[0] == flow.start[1] == 0


def test_a_single_line_has_nothing_to_flow_into() -> None:
    flow = flow_of(table("孤行"))
    assert flow.join.tolist() == [0.0]
    assert flow.over.tolist() == [0.0]


def test_no_lines_have_no_flow() -> None:
    assert len(flow_of(table()).join) == 0
