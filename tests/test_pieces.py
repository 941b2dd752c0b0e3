"""Pieces can be cut anywhere, and every character still knows its place in the print."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kanben.manuscript.blocks import Mark, MarkKind, Piece, Position
from kanben.manuscript.pieces import (
    Places,
    bounds,
    cut,
    inked_places,
    mark_range,
    marked_runs,
    part,
    texts_between,
    walk_ink,
)

WORDS = st.text("江边的船 来了。", max_size=6)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Piece, ...]:
    """Draw the pieces of a block: printed lines, emended words, calls without text."""
    pieces = []
    for number, text in enumerate(draw(st.lists(WORDS, max_size=5)), 1):
        at = Position(0, number, draw(st.integers(0, 3)))
        emendation = draw(st.sampled_from([None, None, number]))
        pieces.append(Piece(text, at, emendation))
    return tuple(pieces)


def joined(pieces: object) -> str:
    return "".join(piece.text for piece in pieces)  # type: ignore[attr-defined]


@given(blocks(), st.sets(st.integers(0, 30), max_size=6))
def test_cutting_loses_nothing_and_moves_nothing(pieces: tuple[Piece, ...], at: set[int]) -> None:
    found = list(cut(pieces, sorted(at)))
    after = [piece for _, piece in found]
    assert joined(after) == joined(pieces)
    assert [offset for offset, _ in found] == [start for start, _ in bounds(after)]
    before, places = Places(pieces), Places(after)
    for offset in range(len(joined(pieces)) + 1):
        assert before.of(offset) == places.of(offset)
    emended = [piece for piece in pieces if piece.emendation is not None]
    assert [piece for piece in after if piece.emendation is not None] == emended


@given(blocks(), st.integers(0, 30))
def test_a_block_parts_into_two_or_stays_whole(pieces: tuple[Piece, ...], place: int) -> None:
    left, right = part(pieces, place)
    assert joined(left) + joined(right) == joined(pieces)
    assert len(joined(left)) in (place, len(joined(pieces)))


@given(blocks(), st.integers(0, 20), st.integers(0, 20))
def test_a_marked_range_is_found_again(pieces: tuple[Piece, ...], one: int, two: int) -> None:
    start, end = sorted((one, two))
    printed = tuple(structs.replace(piece, emendation=None) for piece in pieces)
    text = joined(printed)
    runs = list(
        marked_runs(mark_range(printed, start, end, Mark(MarkKind.TERM, "t1")), MarkKind.TERM)
    )
    marked = text[start:end]
    assert "".join(text[first:last] for first, last, _ in runs) == marked
    assert joined(texts_between(printed, start, end)) == marked


def test_an_emended_word_is_marked_whole_or_not_at_all() -> None:
    pieces = (Piece("江边的", Position(0, 1)), Piece("老船", Position(0, 1, 3), 0))
    marked = mark_range(pieces, 2, 4, Mark(MarkKind.TERM, "t1"))
    assert [(piece.text, bool(piece.marks)) for piece in marked] == [
        ("江边", False),
        ("的", True),
        ("老船", True),
    ]


def test_ink_is_walked_from_anywhere_in_the_print() -> None:
    lines = ["　江边", "", "的 船"]
    assert list(walk_ink(lines)) == [("江", 1, 1), ("边", 1, 2), ("的", 3, 0), ("船", 3, 2)]
    assert list(inked_places("边\n\n的", Position(2, 7, 4))) == [
        ("边", Position(2, 7, 4)),
        ("的", Position(2, 9, 0)),
    ]
