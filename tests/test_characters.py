"""A character has one width and one class, wherever it is asked for."""

import numpy as np
import pytest

from kanben.characters import (
    CLOSING,
    OPENING,
    STOPS,
    WIDEST_PLANE,
    cell_width,
    cells,
    has_han,
    inked,
    is_blank,
    is_han,
)
from kanben.reading.page.glyphs import Glyph, flag_table, half_cells
from kanben.typesetting import clreq

EVERY = [chr(code) for code in range(WIDEST_PLANE)]


def test_the_arrays_and_the_single_characters_agree_on_every_width() -> None:
    table = half_cells(np.arange(WIDEST_PLANE, dtype=np.uint32))
    assert [char for char in EVERY if table[ord(char)] != 2 * cell_width(char)] == []


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


@pytest.mark.parametrize("char", "一龥々〆〇〡㐀䶿⺀⿕﨎𠀀𪛟𰀀")
def test_han_are_known_in_every_plane(char: str) -> None:
    assert is_han(char) is True
    assert has_han(f"a{char}。") is True


@pytest.mark.parametrize("char", "aＡ1，。「ㄅあ한①　😀")
def test_what_stands_beside_han_is_none(char: str) -> None:
    assert is_han(char) is False
    assert has_han(f"{char}{char}") is False


def test_what_leaves_no_ink_is_not_counted() -> None:
    blanks = " \t\n\r\u3000\u00a0\ufeff\u200b\u200c\u200d\u2060\u00ad\u2028"
    assert [is_blank(char) for char in blanks] == [True] * len(blanks)
    assert [is_blank(char) for char in "山.-·\u0301\x00"] == [False] * 6
    assert inked(f"山{blanks}城 。") == "山城。"


def test_a_line_is_as_wide_as_its_characters() -> None:
    assert cells("山城abc，") == 4.5
    assert cells("") == 0
