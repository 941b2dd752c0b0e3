"""The editor's word is carried out, recorded, and accounted for to the character."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from kanben.editing.emend import emend
from kanben.errors import EmendationError, PublicationError
from kanben.manuscript.blocks import Piece, Position
from kanben.manuscript.decisions import ProposedMove, Suspicion
from kanben.manuscript.emendations import EDITOR, Change, Emendation
from kanben.manuscript.ledger import balance
from kanben.manuscript.manuscript import Manuscript
from kanben.messages import tell
from tests.desk import desk, lines_of, read

CASES = Path(__file__).parent / "data" / "editing" / "emendations.md"
_CASE = re.compile(
    r"^## (.+?)\n+```print\n(.+?)```\n```yaml\n(.+?)```\n```edition\n(.+?)```",
    re.DOTALL | re.MULTILINE,
)


def cases() -> list[tuple[str, str, str, str]]:
    return _CASE.findall(CASES.read_text(encoding="utf-8"))


def edited(folder: Path, text: str, emendations: str) -> Manuscript:
    book = desk(folder, {"甲.txt": text}, emendations)
    manuscript = emend(read(book), book, lines_of(book))
    balance(manuscript, lines_of(book))
    return manuscript


@pytest.mark.parametrize(
    ("text", "emendations", "edition"), [pytest.param(*case[1:], id=case[0]) for case in cases()]
)
def test_the_edition_says_what_the_editor_wrote(
    tmp_path: Path, text: str, emendations: str, edition: str
) -> None:
    manuscript = edited(tmp_path, text, emendations)
    said = "".join(f"{block.kind} {block.text}\n" for block in manuscript.blocks)
    assert said == edition
    written = emendations.count("- {")
    assert len([found for found in manuscript.emendations if found.by == EDITOR]) == written


def test_a_correction_takes_the_place_of_the_repair_it_covers(tmp_path: Path) -> None:
    manuscript = edited(
        tmp_path,
        "井水清甜,井边有古槐,槐荫满地。",
        '- {at: 甲.txt:1, correct: "清甜,井", to: 清甜；井, why: 另本如此}',
    )
    assert manuscript.emendations == (
        Emendation(Change.CORRECT, Position(0, 1, 10), ",", "，", "repair.width", "width", 0.99),
        Emendation(Change.CORRECT, Position(0, 1, 2), "清甜,井", "清甜；井", "另本如此"),
    )


@pytest.mark.parametrize("machine_dropped", [0, 3])
def test_a_repair_and_an_editor_who_drop_the_same_doubled_words_drop_them_once(
    tmp_path: Path, machine_dropped: int
) -> None:
    book = desk(tmp_path, {"甲.txt": "茶社门茶社门前"}, "- {at: 甲.txt:1, drop: 茶社门}")
    whole = read(book)
    repair = Emendation(
        Change.DROP, Position(0, 1, machine_dropped), "茶社门", "", "repair.doubled", "doubled"
    )
    kept = (0, 3) if machine_dropped == 3 else (3, 6)
    pieces = tuple(
        Piece("茶社门茶社门前"[start:end], Position(0, 1, start)) for start, end in (kept, (6, 7))
    )
    block = structs.replace(whole.blocks[0], pieces=pieces)
    part = structs.replace(whole.parts[0], blocks=(block,))
    repaired = structs.replace(whole, parts=(part,), emendations=(repair,))
    balance(repaired, lines_of(book))
    manuscript = emend(repaired, book, lines_of(book))
    balance(manuscript, lines_of(book))
    assert [block.text for block in manuscript.blocks] == ["茶社门前"]
    assert [found.by for found in manuscript.emendations] == [EDITOR]


def test_what_the_editor_settled_is_doubted_no_longer(tmp_path: Path) -> None:
    book = desk(
        tmp_path,
        {"甲.txt": "重型转载车\n茶社\n正文。"},
        "- {at: 甲.txt:1, keep: 转载车}\n- {at: 甲.txt:2, move: 甲.txt:3, text: 茶社, to: 正文}",
    )
    doubtful = structs.replace(
        read(book),
        suspicions=(
            Suspicion(Position(0, 1, 2), "转载", "repair.width"),
            Suspicion(Position(0, 3, 0), "正文", "repair.width"),
        ),
        moves=(ProposedMove("甲-2", "甲-3", 0.6),),
    )
    manuscript = emend(doubtful, book, lines_of(book))
    assert [found.text for found in manuscript.suspicions] == ["正文"]
    assert manuscript.moves == ()


FAULTS = [
    (
        "- {at: 甲.txt:1, correct: 清甜, to: 甘甜}\n- {at: 甲.txt:1, drop: 甜，井}",
        "emendation.overlap",
    ),
    (
        "- {at: 甲.txt:1, correct: 清甜, to: 甘甜}\n- {at: 甲.txt:1, insert: 甚, text: 清|甜}",
        "emendation.overlap",
    ),
    ("- {at: 甲.txt:1, correct: 不涸。茶, to: 不涸，茶}", "emendation.two_blocks"),
    ("- {at: 甲.txt:2, move: 甲.txt:1, text: 茶社, to: 井水不}", "emendation.not_first"),
    ("- {at: 甲.txt:1, join: 井水清|茶社, to: 甲.txt:2}", "emendation.not_last"),
    ("- {at: 甲.txt:1, join: 不涸。|多, to: 甲.txt:2}", "emendation.not_first"),
    (
        "- {at: 甲.txt:2, move: 甲.txt:1, text: 茶社, to: 井水清}\n"
        "- {at: 甲.txt:1, move: 甲.txt:3, text: 井水清, to: 旧}\n"
        "- {at: 甲.txt:3, move: 甲.txt:2, text: 旧, to: 茶社}",
        "emendation.cycle",
    ),
    ("- {at: 甲.txt:1, move: 甲.txt:1, text: 井水清, to: 井水清}", "emendation.cycle"),
    (
        "- {at: 甲.txt:3, move: 甲.txt:1, text: 旧, to: 井水清}\n"
        "- {at: 甲.txt:3, move: 甲.txt:2, text: 客, to: 茶社}",
        "emendation.moved_twice",
    ),
]


@pytest.mark.parametrize(("emendations", "key"), FAULTS)
def test_an_emendation_that_cannot_be_carried_out_fails_with_its_line(
    tmp_path: Path, emendations: str, key: str
) -> None:
    with pytest.raises(EmendationError) as caught:
        edited(tmp_path, "井水清甜，井水不涸。\n茶社多旧客\n旧客", emendations)
    assert caught.value.key == key
    assert caught.value.line is not None
    assert caught.value.line >= 5
    for language in ("en", "zh"):
        assert str(tmp_path / "publication.yaml") in tell(caught.value, language)


def test_a_kind_that_does_not_exist_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(PublicationError) as caught:
        desk(tmp_path, {"甲.txt": "茶社"}, "- {at: 甲.txt:1, kind: captoin, text: 茶社}")
    assert (caught.value.key, caught.value.line) == ("yaml.wrong_choice", 5)


_TEXT = "井水清甜,井边有古槐。\n　　槐荫满地,行人\n\n乘凉。茶社茶社多旧客"


_ACTS = {
    "drop": "drop: '{quote}'",
    "query": "query: '{quote}'",
    "correct": "correct: '{quote}', to: 新文",
    "insert": "insert: 新, text: '{quote}'",
    "note": "note: 注, text: '{quote}'",
}


@settings(max_examples=80, deadline=None)
@given(
    line=st.sampled_from([1, 2, 4]),
    start=st.integers(0, 9),
    length=st.integers(1, 6),
    act=st.sampled_from(sorted(_ACTS)),
)
def test_no_character_is_lost_wherever_the_editor_cuts(
    tmp_path_factory: pytest.TempPathFactory, line: int, start: int, length: int, act: str
) -> None:
    printed = _TEXT.split("\n")[line - 1].strip()
    quote = printed[start : start + length]
    assume(quote and printed.count(quote) == 1)
    said = _ACTS[act].format(quote=quote)
    edited(tmp_path_factory.mktemp("book"), _TEXT, f"- {{at: 甲.txt:{line}, {said}}}")
