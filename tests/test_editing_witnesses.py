"""Two witnesses of one story are laid side by side."""

import random
import re
from pathlib import Path

import pytest

from kanben.editing.emend import emend
from kanben.editing.passages import passages, related, shared
from kanben.editing.witnesses import compare, compare_all
from kanben.manuscript.decisions import VariantReading
from tests.desk import desk, lines_of, read

CASES = Path(__file__).parent / "data" / "editing" / "witnesses.md"
_CASE = re.compile(
    r"^## (.+?)\n+```first\n(.+?)```\n```second\n(.+?)```\n```readings\n(.*?)```",
    re.DOTALL | re.MULTILINE,
)


def row(reading: VariantReading) -> str:
    cells = (
        reading.a.at.line,
        reading.a.reading or "–",
        reading.b.at.line,
        reading.b.reading or "–",
        reading.kind,
    )
    return "\t".join(map(str, cells))


@pytest.mark.parametrize(
    ("first", "second", "readings"),
    [pytest.param(*case[1:], id=case[0]) for case in _CASE.findall(CASES.read_text("utf-8"))],
)
def test_witnesses_differ_where_they_do(
    tmp_path: Path, first: str, second: str, readings: str
) -> None:
    book = desk(tmp_path, {"甲.txt": first, "乙.txt": second}, "  []")
    found = compare(read(book)).readings
    assert "".join(f"{row(reading)}\n" for reading in found) == readings


def test_a_reading_quotes_the_print_even_where_the_editor_corrected_it(tmp_path: Path) -> None:
    text = "去年春城茶社接待茶客{}余人次，门前的古井至今不涸，井水清甜。"
    book = desk(
        tmp_path,
        {"甲.txt": text.format(180), "乙.txt": text.format(80)},
        "- {at: 乙.txt:1, correct: 客80, to: 客180, why: 据甲本}",
    )
    (reading,) = compare(emend(read(book), book, lines_of(book))).readings
    assert (reading.a.reading, reading.b.reading) == ("180", "80")
    assert reading.b.before.endswith("接待茶客")
    assert reading.b.after.startswith("余人次")


def test_a_collection_is_compared_across_its_publications(tmp_path: Path) -> None:
    text = "这口古井理应承担起全城百姓的饮水重任，茶社的匾额{}旧时县令所题写。"
    books = []
    for name, verb in (("茶经", "是"), ("井谱", "乃")):
        (tmp_path / name).mkdir()
        books.append(read(desk(tmp_path / name, {"甲.txt": text.format(verb)}, "  []")))
    (found,) = compare_all(books)
    assert (found.a, found.b) == (("茶经", "甲.txt"), ("井谱", "甲.txt"))
    assert (found.reading.a.reading, found.reading.b.reading) == ("是", "乃")


def test_a_shared_passage_is_found_in_every_pair_of_many_texts() -> None:
    chance = random.Random(1)
    han = [chr(code) for code in range(0x4E00, 0x5E00)]
    texts = ["".join(chance.choices(han, k=900)) for _ in range(12)]
    texts[9] = texts[9][:400] + texts[2][100:160] + texts[9][460:]
    assert related(texts) == [(2, 9)]
    (passage,) = passages(texts[2], texts[9])
    assert (passage[0].a, passage[0].b, shared(passage)) == (100, 400, 60)


@pytest.mark.parametrize("texts", [[], [""], ["茶", ""], ["茶", "茶"], ["𠮷" * 30, "𠮷" * 30]])
def test_texts_with_little_in_them_are_compared_without_complaint(texts: list[str]) -> None:
    for a, b in related(texts):
        passages(texts[a], texts[b])
