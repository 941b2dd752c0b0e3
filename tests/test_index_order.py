"""Headings stand in the order their readers expect."""

import csv
from pathlib import Path

import pytest

from kanben.indexing.order.collation import Arrangement, group_label, sort_key
from kanben.indexing.order.readings import parse_reading, read_heading, toned
from kanben.manuscript.index import TermKind

DATA = Path(__file__).parent / "data" / "indexing"


def cases(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases("readings.tsv"), ids=lambda case: case["heading"])
def test_a_heading_is_read_as_its_word_is(case: dict[str, str]) -> None:
    assert toned(read_heading(case["heading"], TermKind(case["kind"]))) == case["reading"]


@pytest.mark.parametrize("arrangement", list(Arrangement))
def test_headings_stand_in_the_order_of_the_dictionary(arrangement: Arrangement) -> None:
    listed = [case for case in cases("order.tsv") if case["arrangement"] == arrangement]
    headings = [(case["heading"], TermKind(case["kind"])) for case in listed]
    in_order = sorted(
        headings, key=lambda item: sort_key(item[0], read_heading(*item), arrangement)
    )
    assert in_order == headings


@pytest.mark.parametrize("case", cases("order.tsv"), ids=lambda case: case["heading"])
def test_a_heading_files_under_its_letter_or_its_strokes(case: dict[str, str]) -> None:
    reading = read_heading(case["heading"], TermKind(case["kind"]))
    arrangement = Arrangement(case["arrangement"])
    assert (
        group_label(sort_key(case["heading"], reading, arrangement), arrangement) == case["group"]
    )


def test_an_editor_writes_readings_with_tone_marks_or_digits() -> None:
    assert parse_reading("Zēng Gǒng") == parse_reading("zeng1 gong3") == ("zeng1", "gong3")
    assert parse_reading("lǚ bù") == parse_reading("lv3 bu4") == ("lü3", "bu4")
