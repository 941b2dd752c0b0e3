"""An emendation quotes the print, and is held to it."""

from pathlib import Path

import pytest

from kanben.errors import EmendationError
from kanben.manuscript.acts import constraints, locate
from kanben.manuscript.blocks import BlockKind, Position
from kanben.manuscript.decisions import Constraint
from kanben.manuscript.emendations import Change
from kanben.manuscript.places import find, nearest
from kanben.manuscript.publication import Publication, load_publication
from kanben.messages import tell

LINES = (
    "春城茶社旧闻",
    "　　老茶社在城南,门前有井",
    "",
    "水。井水清甜，井水不涸。",
    "茶社茶社的门联。文/林小满",
)


def publication(folder: Path, emendation: str) -> Publication:
    (folder / "茶.txt").write_text("\n".join(LINES), encoding="utf-8")
    (folder / "publication.yaml").write_text(
        f"title: 茶社\nemendations:\n{emendation}", encoding="utf-8"
    )
    return load_publication(folder)


def test_quoted_words_are_found_across_a_line_end_and_a_blank_line() -> None:
    (words,) = find(LINES, 0, 2, "有井水。")
    assert words.text == "有井\n\n水。"
    assert (words.start, words.end) == (Position(0, 2, 11), Position(0, 4, 2))


def test_quoted_words_need_not_repeat_the_blanks_of_the_print() -> None:
    (words,) = find(LINES, 0, 2, "老茶社 在城南")
    assert words.start == Position(0, 2, 2)


def test_a_half_width_comma_is_not_a_full_width_one() -> None:
    assert find(LINES, 0, 2, "城南，门前") == ()
    like = nearest(LINES, 2, "城南，门前")
    assert like is not None
    assert (like.line, like.text) == (2, "城南,门前")


def test_every_occurrence_on_the_line_is_found_and_none_of_another_line() -> None:
    assert len(find(LINES, 0, 5, "茶社")) == 2
    assert find(LINES, 0, 3, "茶社") == ()


def test_the_same_words_on_another_line_are_the_nearest() -> None:
    like = nearest(LINES, 1, "门联")
    assert like is not None
    assert like.line == 5


@pytest.mark.parametrize(
    ("emendation", "expected"),
    [
        ("- {at: 茶.txt:2, join: 有井|水。}", Constraint(0, 2, join=True)),
        ("- {at: 茶.txt:2, break: 有井｜水。}", Constraint(0, 2, join=False)),
        ("- {at: 茶.txt:1, kind: headline, text: 春城}", Constraint(0, 1, kind=BlockKind.HEADLINE)),
        ("- {at: 茶.txt:2, kind: verse, text: 老茶社}", Constraint(0, 2, kind=BlockKind.VERSE)),
    ],
)
def test_joins_breaks_and_kinds_reach_the_reflow(
    tmp_path: Path, emendation: str, expected: Constraint
) -> None:
    assert constraints(publication(tmp_path, emendation), [LINES]) == (expected,)


def test_a_break_inside_a_line_is_no_matter_of_the_reflow(tmp_path: Path) -> None:
    book = publication(tmp_path, "- {at: 茶.txt:5, break: 门联。|文/林小满}")
    assert constraints(book, [LINES]) == ()
    (act,) = locate(book, [LINES])
    assert (act.change, act.behind_bar, act.at_line_end) == (Change.BREAK, Position(0, 5, 8), False)


def test_an_insertion_names_its_place_by_a_bar_or_stands_behind_the_words(tmp_path: Path) -> None:
    book = publication(
        tmp_path,
        "- {at: 茶.txt:4, insert: 也, text: 清甜，井水|不涸}\n"
        "- {at: 茶.txt:1, insert: 录, text: 旧闻}\n",
    )
    assert [act.before_bar for act in locate(book, [LINES])] == [
        Position(0, 4, 8),
        Position(0, 1, 5),
    ]


FAULTS = [
    ("- {at: 茶.txt:1, why: 无}", "one_act"),
    ("- {at: 茶.txt:1, drop: 春, query: 城}", "one_act"),
    ("- {at: 茶.txt, drop: 春}", "place"),
    ("- {at: 酒.txt:1, drop: 春}", "no_source"),
    ("- {at: 茶.txt:99, drop: 春}", "no_line"),
    ("- {at: 茶.txt:1, kind: headline}", "no_text"),
    ("- {at: 茶.txt:1, correct: 春}", "no_to.correct"),
    ("- {at: 茶.txt:1, move: 茶.txt:5, text: 春城}", "no_to.move"),
    ("- {at: 茶.txt:2, join: 有井水}", "no_bar"),
    ("- {at: 茶.txt:2, break: 有井水|。井}", "bar_line"),
    ("- {at: 茶.txt:4, join: 清甜，|井水}", "same_line"),
    ("- {at: 茶.txt:5, query: 茶社}", "twice"),
    ("- {at: 茶.txt:1, drop: 𠮷野家}", "not_printed"),
    ("- {at: 茶.txt:1, drop: 春城茶舍}", "nearest"),
    ("- {at: 茶.txt:2, join: 有井|水}\n- {at: 茶.txt:2, break: 井|水。}", "contradiction"),
]


@pytest.mark.parametrize(("emendation", "key"), FAULTS)
def test_a_bad_emendation_fails_with_its_line_in_the_yaml(
    tmp_path: Path, emendation: str, key: str
) -> None:
    book = publication(tmp_path, emendation)
    with pytest.raises(EmendationError) as caught:
        constraints(book, [LINES])
    assert caught.value.key == f"emendation.{key}"
    assert caught.value.file == str(tmp_path / "publication.yaml")
    assert caught.value.line == 3 + emendation.count("\n")
    for language in ("en", "zh"):
        assert "publication.yaml:" in tell(caught.value, language)


def test_words_that_are_not_printed_are_answered_with_the_nearest_print(tmp_path: Path) -> None:
    book = publication(tmp_path, "- {at: 茶.txt:4, drop: 老茶舍在城南}")
    with pytest.raises(EmendationError) as caught:
        locate(book, [LINES])
    assert "2" in tell(caught.value, "en")
    assert "老茶社在城南" in tell(caught.value, "en")
