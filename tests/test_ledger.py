"""The ledger counts every inked character of a source once, and says where the first one fails."""

from collections.abc import Sequence

import pytest
from msgspec import structs

from kanben.errors import ConservationError
from kanben.manuscript.blocks import Block, BlockKind, Mark, MarkKind, Part, Piece, Position
from kanben.manuscript.emendations import Change, Emendation
from kanben.manuscript.ledger import Account, balance, require_carried
from kanben.manuscript.manuscript import Manuscript, Source
from kanben.manuscript.metadata import Metadata

PRINTED = (("　第 2 版", "今天的山城,", "很 好好。"),)
"""A folio, a half-width comma, a stray space, a character set twice."""
CHANGES = (
    Emendation(Change.CORRECT, Position(0, 2, 5), ",", "，"),
    Emendation(Change.DROP, Position(0, 3, 1), " ", ""),
    Emendation(Change.DROP, Position(0, 3, 3), "好", ""),
    Emendation(Change.INSERT, Position(0, 3, 4), "", "啊"),
    Emendation(Change.QUERY, Position(0, 2, 0), "今", ""),
)
FOLIO = Block(BlockKind.FURNITURE, (Piece("第 2 版", Position(0, 1, 1)),), "1")
PIECES = (
    Piece("今天的山城", Position(0, 2)),
    Piece("，", Position(0, 2, 5), 0),
    Piece(" "),
    Piece("很", Position(0, 3)),
    Piece("好", Position(0, 3, 2)),
    Piece("啊", Position(0, 3, 4), 3),
    Piece("。", Position(0, 3, 4)),
)


def book(pieces: Sequence[Piece] = PIECES, changes: tuple[Emendation, ...] = CHANGES) -> Manuscript:
    text = Block(BlockKind.PARAGRAPH, tuple(pieces), "2")
    return Manuscript(
        "a",
        "Hans",
        Metadata(),
        (Source("a.txt", "a", "0" * 64, "utf-8", 3),),
        (Part("", (FOLIO, text), (0,)),),
        emendations=changes,
    )


def fault(manuscript: Manuscript) -> ConservationError:
    with pytest.raises(ConservationError) as found:
        balance(manuscript, PRINTED)
    return found.value


def test_every_character_stands_in_one_column_of_the_account() -> None:
    assert balance(book(), PRINTED) == (Account("a.txt", 13, 8, 1, 1, 3),)


@pytest.mark.parametrize(
    ("number", "piece", "key"),
    [
        (0, Piece("今天的山", Position(0, 2)), "ledger.unbalanced"),
        (0, Piece("今天的山城山", Position(0, 2)), "ledger.unbalanced"),
        (0, Piece("今天的山镇", Position(0, 2)), "ledger.unbalanced"),
        (0, Piece("今天的山城", Position(0, 2, 1)), "ledger.unbalanced"),
        (2, Piece("的"), "ledger.foreign"),
        (1, Piece("、", Position(0, 2, 5), 0), "ledger.unlike"),
        (1, Piece("", Position(0, 2, 5), 4), "ledger.unlike"),
        (5, Piece("，", Position(0, 2, 5), 0), "ledger.twice"),
        (6, Piece("", Position(0, 3, 4)), "ledger.lost"),
    ],
)
def test_a_piece_that_is_not_the_print_is_found(number: int, piece: Piece, key: str) -> None:
    pieces = [*PIECES]
    pieces[number] = piece
    assert fault(book(pieces)).key == key


def test_the_error_names_file_line_and_characters() -> None:
    found = fault(book([*PIECES[:3], Piece("最", Position(0, 3)), *PIECES[4:]]))
    assert (found.file, found.line) == ("a.txt", 3)
    assert (found.found["printed"], found.found["found"]) == ("很", "最")
    lost = fault(book(PIECES[:6]))
    assert (lost.file, lost.line, lost.found["printed"]) == ("a.txt", 3, "。")


def test_a_dropped_character_must_be_printed_where_its_emendation_says() -> None:
    moved = structs.replace(CHANGES[2], at=Position(0, 2, 0))
    changes = (*CHANGES[:2], moved, *CHANGES[3:])
    assert fault(book(changes=changes)).key == "ledger.unbalanced"
    kept = structs.replace(CHANGES[2], change=Change.KEEP)
    unrecorded = (*CHANGES[:2], kept, *CHANGES[3:])
    assert fault(book(changes=unrecorded)).key == "ledger.unbalanced"


def test_two_sources_have_an_account_each() -> None:
    two = book()
    other = Block(BlockKind.PARAGRAPH, (Piece("长街", Position(1, 1)),), "3")
    part = Part("", (*two.parts[0].blocks, other), (0, 1))
    sources = (*two.sources, structs.replace(two.sources[0], name="b.txt"))
    both = structs.replace(two, sources=sources, parts=(part,))
    accounts = balance(both, (*PRINTED, ("长 街",)))
    assert accounts == (Account("a.txt", 13, 8, 1, 1, 3), Account("b.txt", 2, 2, 0, 0, 0))


def carried(pieces: Sequence[Piece]) -> str:
    """Return the words that the error of a conversion names; empty if all came through."""
    try:
        require_carried(book(), book(pieces))
    except ConservationError as error:
        return str(error.found["text"])
    return ""


def test_conversion_may_change_words_and_nothing_else() -> None:
    assert carried([Piece("今天底山城", Position(0, 2)), *PIECES[1:]]) == ""
    assert carried(PIECES[:-1]) == "今天的山城，  很好啊。".replace("  ", " ")
    for number, other in (
        (0, Piece("今天的山城", Position(0, 2, 1))),
        (0, Piece("", Position(0, 2))),
        (1, Piece("，", Position(0, 2, 5))),
        (2, Piece("的")),
        (0, Piece("今天的山城", Position(0, 2), None, (Mark(MarkKind.EMPHASIS),))),
    ):
        assert carried([*PIECES[:number], other, *PIECES[number + 1 :]]) != ""


def test_a_conversion_that_loses_a_block_is_no_conversion() -> None:
    short = structs.replace(book(), parts=(Part("", (FOLIO,), (0,)),))
    with pytest.raises(ValueError, match="shorter"):
        require_carried(book(), short)
