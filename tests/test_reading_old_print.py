"""Old prints tell verse by its metre and small notes by their brackets."""

import random

import numpy as np
import pytest

from kanben.reading.judging.setting import Setting, set_lines
from kanben.reading.looks.traits import look
from kanben.reading.old_print.metre import Metre, read_metre
from kanben.reading.old_print.notes import Notes, find_notes
from kanben.reading.page.lines import lay_out

WIDTH = 21


def columns(*blocks: int, width: int = WIDTH) -> tuple[list[int], list[int]]:
    """Return the lengths of the columns that blocks of so many characters fill, and their ends."""
    lengths: list[int] = []
    ends = []
    for block in blocks:
        lengths += [width] * ((block - 1) // width) + [(block - 1) % width + 1]
        ends.append(len(lengths) - 1)
    return lengths, ends


def metre_of(lengths: list[int], width: int = WIDTH) -> Metre:
    plain = np.array(lengths)
    return read_metre(plain, (width - plain).astype(np.float32))


def notes_of(*lines: str) -> Notes:
    return find_notes(lay_out([(0, lines)]))


def setting_of(*lines: str) -> Setting:
    table = lay_out([(0, lines)])
    return set_lines(table, look(table), np.arange(len(table)))


def test_a_note_takes_half_the_room_without_its_brackets() -> None:
    notes = notes_of("孤帆逐（一作隨）水輕", "孤帆逐水輕")
    assert notes.saved.tolist() == [3, 0]
    assert notes.plain.tolist() == [5, 5]
    assert notes.inside.tolist() == [3, 0]


def test_a_note_over_a_lines_end_is_bracketed_on_both_lines() -> None:
    notes = notes_of("題舊壁（時自北歸宿於驛）", "（樓夜雨不寐）", "殘燈照壁昏（某）")
    assert notes.tail.tolist() == [7, 5, 1]
    assert notes.head.tolist() == [-1, 5, -1]


def test_a_bracket_without_its_partner_ends_with_the_line() -> None:
    notes = notes_of("山中（無曆日", "寒盡）不知年", "）（")
    assert notes.plain.sum() + notes.inside.sum() > 0
    assert notes.plain.min() >= 0


def test_a_full_column_may_end_a_poem_where_its_couplets_end() -> None:
    lengths, ends = columns(*(3, 40, 7, 40, 6, 56, 4, 80, 11, 60) * 4, width=20)
    metre = metre_of(lengths, width=20)
    full = np.array(lengths) == 20
    ending = np.isin(np.arange(len(lengths)), ends)
    assert metre.ends[full & ending].min() > 2 * metre.ends[full & ~ending].max()


def test_two_characters_that_a_couplet_lacks_are_no_title() -> None:
    lengths, _ = columns(*(6, 40, 5, 60, 8, 86 - 6, 4, 44 - 4) * 4, 3, 20, 6, 40, width=19)
    metre = metre_of(lengths, width=19)
    tail = lengths.index(2)
    assert metre.verse[tail] > 0.9
    assert metre.title[tail] < 0.1


def test_a_line_of_verse_goes_on_in_the_next_column() -> None:
    lengths, _ = columns(*(6, 40, 5, 60, 8, 80) * 5)
    metre = metre_of(lengths)
    assert metre.of[1:3].tolist() == [5, 5]
    assert metre.behind[1:3].tolist() == [0, WIDTH % 5]


def test_prose_of_all_lengths_has_no_metre() -> None:
    rng = random.Random(5)
    lengths, _ = columns(*(rng.randint(5, 200) for _ in range(120)))
    assert metre_of(lengths).verse.mean() < 0.25


def test_a_long_book_of_verse_reads_alike_on_all_its_pages() -> None:
    page, _ = columns(6, 40, 5, 60, 8, 80)
    ends = metre_of(page * 900).ends.reshape(900, -1)
    assert np.abs(ends[100:800] - ends[450]).max() < 0.01


@pytest.mark.parametrize("lengths", [[], [0], [0, 0, 0], [5], [0, 5, 0]])
def test_no_page_is_too_short_for_a_metre(lengths: list[int]) -> None:
    metre = metre_of(lengths)
    assert len(metre.ends) == len(lengths)
    assert np.isfinite(metre.ends).all()


def test_what_has_punctuation_is_not_counted_as_verse() -> None:
    assert not setting_of("夜雨打窗，燈火欲盡。", "客從北來，言舊事。").metre.verse.any()
    assert setting_of("夜雨打窗燈火欲盡", "客從北來言舊事").metre.verse.any()
