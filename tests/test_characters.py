"""A character has one width and one class, wherever it is asked for."""

import pytest

from kanben.characters import CLOSING, OPENING, STOPS, WIDEST_PLANE, cell_width, half_cells
from kanben.reading.page.glyphs import Glyph, flag_table, width_table
from kanben.typesetting import clreq

EVERY = [chr(code) for code in range(WIDEST_PLANE)]


def test_the_arrays_and_the_single_characters_agree_on_every_width() -> None:
    table = width_table()
    assert [char for char in EVERY if table[ord(char)] != 2 * cell_width(char)] == []
    assert len(half_cells()) == WIDEST_PLANE


def test_the_composer_and_the_reader_agree_on_what_opens_closes_and_stops() -> None:
    flags = flag_table()
    for char in EVERY[:0xFFFF]:
        wide = cell_width(char) == 1
        name = clreq.class_of(char)
        assert (name == clreq.OPENING) == (wide and char in OPENING), char
        assert (name == clreq.CLOSING) == (wide and char in CLOSING), char
        assert (name == clreq.STOP) == (char in STOPS), char
        if name in (clreq.OPENING, clreq.CLOSING):
            assert flags[ord(char)] & (Glyph.OPEN if name == clreq.OPENING else Glyph.CLOSE), char


@pytest.mark.parametrize(
    ("chars", "width"),
    [
        ("字①※●→Ⅳ℃“…—·×■〇𠮷한、", 1.0),
        ("aα1é²–.(ｱ", 0.5),
        ("\u0301\u200b\ufe0f", 0.0),
    ],
)
def test_widths_are_those_of_chinese_print(chars: str, width: float) -> None:
    assert {cell_width(char) for char in chars} == {width}
